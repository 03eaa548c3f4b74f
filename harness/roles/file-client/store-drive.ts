// The steps of a case against a store: as many at once as cannot disturb each other, the others one after the other.
import type { ExchangeFailure } from '../../http/exchange.ts';
import type { Answer, NameBinding } from './binding.ts';
import type { PreparedStep } from './prepare-names.ts';

export interface StoreDrive {
  readonly binding: NameBinding;
  readonly steps: readonly PreparedStep[];
  /** Of the names of the case: a list tells no others. */
  readonly namePrefix: string;
  readonly signal: AbortSignal;
  /** Told of every answer, at once: also of those that do not count in the end. */
  readonly onSent: (step: PreparedStep, answer: Answer) => void;
  /** Told of each step's one answer that counts. */
  readonly onAnswer: (step: PreparedStep, answer: Answer) => void;
  /** Told of each step that is not asked, since names of its sort are never answered. */
  readonly onSpared: (step: PreparedStep) => void;
}

export interface StoreDriven {
  /** Position in `steps` of the first that was not asked, or whose answer says nothing; absent where there is none. */
  readonly leftOutFrom?: number;
  readonly lostTarget: boolean;
}

const AT_ONCE = 8;
/** Whether the target still answers is asked for no longer than this. */
const ANSWERS_LIMIT_MS = 20_000;
/** A target that is silent so often in one case is not asked again: each time costs a whole deadline. */
const MOST_TIMEOUTS = 3;
const SUSPICIOUS: ReadonlySet<NonNullable<Answer['failure']>['kind']> = new Set<ExchangeFailure['kind']>([
  'unconnected',
  'timeout',
  'reset',
  'cut',
]);

/** Puts the steps to a store. A name whose question failed beside others is asked again alone: only that is its answer. */
export async function driveStore(drive: StoreDrive): Promise<StoreDriven> {
  const { binding, steps, signal, onAnswer } = drive;
  let timeouts = 0;
  for (let at = 0; at < steps.length; ) {
    if (signal.aborted) return { leftOutFrom: at, lostTarget: false };
    const { begun, suspects } = await askTogether(drive, independentFrom(steps, at));
    if (suspects.length > 0 && !signal.aborted && !(await binding.answers(AbortSignal.timeout(ANSWERS_LIMIT_MS)))) {
      for (const { step, answer } of suspects) onAnswer(step, answer);
      return { ...leftOut(at + begun, steps), lostTarget: true };
    }
    for (const { step, answer, offset } of suspects) {
      const isUnsure = begun > 1 && !signal.aborted;
      if (isUnsure && timeouts >= MOST_TIMEOUTS) return { leftOutFrom: at + offset, lostTarget: false };
      if (isUnsure && isSpared(drive, step)) {
        drive.onSpared(step);
        continue;
      }
      const last = isUnsure ? await askOne(drive, step) : answer;
      onAnswer(step, last);
      if (last.failure?.kind !== 'timeout') continue;
      timeouts++;
      if (step.do !== 'list') binding.silences?.noteSilence(step.file);
    }
    at += begun;
    if (timeouts >= MOST_TIMEOUTS) return { ...leftOut(at, steps), lostTarget: false };
  }
  return { lostTarget: false };
}

const leftOut = (at: number, steps: readonly PreparedStep[]): Pick<StoreDriven, 'leftOutFrom'> =>
  at < steps.length ? { leftOutFrom: at } : {};

const isSuspicious = ({ failure }: Answer): boolean => failure !== undefined && SUSPICIOUS.has(failure.kind);

interface Suspect {
  readonly step: PreparedStep;
  readonly answer: Answer;
  /** Among the steps that were asked together. */
  readonly offset: number;
}

/** Asks the steps, several at once, in their order. Begins no other after a suspicious answer. */
async function askTogether(
  drive: StoreDrive,
  steps: readonly PreparedStep[],
): Promise<{ readonly begun: number; readonly suspects: readonly Suspect[] }> {
  const suspects: Suspect[] = [];
  let begun = 0;
  let isHalted = false;
  const worker = async (): Promise<void> => {
    for (;;) {
      const offset = begun;
      const step = steps[offset];
      if (step === undefined || isHalted) return;
      begun++;
      if (isSpared(drive, step)) {
        drive.onSpared(step);
        continue;
      }
      const answer = await askOne(drive, step);
      if (!isSuspicious(answer)) drive.onAnswer(step, answer);
      else suspects.push({ step, answer, offset });
      if (suspects.length > 0 || drive.signal.aborted) isHalted = true;
    }
  };
  const workers = Array.from({ length: Math.min(AT_ONCE, steps.length) }, worker);
  // Whoever hears that one of them failed may be sure that nothing is under way any more.
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return { begun, suspects: suspects.toSorted((one, other) => one.offset - other.offset) };
}

const isSpared = ({ binding }: StoreDrive, { do: did, file }: PreparedStep): boolean =>
  did !== 'list' && binding.silences?.isKnownSort(file) === true;

async function askOne(drive: StoreDrive, step: PreparedStep): Promise<Answer> {
  const answer = await ask(drive, step);
  if (answer === undefined) throw new Error(`the store cannot be asked to ${step.do}`);
  drive.onSent(step, answer);
  if (answer.response !== undefined) drive.binding.silences?.noteAnswer(step.file, answer.durationMs);
  return answer;
}

function ask(
  { binding, namePrefix, signal }: StoreDrive,
  { do: did, file, octets }: PreparedStep,
): Promise<Answer | undefined> | undefined {
  switch (did) {
    case 'offer':
      return binding.offer({ ...file, octets }, signal);
    case 'read':
      return binding.read?.(file, signal);
    case 'delete':
      return binding.remove?.(file, signal);
    case 'list':
      return binding.list?.(file.kind, namePrefix, signal);
  }
}

/** The steps from here on that do the same and concern names of which none is another one or a folder of it. */
function independentFrom(steps: readonly PreparedStep[], at: number): readonly PreparedStep[] {
  const first = steps[at];
  if (first === undefined) return [];
  const together = [first];
  if (!isPlain(first)) return together;
  const names = new Set<string>();
  const folders = new Set<string>();
  note(first, names, folders);
  for (let next = at + 1; ; next++) {
    const step = steps[next];
    if (step === undefined || step.do !== first.do || !isPlain(step)) return together;
    const key = keyOf(step);
    if (names.has(key) || folders.has(key) || foldersOf(key).some((folder) => names.has(folder))) return together;
    note(step, names, folders);
    together.push(step);
  }
}

const isPlain = ({ do: did, file }: PreparedStep): boolean => did !== 'list' && file.spelling === undefined;

/** Names that a target may take for one are not asked at the same time. */
const keyOf = ({ file }: PreparedStep): string => `${file.kind}/${file.name.normalize('NFKC').toLowerCase()}`;

function foldersOf(key: string): readonly string[] {
  const parts = key.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function note(step: PreparedStep, names: Set<string>, folders: Set<string>): void {
  const key = keyOf(step);
  names.add(key);
  for (const folder of foldersOf(key)) folders.add(folder);
}
