// A validator as a process: one JSON object a line in, one JSON object a line out.
import type { Readable, Writable } from 'node:stream';
import { crash } from './crash.ts';
import { hooksFor } from './faults/index.ts';
import { isKind } from './kinds.ts';
import { hooked, type LineHook, type Lines, type Rules, type Said } from './seams.ts';
import { createRules } from './validate.ts';

const NEWLINE = 0x0a;

/**
 * Answers `{"id":1,"kind":"media","name":"a.wav"}` by `{"id":1,"accepted":true}`, or `{"id":1,"accepted":false,"reason":…}`,
 * until the input ends, or the output is closed, or a fault ends it. An id may be any JSON value; a line that is no such
 * object is answered with the id null. Lone surrogates come as JSON escapes. An id of a fault that is unknown or does not
 * show in a process is a RangeError.
 */
export async function runValidatorLines(
  input: Readable,
  output: Writable,
  faults: readonly string[] = [],
): Promise<void> {
  const hooks = hooksFor(faults, 'exec');
  const lines = createLines(createRules(hooks.rules), hooks.lines);
  let isHanging = false;
  // Who asked may be gone: then there is nobody to answer.
  output.on('error', () => undefined);

  for await (const arrived of linesOf(input)) {
    if (output.destroyed) return;
    // It goes on reading, so that it ends with its input and outlives nobody.
    if (isHanging) continue;
    const { answers, end } = answersTo(arrived, lines);
    await print(
      output,
      lines.together(answers).map((answer) => `${answer}${lines.lineEnd}`),
    );
    if (end === 'hang') isHanging = true;
    if (end === 'exit') return;
    if (end === 'crash') {
      crash();
      await new Promise(() => undefined);
    }
  }
}

const createLines = (rules: Rules, hooks: readonly LineHook[]): Lines =>
  hooked<Lines>(
    () => ({
      answer: (line) => {
        if (line.trim() === '') return [];
        const question = asked(line);
        if (question === undefined) return [answerOf(null, { accepted: false, reason: 'the line cannot be read' })];
        const { id, kind, name } = question;
        if (!isKind(kind)) return [answerOf(id, { accepted: false, reason: 'there is no such kind' })];
        const judged = rules.judge(name, kind);
        return judged === 'hang' || judged === 'crash' ? judged : [answerOf(id, judged)];
      },
      together: (answers) => answers,
      lineEnd: '\n',
    }),
    hooks,
  );

const answerOf = (id: unknown, answer: object): string => JSON.stringify({ id, ...answer });

interface Question {
  readonly id: unknown;
  readonly kind: string;
  readonly name: string;
}

function asked(line: string): Question | undefined {
  try {
    const { id, kind, name } = JSON.parse(line);
    return typeof kind === 'string' && typeof name === 'string' ? { id, kind, name } : undefined;
  } catch {
    return undefined;
  }
}

/** The answers to some lines, up to the one at which it comes to an end. */
function answersTo(
  arrived: readonly string[],
  lines: Lines,
): { readonly answers: readonly string[]; readonly end?: Exclude<Said, readonly string[]> } {
  const answers: string[] = [];
  for (const line of arrived) {
    const said = lines.answer(line);
    if (typeof said === 'string') return { answers, end: said };
    answers.push(...said);
  }
  return { answers };
}

async function print(output: Writable, printed: readonly string[]): Promise<void> {
  if (printed.length === 0 || output.destroyed) return;
  await new Promise<void>((resolve) => output.write(printed.join(''), () => resolve()));
}

/** The lines of an input as they arrive, without their ends. In octets, since a character may arrive in two pieces. */
async function* linesOf(input: Readable): AsyncGenerator<readonly string[]> {
  let begun: Buffer = Buffer.alloc(0);
  for await (const chunk of input) {
    const octets = Buffer.concat([begun, Buffer.from(chunk)]);
    const end = octets.lastIndexOf(NEWLINE) + 1;
    begun = octets.subarray(end);
    if (end > 0) yield octets.toString('utf8', 0, end - 1).split(/\r?\n/);
  }
  if (begun.length > 0) yield [begun.toString()];
}
