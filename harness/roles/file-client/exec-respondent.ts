// A validator that is a command: one JSON object a line, both ways.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';
import { guard } from '../../target/last-resort.ts';
import { createOutputLines } from '../../target/output-lines.ts';
import { processGroup } from '../../target/process-group.ts';
import type { Question, RespondentEvents, StartRespondent } from './respondent.ts';
import { oneLine } from './store-answer.ts';

const LONGEST_LINE = 64 * 1024;
/** What was written before the end may still be in the pipe, which a child that lives on may hold open. */
const FLUSH_MS = 200;
/** To end by itself once its input has ended. */
const GENTLE_MS = 1000;
const KILL_LIMIT_MS = 5000;
const POLL_MS = 10;
const STDERR_LINES = 10;

/** Runs the command by the shell, in a process group of its own, once for each life. */
export const execRespondent =
  (command: string): StartRespondent =>
  (events) => {
    const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const group = child.pid === undefined ? undefined : processGroup(child.pid);
    const release = group === undefined ? () => undefined : guard(group);
    const stderr = createOutputLines();
    stderr.follow(child.stderr);
    // Who ended does not read any more; that it ended is told below.
    child.stdin.on('error', () => undefined);

    const told = untilEnd(events);
    const outputEnded = new Promise<void>((resolve) => {
      followLines(child.stdout, {
        line: (text) => readAnswer(text, told),
        tooLong: () => told.strange({ kind: 'rubbish', message: `a line of more than ${LONGEST_LINE} characters` }),
        end: resolve,
      });
    });
    const exited = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(endOf(code, signal)));
      child.once('error', (error) => resolve(`the command cannot be started: ${error.message}`));
    });
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    void exited.then(async (message) => {
      await Promise.race([closed, delay(FLUSH_MS, undefined, { ref: false })]);
      told.ended({ kind: 'exit', message });
    });
    void outputEnded.then(async () => {
      const ending = await Promise.race([exited, delay(FLUSH_MS, undefined, { ref: false })]);
      if (ending === undefined) told.ended({ kind: 'exit', message: 'the command closed its output' });
    });

    const isGone = (): boolean => group === undefined || group.empty();
    const stop = async (how: 'at-once' | 'gently'): Promise<void> => {
      told.silence();
      child.stdin.destroy();
      if (how === 'gently') await comesTrue(isGone, GENTLE_MS);
      if (!isGone()) {
        await comesTrue(() => {
          group?.signal('SIGKILL');
          return isGone();
        }, KILL_LIMIT_MS);
      }
      release();
      child.stdout.destroy();
      child.stderr.destroy();
    };
    return {
      ask: (questions) => {
        if (child.stdin.writable) child.stdin.write(questions.map(lineOf).join(''));
      },
      stderr: () => stderr.last(STDERR_LINES),
      stop,
    };
  };

/** Passes on what is told, up to the end. */
function untilEnd(events: RespondentEvents): Omit<RespondentEvents, 'unusable'> & { readonly silence: () => void } {
  let isOver = false;
  return {
    answered: (id, verdict) => {
      if (!isOver) events.answered(id, verdict);
    },
    strange: (incident) => {
      if (!isOver) events.strange(incident);
    },
    ended: (incident) => {
      if (isOver) return;
      isOver = true;
      events.ended(incident);
    },
    silence: () => {
      isOver = true;
    },
  };
}

/** In ASCII: whatever a program takes its input for, and wherever it sees ends of lines. */
const lineOf = (question: Question): string =>
  `${JSON.stringify(question).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

interface LineEvents {
  readonly line: (text: string) => void;
  readonly tooLong: () => void;
  readonly end: () => void;
}

function followLines(stream: Readable, { line, tooLong, end }: LineEvents): void {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  /** The rest of a line that was too long. */
  let isSkipping = false;
  const finish = (part: string): void => {
    if (!isSkipping && part.length > LONGEST_LINE) tooLong();
    else if (!isSkipping && part.trim() !== '') line(part);
    isSkipping = false;
  };
  stream.on('data', (chunk: Buffer) => {
    const parts = (begun + decoder.write(chunk)).split('\n');
    begun = parts.pop() ?? '';
    for (const part of parts) finish(part);
    if (begun.length <= LONGEST_LINE) return;
    if (!isSkipping) tooLong();
    isSkipping = true;
    begun = '';
  });
  stream.on('error', () => undefined);
  stream.once('end', () => {
    finish(begun);
    end();
  });
  stream.once('close', end);
}

function readAnswer(text: string, told: Pick<RespondentEvents, 'answered' | 'strange'>): void {
  const rubbish = (problem: string, id?: unknown): void =>
    told.strange({
      kind: 'rubbish',
      message: `${problem}: ${oneLine(text)}`,
      ...(typeof id === 'number' ? { id } : {}),
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    rubbish('a line that is no JSON');
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    rubbish('a line that is no JSON object');
    return;
  }
  const { id, accepted, reason } = value as Readonly<Record<string, unknown>>;
  if (id === undefined) rubbish('an answer without "id"');
  else if (typeof accepted !== 'boolean') rubbish('an answer in which "accepted" is not true or false', id);
  else told.answered(id, { accepted, ...(typeof reason === 'string' ? { reason: oneLine(reason) } : {}) });
}

/** The shell tells of a signal as 128 and its number. */
function endOf(code: number | null, signal: string | null): string {
  const passedOn = Object.entries(constants.signals).find(([, number]) => number === (code ?? 0) - 128)?.[0];
  const by = signal ?? passedOn;
  return by === undefined ? `the command ended with exit code ${code}` : `the command was ended by ${by}`;
}

async function comesTrue(condition: () => boolean, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() >= until) return false;
    await delay(POLL_MS);
  }
  return true;
}
