/** Names of the commands: what a first word that is no URL may have been meant to be. */
export const COMMAND_NAMES = [
  'websocket',
  'services',
  'media-files',
  'doctor',
  'demo',
  'list',
  'explain',
  'replay',
  'report',
  'merge',
  'compare',
  'baseline',
  'reference',
  'init',
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];
