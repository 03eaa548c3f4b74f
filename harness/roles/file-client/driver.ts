// Drives a case of the media-files suite: its names, one after the other or many at once, and after them, whatever
// happened, the deletion of every file that it may have written.
import type { NamesTrace } from '../../traces/names-trace.ts';
import { type Clock, monotonicClock } from '../../wire/clock.ts';
import type { NameBinding, Unusable } from './binding.ts';
import { cleanUp, createOffered, entryOf, type Offered } from './clean-up.ts';
import type { FilesJournal } from './files-journal.ts';
import { type PreparedStep, prepareSteps } from './prepare-names.ts';
import { PROBES_FORMAT, type ProbeEvent, type ProbeTranscript } from './probe.ts';
import { createProbeRecording, type ProbeRecording } from './probe-recording.ts';
import { driveStore, type StoreDriven } from './store-drive.ts';

export interface DriveNamesOptions {
  readonly trace: NamesTrace;
  readonly binding: NameBinding;
  /** What the names begin with: see filePrefix for stores, another for each drive; VALIDATOR_PREFIX for validators. */
  readonly namePrefix: string;
  /** Of a store: the names are in it before the first is written. */
  readonly journal?: FilesJournal;
  readonly signal?: AbortSignal;
  /** Told of each answer when all is known of it, clean-up too. */
  readonly onEvent?: (event: ProbeEvent) => void;
  /** The steps are given up after so long: ten minutes where absent. */
  readonly limitMs?: number;
  readonly clock?: Clock;
}

export interface DriveNamesResult {
  readonly transcript: ProbeTranscript;
  /** Files that may still exist, as `kind/name`: their deletion was not confirmed. */
  readonly leftBehind: readonly string[];
  /** The target does not answer any more. */
  readonly lostTarget: boolean;
  /** Why a validator cannot be asked any more. */
  readonly unusable?: Unusable;
  /** First step of the trace that was not asked although the target could have been; absent where all were. */
  readonly leftOutFrom?: number;
  /** How many steps were not asked because names were never answered: those of such sorts, or the rest of the case. */
  readonly spared: number;
  /** The steps ran into their time limit. */
  readonly timedOut: boolean;
  readonly durationMs: number;
}

const CASE_LIMIT_MS = 600_000;

interface Drive {
  readonly binding: NameBinding;
  readonly steps: readonly PreparedStep[];
  readonly recording: ProbeRecording;
  readonly signal: AbortSignal;
}

type Driven = Pick<DriveNamesResult, 'lostTarget' | 'leftBehind' | 'spared'> & {
  readonly leftOut?: PreparedStep | undefined;
};

/**
 * Drives one case. Resolves when its files are deleted, or 20 s after the last deletion that was confirmed; rejects only
 * for a trace that cannot be sent, since it would write what is not its own.
 */
export async function driveNamesTrace(options: DriveNamesOptions): Promise<DriveNamesResult> {
  const { trace, binding, namePrefix, clock = monotonicClock, limitMs = CASE_LIMIT_MS } = options;
  // All before the first: a case that cannot be sent whole is not begun.
  const steps = prepareSteps(trace, binding, namePrefix);
  const limit = AbortSignal.timeout(limitMs);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const recording = createProbeRecording(clock, options.onEvent);
  const drive: Drive = { binding, steps, recording, signal };
  const driven = binding.kind === 'store' ? await askStore(drive, options) : await askValidator(drive);
  const unusable = binding.unusable();
  return {
    transcript: recording.seal({
      format: PROBES_FORMAT,
      suite: 'media-files',
      case: trace.id,
      title: trace.title,
      requirements: trace.requirements,
      target: binding.target,
      binding: binding.kind,
      namePrefix,
    }),
    leftBehind: driven.leftBehind,
    lostTarget: driven.lostTarget,
    ...(unusable === undefined ? {} : { unusable }),
    spared: driven.spared,
    ...(driven.leftOut === undefined ? {} : { leftOutFrom: driven.leftOut.index }),
    timedOut: limit.aborted,
    durationMs: recording.nowMs(),
  };
}

/** All names at once: a validator keeps nothing, so none can disturb another. */
async function askValidator({ binding, steps, recording, signal }: Drive): Promise<Driven> {
  const answers = await Promise.all(steps.map(({ file, octets }) => binding.offer({ ...file, octets }, signal)));
  let leftOut: PreparedStep | undefined;
  let unasked = 0;
  for (const [index, step] of steps.entries()) {
    const answer = answers[index];
    if (answer !== undefined) recording.add(askedOf(step), answer);
    else {
      leftOut ??= step;
      unasked++;
    }
  }
  const lostTarget = binding.unusable() !== undefined;
  return { leftBehind: [], lostTarget, leftOut, spared: lostTarget || signal.aborted ? 0 : unasked };
}

async function askStore(
  { binding, steps, recording, signal }: Drive,
  { namePrefix, journal }: DriveNamesOptions,
): Promise<Driven> {
  const offers = steps.filter((step) => step.do === 'offer');
  await journal?.mayExist(offers.map(({ file }) => entryOf(file)));
  const offered = createOffered();
  let driven: StoreDriven = { lostTarget: false };
  let leftBehind: readonly string[] = [];
  let asked = 0;
  let firstSpared: PreparedStep | undefined;
  try {
    driven = await driveStore({
      binding,
      steps,
      namePrefix,
      signal,
      onSent: ({ do: did, file }, answer) => {
        if (did === 'offer') offered.note(file, answer);
        if (did === 'delete' && answer.outcome === 'accepted') offered.isDeleted(file);
      },
      onAnswer: (step, answer) => {
        asked++;
        // That we gave up says nothing of the target.
        if (answer.failure?.kind !== 'aborted') recording.add(askedOf(step), answer);
      },
      onSpared: (step) => {
        firstSpared ??= step;
      },
    });
  } finally {
    leftBehind = await cleanUp({
      binding,
      namePrefix,
      offered,
      journal,
      onAnswer: (did, file, answer) => recording.add({ do: did, file }, answer),
    });
    forgetTheRest(offers, offered, journal);
  }
  const { leftOutFrom, lostTarget } = driven;
  return {
    leftBehind,
    lostTarget,
    leftOut: firstSpared ?? (leftOutFrom === undefined ? undefined : steps[leftOutFrom]),
    spared: lostTarget || signal.aborted ? 0 : steps.length - asked,
  };
}

/** What was never offered, or deleted by a step, is not in the way of the clean-up. */
function forgetTheRest(offers: readonly PreparedStep[], offered: Offered, journal: FilesJournal | undefined): void {
  const concerned = new Set(offered.files().map(({ file }) => JSON.stringify(entryOf(file))));
  for (const { file } of offers) {
    if (!concerned.has(JSON.stringify(entryOf(file)))) journal?.isGone(entryOf(file));
  }
}

const askedOf = (step: PreparedStep): Parameters<ProbeRecording['add']>[0] => ({
  do: step.do,
  file: step.file,
  of: step,
});
