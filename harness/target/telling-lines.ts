// What a process said as it died, in the lines that matter: runtimes end their last words with a version, a stack of
// their own frames or a blank line, and the cause stands somewhere above.

/** The line of an exception that nobody caught: of JavaScript, of the JVM, of V8 itself, of Go. */
const THROWN = /^(?:Uncaught\b|(?:[\w$.]*\.)?[\w$]*(?:Error|Exception)\b|FATAL ERROR:|panic:)/;

const FRAME = /^\s+at /;
const FOREIGN_FRAME = /node:|node_modules|<anonymous>\)?$|\(native\)/;

const TRACEBACK = 'Traceback (most recent call last):';
const PYTHON_FRAME = /^\s+File "(.*)", line \d+/;
const FOREIGN_PYTHON = /site-packages|dist-packages|<frozen |\/lib\/python/;

/** The version that Node signs off with. */
const SIGNATURE = /^Node\.js v\d/;

/**
 * The one or two lines of a process's output that say why it ended: the exception and the first frame of its own code,
 * or the last line that is not blank. Trimmed; empty where it said nothing.
 */
export function tellingLines(output: readonly string[]): readonly string[] {
  const lines = output.filter((line) => line.trim() !== '' && !SIGNATURE.test(line));
  return fromPython(lines) ?? fromException(lines) ?? lines.slice(-1).map((line) => line.trim());
}

function fromPython(lines: readonly string[]): readonly string[] | undefined {
  const begin = lines.findLastIndex((line) => line.trim() === TRACEBACK);
  if (begin < 0) return undefined;
  const end = lines.findIndex((line, index) => index > begin && !/^\s/.test(line));
  const cause = lines[end];
  if (cause === undefined) return undefined;
  const frames = lines.slice(begin, end).filter((line) => PYTHON_FRAME.test(line));
  const own = frames.findLast((line) => !FOREIGN_PYTHON.test(line)) ?? frames.at(-1);
  return [cause, ...(own === undefined ? [] : [own])].map((line) => line.trim());
}

function fromException(lines: readonly string[]): readonly string[] | undefined {
  const at = lines.findLastIndex((line) => THROWN.test(line));
  const cause = lines[at];
  if (cause === undefined) return undefined;
  const own = lines.slice(at + 1).find((line) => FRAME.test(line) && !FOREIGN_FRAME.test(line));
  return [cause, ...(own === undefined ? [] : [own])].map((line) => line.trim());
}
