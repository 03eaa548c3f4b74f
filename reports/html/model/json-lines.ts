// JSON over several lines, with what was expected in it where it ought to have been.

export interface JsonLine {
  readonly depth: number;
  readonly text: string;
  /** `expected` lines are not in the value; `observed` ones contradict an expectation; `changed` are new since before. */
  readonly kind: 'plain' | 'expected' | 'observed' | 'changed';
}

export interface JsonMarks {
  /** What was expected, in words, by dotted path; items of a list by number. */
  readonly expected?: ReadonlyMap<string, string>;
  /** Paths that a finding names. */
  readonly observed?: ReadonlySet<string>;
  readonly changed?: ReadonlySet<string>;
}

// Deeper than any configuration, and not deep enough to exhaust a stack.
const DEEPEST = 100;

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A value as lines, two sides of a difference one below the other. */
export const jsonLines = (root: unknown, marks: JsonMarks = {}): readonly JsonLine[] => {
  const { expected = new Map<string, string>(), observed = new Set(), changed = new Set() } = marks;
  const lines: JsonLine[] = [];
  const kindOf = (path: string): JsonLine['kind'] => {
    if (observed.has(path) || expected.has(path)) return 'observed';
    return changed.has(path) ? 'changed' : 'plain';
  };
  const expectAt = (path: string, label: string, depth: number, comma: string): void => {
    const words = expected.get(path);
    if (words !== undefined) lines.push({ depth, text: `${label}${words}${comma}`, kind: 'expected' });
  };
  const walk = (
    value: unknown,
    path: string,
    label: string,
    depth: number,
    comma: string,
    above: JsonLine['kind'],
  ): void => {
    const own = path === '' ? 'plain' : kindOf(path);
    const kind = own === 'plain' ? above : own;
    expectAt(path, label, depth, comma);
    if (!isContainer(value)) {
      lines.push({ depth, text: `${label}${JSON.stringify(value) ?? 'null'}${comma}`, kind });
      return;
    }
    const isList = Array.isArray(value);
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    const entries = Object.entries(value);
    const missing = missingBelow(expected, path, value);
    if (depth > DEEPEST || (entries.length === 0 && missing.length === 0)) {
      const inside = entries.length === 0 ? '' : '…';
      lines.push({ depth, text: `${label}${open}${inside}${close}${comma}`, kind });
      return;
    }
    lines.push({ depth, text: `${label}${open}`, kind });
    entries.forEach(([name, member], index) => {
      const after = index < entries.length - 1 ? ',' : '';
      walk(member, below(path, name), isList ? '' : `${JSON.stringify(name)}: `, depth + 1, after, kind);
    });
    for (const [name, words] of missing) {
      lines.push({ depth: depth + 1, text: `${JSON.stringify(name)}: ${words}`, kind: 'expected' });
    }
    lines.push({ depth, text: `${close}${comma}`, kind });
  };
  walk(root, '', '', 0, '', 'plain');
  return lines;
};

/** Expectations whose way ends in this object: its member on the way is not there. */
const missingBelow = (
  expected: ReadonlyMap<string, string>,
  path: string,
  value: object,
): ReadonlyArray<readonly [name: string, words: string]> =>
  [...expected].flatMap(([wanted, words]) => {
    if (path !== '' && !wanted.startsWith(`${path}.`)) return [];
    const rest = path === '' ? wanted : wanted.slice(path.length + 1);
    const [next = ''] = rest.split('.');
    return rest === '' || Object.hasOwn(value, next) ? [] : [[rest, words] as const];
  });
