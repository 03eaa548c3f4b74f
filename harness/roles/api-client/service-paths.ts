// Where things are: names of services, and paths as they stand on the request line.

/** What every name begins with that is ever written. */
export const NAME_PREFIX = 'aculab-conformance-';

/** What the names of one case's services begin with. `runId` and `caseTag` are of [a-z0-9]. */
export const casePrefix = (runId: string, caseTag: string): string => `${NAME_PREFIX}${runId}-${caseTag}-`;

const PLAIN = /^[A-Za-z0-9_-]*$/;

/** The paths of an API whose base URL is `…/service/v1/outbound`. */
export interface ServicePaths {
  readonly list: string;
  readonly schema: string;
  /** Of a service by its name, or by what stands for the name on the request line. */
  service(encodedName: string): string;
}

/** Reads the paths off the base URL; a slash at its end does not count. Query and fragment are left out. */
export function servicePaths(base: URL): ServicePaths {
  const list = base.pathname.replace(/\/+$/, '');
  const last = list.lastIndexOf('/');
  return {
    list: list === '' ? '/' : list,
    schema: `${list.slice(0, last + 1) || '/'}schema/${list.slice(last + 1)}`,
    service: (encodedName) => `${list}/${encodedName}`,
  };
}

/** Percent-encoding as encodeURIComponent does it; half a surrogate pair, which it refuses, as the octets of its code. */
export function encodeLabel(label: string): string {
  return PLAIN.test(label) ? label : [...label].map(encodeCharacter).join('');
}

function encodeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0xd800 || code > 0xdfff) return encodeURIComponent(character);
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
    .map((octet) => `%${octet.toString(16).toUpperCase()}`)
    .join('');
}
