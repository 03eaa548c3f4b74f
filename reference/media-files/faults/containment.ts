// Stores that go where a path leads, without looking where that is.
import { posix } from 'node:path';
import { folderOf } from '../disk-name.ts';
import { refuse } from '../refusal.ts';
import { decoded, octetsOf } from '../request-path.ts';
import type { Place, StoreHook, StoreRequest } from '../seams.ts';
import type { StoreHooks } from './vocabulary.ts';

/** What a file system is handed of the path of a request; undefined where a fault has nothing to do with the path. */
type Spelled = (segments: readonly string[]) => string | undefined;

/** Lets a request out of the store where its path leads out in this spelling. Every other request is judged as ever. */
const leavesBy =
  (spelled: Spelled, ...methods: readonly string[]): StoreHook =>
  (store) => {
    const ways = new WeakMap<Place, string>();
    const wayOut = ({ kind, segments = [], method }: StoreRequest): Place | undefined => {
      const path = methods.length === 0 || methods.includes(method) ? spelled(segments) : undefined;
      if (kind === undefined || path === undefined) return undefined;
      const way = posix.resolve(folderOf(kind), path);
      if (`${way}/`.startsWith(`${folderOf(kind)}/`)) return undefined;
      const place = { kind, name: path };
      ways.set(place, way);
      return place;
    };
    return {
      pathOf: (place) => ways.get(place) ?? store.pathOf(place),
      perform: (request) => {
        const place = wayOut(request);
        if (place === undefined) return store.perform(request);
        if (request.method === 'PUT') return store.write(place, request.body ?? refuse(413, 'the file is too long'));
        if (request.method === 'DELETE') return store.remove(place);
        return store.read(place);
      },
    };
  };

function once(segments: readonly string[]): string | undefined {
  const texts = segments.map(decoded);
  return texts.includes(undefined) ? undefined : texts.join('/');
}

/** What a path spells if it holds something; a fault is about one spelling and leaves the others to the rules. */
const withSpelling =
  (held: RegExp, spelled: Spelled = once): Spelled =>
  (segments) =>
    held.test(segments.join('/')) ? spelled(segments) : undefined;

const ENCODED_SLASH = withSpelling(/%2f/i);

const twice: Spelled = (segments) => {
  try {
    return decodeURIComponent(once(segments) ?? '');
  } catch {
    return undefined;
  }
};

const withSlashes: Spelled = (segments) =>
  once(segments)
    ?.replaceAll('\\', '/')
    .replace(/^[A-Za-z]:(?=\/)/, '');

/** Decodes the two octets that some decoders of UTF-8 take for a dot or a slash. */
const overlong: Spelled = (segments) => {
  const octets = segments.map(octetsOf).filter((one) => one !== undefined);
  return octets.length < segments.length
    ? undefined
    : octets
        .map((one) => one.toString('latin1'))
        .join('/')
        .replaceAll('\xc0\xae', '.')
        .replaceAll('\xc0\xaf', '/');
};

export const CONTAINMENT: StoreHooks = {
  'files.store.contained': leavesBy(ENCODED_SLASH),
  'files.store.contained/read': leavesBy(ENCODED_SLASH, 'GET', 'HEAD'),
  'files.store.contained/dot-dot': leavesBy(withSpelling(/^[^%]*$/)),
  'files.store.contained/encoded-dots': leavesBy(withSpelling(/^(?!.*%(2f|5c|25|00)).*%2e/i)),
  'files.store.contained/twice': leavesBy(withSpelling(/%25/, twice)),
  'files.store.contained/backslash': leavesBy(withSpelling(/%5c/i, withSlashes)),
  'files.store.contained/overlong': leavesBy(withSpelling(/%c0%a[ef]/i, overlong)),
  'files.store.contained/nul': leavesBy(withSpelling(/%00/, (segments) => once(segments)?.split('\0', 1)[0])),
  'files.store.contained/stripped': leavesBy(
    withSpelling(/\.\.\.\.(\/|%2f)/i, (segments) => once(segments)?.replaceAll('../', '')),
  ),
};
