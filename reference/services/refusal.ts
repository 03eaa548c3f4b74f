// How the API says no.
import { type Exchange, methodsOf } from './exchange.ts';
import type { Json, JsonObject } from './json.ts';
import type { Violation } from './validation.ts';

export interface Refusal {
  readonly status: number;
  readonly text: string;
  /** Of a configuration that is not valid; empty for everything else. */
  readonly violations: readonly Violation[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Carries a refusal up to where it is answered. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.text);
    this.refusal = refusal;
  }
}

/** Ends the handling of a request with a refusal. */
export function refuse(status: number, text: string, more: Partial<Refusal> = {}): never {
  throw new RefusalError({ status, text, violations: [], headers: {}, ...more });
}

export const unauthorized = (): never =>
  refuse(401, 'The username or the API access key is missing or wrong', {
    headers: { 'WWW-Authenticate': 'Basic realm="Aculab Cloud", charset="UTF-8"' },
  });

export const unknownService = (): never => refuse(404, 'The service name does not exist');

export const unsupportedMethod = ({ path }: Exchange): never =>
  refuse(405, 'The method is not supported here', {
    headers: { Allow: Object.keys(methodsOf(path) ?? {}).join(', ') },
  });

export const invalid = (violations: readonly Violation[]): never =>
  refuse(400, 'Failed to validate configuration, see details for more information.', { violations });

const PAGE = 'https://www.aculab.com/cloud/web-services/services/outbound/management';
const TABS: Readonly<Record<string, string>> = {
  list: 'list',
  schema: 'get_schema',
  read: 'read',
  write: 'write',
  modify: 'modify',
  delete: 'delete',
};

function linkFor({ action }: Exchange): string {
  const tab = TABS[action];
  return tab === undefined ? PAGE : `${PAGE}?target=service_action_tabs&tab-id=${tab}`;
}

/** YYYY-MM-DD_HH:MM:SS in UTC. */
export const datetimeOf = (date: Date): string => date.toISOString().slice(0, 19).replace('T', '_');

/** The published error object. */
export function errorBody(refusal: Refusal, exchange: Exchange, details: Json | undefined): JsonObject {
  return {
    error: {
      code: `HTTP ${refusal.status}`,
      text: refusal.text,
      ...(details === undefined ? {} : { details }),
      datetime: datetimeOf(new Date()),
      link: linkFor(exchange),
    },
    request: { url: exchange.path, datetime: datetimeOf(exchange.receivedAt) },
  };
}
