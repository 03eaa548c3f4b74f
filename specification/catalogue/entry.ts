import type { Requirement } from '../types.ts';

/** A row of a catalogue table: a requirement without its suite (the table's own), readings only where there are any. */
export type Entry = Omit<Requirement, 'suite' | 'readings'> & { readonly readings?: readonly string[] };

/** A function that cites one document by section. */
const cites =
  (document: string) =>
  (section: string): Requirement['source'] => ({ document, section });

/** Aculab Cloud's guide to WebSockets. */
export const guide = cites('Aculab Cloud guide: WebSockets');

/** Aculab Cloud's web services for outbound services. */
export const management = cites('Aculab Cloud web services: Managing Outbound Services');

/** Aculab Cloud's guide to the names of media files. */
export const naming = cites('Aculab Cloud guide: Media File Naming');

/** The WebSocket protocol. */
export const rfc6455 = cites('RFC 6455');

/** HTTP semantics. */
export const rfc9110 = cites('RFC 9110');
