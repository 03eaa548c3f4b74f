// Where in a JSON text its values stand, so that a complaint about one can name the line to change.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+|\n/g;

interface Open {
  readonly pointer: string;
  readonly isList: boolean;
  /** Next item of a list; of an object the name that was read last. */
  at: number | string;
  isName: boolean;
}

/** Line of every value by its JSON pointer, counted from 1; the pointer of the whole is empty. The text must be valid JSON. */
export function linesByPointer(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const open: Open[] = [];
  let line = 1;
  for (const [token] of text.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === '\n') line += 1;
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') continue;
    else if (token === ',') {
      if (inside === undefined) continue;
      if (typeof inside.at === 'number') inside.at += 1;
      inside.isName = !inside.isList;
    } else if (inside?.isName) {
      inside.at = String(JSON.parse(token));
      inside.isName = false;
    } else {
      const pointer = inside === undefined ? '' : `${inside.pointer}/${escaped(String(inside.at))}`;
      lines.set(pointer, line);
      if (token === '{') open.push({ pointer, isList: false, at: '', isName: true });
      if (token === '[') open.push({ pointer, isList: true, at: 0, isName: false });
    }
  }
  return lines;
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
