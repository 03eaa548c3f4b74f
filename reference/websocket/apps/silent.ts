import type { App } from '../app.ts';

/** Takes calls and never says a word. */
export const silent: App = () => ({});
