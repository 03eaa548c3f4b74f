// Which transcripts come with the report: all of a small run; of a large one those that somebody will want to see.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RunDocument } from '../../harness/run.ts';
import { outlineOf } from './model/outline.ts';
import type { Extent } from './model/report-data.ts';

/** Text of a transcript by its path in run.json; undefined where it cannot be read. */
export type TranscriptText = (path: string) => Promise<string | undefined>;

export interface ChosenTranscript {
  readonly extent: Exclude<Extent, 'none'>;
  /** gzip, base64. */
  readonly packed: string;
}

export interface TranscriptLimits {
  /** Characters of all transcripts together. */
  readonly all: number;
  /** Of those, for transcripts with the samples of their audio: what is left is for outlines. */
  readonly whole: number;
  /** Of those, for transcripts that show neither a finding nor a requirement first. */
  readonly more: number;
  /** Characters of one transcript. */
  readonly one: number;
}

const TRANSCRIPT_LIMITS: TranscriptLimits = { all: 8_000_000, whole: 6_000_000, more: 3_000_000, one: 1_000_000 };

/** Transcripts in memory at once. */
const AT_A_TIME = 4;
// Of audio nothing is gained by more effort, and of messages little.
const EFFORT = { level: 4 };

const packed = async (text: string): Promise<string> => (await promisify(gzip)(text, EFFORT)).toString('base64');

/** Positions of cases in the order of their worth: what failed, what warned, one case for each requirement, the rest. */
const byWorth = ({
  cases,
  requirements,
}: RunDocument): { readonly wanted: readonly number[]; readonly more: readonly number[] } => {
  const withTranscript = cases.flatMap(({ transcript }, index) => (transcript === undefined ? [] : [index]));
  const found = withTranscript.filter((index) => (cases[index]?.findings.length ?? 0) > 0);
  // One case of each finding first: of a rule that fails everywhere the hundredth says nothing new.
  const first = new Set<string>();
  const worth = new Map<number, number>();
  for (const index of found) {
    const { verdict, findings = [] } = cases[index] ?? {};
    const isNew = findings.some(({ requirement, message }) => !first.has(`${requirement}\n${message}`));
    for (const { requirement, message } of findings) first.add(`${requirement}\n${message}`);
    worth.set(index, (isNew ? 0 : 2) + (verdict === 'fail' ? 0 : 1));
  }
  const failing = [...found].sort((a, b) => (worth.get(a) ?? 0) - (worth.get(b) ?? 0));
  const shown = new Set(failing);
  const unseen = new Set(requirements.map(({ id }) => id));
  for (const index of failing) for (const id of cases[index]?.requirements ?? []) unseen.delete(id);
  const exemplary = withTranscript.filter((index) => {
    const own = cases[index]?.requirements.filter((id) => unseen.has(id)) ?? [];
    for (const id of own) unseen.delete(id);
    return own.length > 0 && !shown.has(index);
  });
  for (const index of exemplary) shown.add(index);
  return { wanted: [...failing, ...exemplary], more: withTranscript.filter((index) => !shown.has(index)) };
};

/** By position of the case. The same run yields the same choice. */
export const chooseTranscripts = async (
  run: RunDocument,
  read: TranscriptText,
  limits: TranscriptLimits = TRANSCRIPT_LIMITS,
): Promise<ReadonlyMap<number, ChosenTranscript>> => {
  const chosen = new Map<number, ChosenTranscript>();
  let characters = 0;
  const keep = (index: number, limit: number, extent: ChosenTranscript['extent'], text: string): boolean => {
    if (text.length > limits.one || characters + text.length > limit) return false;
    characters += text.length;
    chosen.set(index, { extent, packed: text });
    return true;
  };
  const open = async (index: number): Promise<Opened | undefined> => {
    const text = await read(run.cases[index]?.transcript ?? '');
    return text === undefined ? undefined : { index, text, whole: await packed(text) };
  };
  const { wanted, more } = byWorth(run);
  for await (const { index, text, whole } of inTurns(wanted, open)) {
    if (!keep(index, limits.whole, 'whole', whole)) keep(index, limits.all, 'outline', await packed(outlineOf(text)));
  }
  const limit = Math.min(limits.more, limits.whole);
  for await (const { index, whole } of inTurns(more, open)) {
    if (!keep(index, limit, 'whole', whole)) break;
  }
  return chosen;
};

interface Opened {
  readonly index: number;
  readonly text: string;
  readonly whole: string;
}

/** Does a thing for each, a few at a time, and yields what came of it in order. */
async function* inTurns(
  all: readonly number[],
  open: (index: number) => Promise<Opened | undefined>,
): AsyncGenerator<Opened> {
  for (let from = 0; from < all.length; from += AT_A_TIME) {
    for (const opened of await Promise.all(all.slice(from, from + AT_A_TIME).map(open))) {
      if (opened !== undefined) yield opened;
    }
  }
}
