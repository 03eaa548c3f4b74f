import type { App } from '../app.ts';
import { announcer } from './announcer.ts';
import { bot } from './bot.ts';
import { echo } from './echo.ts';
import { silent } from './silent.ts';

/** The reference server's apps, by name. */
export const APPS = { announcer, echo, bot, silent } as const satisfies Readonly<Record<string, App>>;
export type AppName = keyof typeof APPS;
