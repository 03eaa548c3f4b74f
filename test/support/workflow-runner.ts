// What a runner of GitHub Actions makes of the lines that a step prints: the commands that it obeys.

const NAMES = new Set([
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'add-mask',
  'set-env',
  'set-output',
]);

// The new spelling starts a line, white space aside; the old one may be anywhere.
const NEW = /^\s*::([^\s:]+)( [^:]*)?::/;
const OLD = /##\[([^\s\]]+)[^\]]*\]/;

/** Names of the commands obeyed, in order; `stop-commands` silences all until its token comes. */
export const obeyed = (text: string): readonly string[] => {
  const names: string[] = [];
  let token: string | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const name = (NEW.exec(line) ?? OLD.exec(line))?.[1]?.toLowerCase();
    if (name === undefined) continue;
    if (token !== undefined) {
      if (name === token) token = undefined;
    } else if (name === 'stop-commands') token = line.trim().slice('::stop-commands::'.length);
    else if (NAMES.has(name)) names.push(name);
  }
  return token === undefined ? names : [...names, 'stopped for ever'];
};
