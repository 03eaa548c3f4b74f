// The kinds of files that Aculab Cloud keeps apart.
export const KINDS = ['media', 'msg_media', 'rest'] as const;

/** `media`: sounds and faxes; `msg_media`: what messages carry; `rest`: log files, of whose names nothing is published. */
export type Kind = (typeof KINDS)[number];

export const isKind = (text: string): text is Kind => KINDS.some((kind) => kind === text);
