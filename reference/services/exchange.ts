// A request as the API sees it, and the response before and after it is spelled.
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from './json.ts';

export const ROOT = '/service/v1/outbound';
export const SCHEMA_PATH = '/service/v1/schema/outbound';

/** What a method on a path stands for. */
export type Action = 'list' | 'schema' | 'read' | 'write' | 'modify' | 'delete' | 'unsupported-method' | 'unknown-path';

export interface Exchange {
  readonly method: string;
  /** As it arrived, without query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** All of it; undefined where it was longer than any configuration can be. */
  readonly body: Buffer | undefined;
  readonly receivedAt: Date;
  readonly action: Action;
  /** The service's name as it is spelled in the path; undefined where the path names no service. */
  readonly segment: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: no body at all. */
  readonly body?: Json;
}

export interface Octets {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
  /** Status, headers and payload go out just as they are, whether they fit or not, and the connection ends. */
  readonly verbatim?: boolean;
}

/** Octets, or no answer ever, or an end of the connection without one. */
export type Outcome = Octets | 'hang' | 'drop';

const COLLECTION: Readonly<Record<string, Action>> = { GET: 'list', HEAD: 'list' };
const SCHEMA_METHODS: Readonly<Record<string, Action>> = { GET: 'schema', HEAD: 'schema' };
const SERVICE: Readonly<Record<string, Action>> = {
  GET: 'read',
  HEAD: 'read',
  PUT: 'write',
  PATCH: 'modify',
  DELETE: 'delete',
};

/** The methods of a path and what they do; undefined where the path is none of the API's. */
export function methodsOf(path: string): Readonly<Record<string, Action>> | undefined {
  if (path === ROOT) return COLLECTION;
  if (path === SCHEMA_PATH) return SCHEMA_METHODS;
  return segmentOf(path) === undefined ? undefined : SERVICE;
}

export function segmentOf(path: string): string | undefined {
  if (!path.startsWith(`${ROOT}/`)) return undefined;
  const segment = path.slice(ROOT.length + 1);
  return segment.includes('/') ? undefined : segment;
}

function actionOf(method: string, path: string): Action {
  const methods = methodsOf(path);
  if (methods === undefined) return 'unknown-path';
  return Object.hasOwn(methods, method) ? (methods[method] ?? 'unsupported-method') : 'unsupported-method';
}

/** Method and path, and what they stand for. A request to a proxy has the whole URL where others have the path. */
export function targetOf(method: string, url: string): Pick<Exchange, 'method' | 'path' | 'action' | 'segment'> {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split('?', 1)[0] ?? '';
  return { method, path, action: actionOf(method, path), segment: segmentOf(path) };
}
