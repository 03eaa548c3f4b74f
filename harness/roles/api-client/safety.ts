// The last look at a request before it is sent to somebody's real account. What it refuses is a slip of a case: nothing
// but services of the case itself may be written, modified or deleted, however a target reads the path.
import { HEADER_NAME } from '../../wire/response-head.ts';
import type { ServicePaths } from './service-paths.ts';

export interface AddressedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const METHODS_OF_COLLECTIONS = new Set(['POST', 'PUT']);
/** Never sent: they are about connections and not about services. */
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE']);
/** Some servers take method, path or the end of the request from these. */
const FORBIDDEN_HEADERS =
  /^(host|content-length|transfer-encoding|connection|upgrade|expect|te|trailer|destination|authorization|x-(original|rewrite)-ur[il]|x-forwarded-(uri|path|prefix)|(x-)?http-method(-override)?|x-method-override)$/i;
const PLAIN = /^[A-Za-z0-9_-]*$/;
/** Whoever encodes a path more often means to get past somebody. */
const MOST_DECODINGS = 8;

/** Throws where a request could change anything but services of the case. Reading is free. */
export function assertHarmless(request: AddressedRequest, paths: ServicePaths, namePrefix: string): void {
  const { method, target, headers } = request;
  const refuse = (why: string): never => {
    throw new Error(`the case would send ${method} ${target.slice(0, 200)}: ${why}`);
  };
  const capitals = method.toUpperCase();
  if (!HEADER_NAME.test(method)) refuse('the method is no token');
  if (FORBIDDEN_METHODS.has(capitals)) refuse('this method is never sent');
  for (const name of Object.keys(headers)) {
    if (FORBIDDEN_HEADERS.test(name.trim().replaceAll('_', '-'))) refuse(`a case does not set the header ${name}`);
  }
  if (SAFE_METHODS.has(capitals)) return;
  if (target === paths.list || target === paths.schema) {
    if (METHODS_OF_COLLECTIONS.has(method)) return;
    refuse('it could concern every service of the account');
  }
  const [path = ''] = target.split('?', 1);
  const own = `${paths.list === '/' ? '' : paths.list}/${namePrefix}`;
  // Nothing in it that could be read in two ways.
  if (path.startsWith(own) && PLAIN.test(path.slice(own.length))) return;
  for (const [view, prefix] of viewsOf(path, own) ?? refuse('it is encoded too often')) {
    if (!view.startsWith(prefix)) refuse(`it may be read as ${view.slice(0, 200)}, which is no service of the case`);
  }
}

/**
 * The path as servers may read it, decoded once, twice and so on, dots followed, each with what must be its beginning;
 * undefined where decoding comes to no end.
 */
export function viewsOf(
  target: string,
  own: string,
): ReadonlyArray<readonly [view: string, prefix: string]> | undefined {
  const views: Array<readonly [string, string]> = [];
  let path = target;
  let prefix = own;
  for (let decodings = 0; decodings < MOST_DECODINGS; decodings++) {
    const [beforeMarks = ''] = path.split(/[?#]/, 1);
    views.push([path, prefix], [resolved(path), resolved(prefix)], [resolved(beforeMarks), resolved(prefix)]);
    const next = decoded(path);
    if (next === path) return views;
    path = next;
    prefix = decoded(prefix);
  }
  return undefined;
}

function decoded(path: string): string {
  return (
    path
      .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
      // Overlong UTF-8 of dot, slash and backslash.
      .replaceAll('\xc0\xae', '.')
      .replaceAll('\xc0\xaf', '/')
      .replaceAll('\xc1\x9c', '\\')
  );
}

/** Zeros dropped, backslashes as slashes, empty segments left out, dots followed, path parameters (`..;x`) taken off dots. */
function resolved(path: string): string {
  const done: string[] = [];
  for (const segment of path.replaceAll('\0', '').replaceAll('\\', '/').split('/')) {
    const name = segment.replace(/^(\.{1,2})(?:;.*|\s+)$/, '$1');
    if (name === '..') done.pop();
    else if (name !== '.' && name !== '') done.push(segment);
  }
  return `/${done.join('/')}`;
}
