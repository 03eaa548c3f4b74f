// A validator that is a function of a module, in a thread of its own: one that never comes back can be ended.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createOutputLines } from '../../target/output-lines.ts';
import { WORKER_SOURCE } from './module-worker.ts';
import type { RespondentEvents, StartRespondent } from './respondent.ts';
import { oneLine } from './store-answer.ts';

const MEMORY_MB = 512;
const STDERR_LINES = 10;

interface WorkerAnswer {
  readonly id: number;
  readonly accepted?: boolean;
  readonly reason?: string;
  readonly odd?: string;
}

type WorkerMessage = { readonly answers: readonly WorkerAnswer[] } | { readonly unusable: string };

/** Loads the module anew for each life. `path` is absolute. */
export const moduleRespondent =
  (path: string): StartRespondent =>
  (events) => {
    const worker = new Worker(WORKER_SOURCE, {
      eval: true,
      workerData: { url: pathToFileURL(path).href },
      // What the module prints must not mix with what the run prints.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const stderr = createOutputLines();
    stderr.follow(worker.stderr);
    worker.stdout.resume();
    let isOver = false;
    const ended = (message: string): void => {
      if (isOver) return;
      isOver = true;
      events.ended({ kind: 'exit', message });
    };
    worker.on('message', (message: WorkerMessage) => {
      if (isOver) return;
      if ('unusable' in message) events.unusable(`the module ${oneLine(message.unusable)}`);
      else for (const answer of message.answers) passOn(answer, events);
    });
    worker.on('error', (error) => ended(`the module ended its thread: ${oneLine(String(error))}`));
    worker.on('exit', (code) => ended(`the module ended its thread with exit code ${code}`));
    return {
      ask: (questions) => worker.postMessage(questions),
      stderr: () => stderr.last(STDERR_LINES),
      stop: async () => {
        isOver = true;
        await worker.terminate();
      },
    };
  };

function passOn({ id, accepted, reason, odd }: WorkerAnswer, events: RespondentEvents): void {
  if (accepted !== undefined) {
    events.answered(id, { accepted, ...(reason === undefined ? {} : { reason: oneLine(reason) }) });
  } else events.unusable(`isValidName returns ${odd ?? 'something'}, not true or false or a promise of one`);
}
