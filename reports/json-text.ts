// JSON on one line, as a reader likes it, whole or in part.

const LEFT_OUT = '…';
// Deeper than any configuration, and not deep enough to exhaust a stack: what a target answers may be nested at will.
const DEEPEST = 100;

/** Of a text that is longer than `longest` the beginning, and how long it is. */
const scalarText = (value: unknown, longest: number): string => {
  if (typeof value !== 'string' || value.length <= longest) return JSON.stringify(value) ?? 'null';
  const beginning = value.slice(0, longest / 2).replace(/[\ud800-\udbff]$/, '');
  return `${JSON.stringify(beginning).slice(0, -1)}${LEFT_OUT}" (${value.length} characters)`;
};

const textAt = (value: unknown, depth: number, longest: number): string => {
  if (typeof value !== 'object' || value === null) return scalarText(value, longest);
  if (depth > DEEPEST) return LEFT_OUT;
  if (Array.isArray(value)) return `[${value.map((item) => textAt(item, depth + 1, longest)).join(', ')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const shown = members.map(([name, member]) => `${scalarText(name, longest)}: ${textAt(member, depth + 1, longest)}`);
  return `{${shown.join(', ')}}`;
};

/** JSON with spaces where a reader expects them; texts of more than `longest` characters are cut. */
export const jsonText = (value: unknown, longest = Number.POSITIVE_INFINITY): string => textAt(value, 0, longest);

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const partOf = (
  value: unknown,
  path: string,
  isWanted: (path: string) => boolean,
  depth: number,
  longest: number,
): string | undefined => {
  if (path !== '' && isWanted(path)) return jsonText(value, longest);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return undefined;
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const shown = entries.flatMap(([name, member]) => {
    const text = partOf(member, below(path, name), isWanted, depth + 1, longest);
    if (text === undefined) return [];
    return [isList ? text : `${JSON.stringify(name)}: ${text}`];
  });
  if (shown.length === 0) return undefined;
  const all = [...shown, ...(shown.length < entries.length ? [LEFT_OUT] : [])].join(', ');
  return isList ? `[${all}]` : `{${all}}`;
};

/**
 * The members of a JSON value at the paths that are wanted, with an ellipsis for all others:
 * `{"rest": {"final_page": {"address": null, …}, …}, …}`. Paths are dotted, items of a list by number. Undefined where
 * nothing is at any of them.
 */
export const jsonPart = (
  value: unknown,
  isWanted: (path: string) => boolean,
  longest = Number.POSITIVE_INFINITY,
): string | undefined => partOf(value, '', isWanted, 0, longest);

/** Dotted paths of all values that are no objects and no lists with something in them. */
export const jsonLeaves = (value: unknown): ReadonlyMap<string, unknown> => {
  const leaves = new Map<string, unknown>();
  const walk = (each: unknown, path: string, depth: number): void => {
    const entries = typeof each === 'object' && each !== null && depth <= DEEPEST ? Object.entries(each) : [];
    if (entries.length === 0) leaves.set(path, each);
    for (const [name, member] of entries) walk(member, below(path, name), depth + 1);
  };
  walk(value, '', 0);
  return leaves;
};
