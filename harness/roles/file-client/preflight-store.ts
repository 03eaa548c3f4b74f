// Whether there is a store to judge: each stage on the way to a file that is written, read, listed and deleted, and what
// to change where the way ends. What a store does to the file is for the cases to judge.
import type { PreflightReport, PreflightStage, PreflightStep } from '../../target/preflight.ts';
import { resolveHost } from '../../target/preflight-dns.ts';
import { withoutLogin } from '../../target/preflight-url.ts';
import { monotonicClock } from '../../wire/clock.ts';
import type { Answer, NameBinding, NamedFile } from './binding.ts';
import { contentFor } from './made-content.ts';
import { diagnoseStoreAnswer, type Obstacle, storeUrlObstacle } from './store-diagnosis.ts';

export interface StorePreflightOptions {
  /** As the user wrote it. */
  readonly url: string;
  /** Undefined where the URL cannot be parsed: there is nothing to bind to. */
  readonly binding: NameBinding | undefined;
  /** What the names begin with that are written; see filePrefix. */
  readonly namePrefix: string;
  /** Basic credentials are sent. */
  readonly hasAccount: boolean;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Legal names, the plainest first: a store that refuses one of them has a bug, one that refuses all is none. */
const CONTROLS = [
  { kind: 'media', name: 'preflight.wav' },
  { kind: 'media', name: 'preflight.tif' },
  { kind: 'msg_media', name: 'preflight.png' },
] as const;

const TRIES = 3;

/** Writes a file, reads it, lists it, deletes it, and says where that fails and which setting to change. Never rejects. */
export async function preflightStore(options: StorePreflightOptions): Promise<PreflightReport> {
  const { binding, namePrefix, signal = new AbortController().signal } = options;
  const shownUrl = withoutLogin(options.url);
  const steps: PreflightStep[] = [];
  const add = (stage: PreflightStage, ms: number, detail: string, outcome: PreflightStep['outcome'] = 'ok'): void => {
    steps.push({ stage, outcome, detail, ms: Math.round(ms * 1000) / 1000 });
  };
  const failed = ({ stage, reason, advice }: Obstacle, ms = 0): PreflightReport => {
    add(stage, ms, reason, 'failed');
    return { url: shownUrl, ok: false, steps, reason, advice };
  };

  const wrong = storeUrlObstacle(options.url);
  if (wrong !== undefined || binding === undefined) {
    return failed(wrong ?? { stage: 'url', reason: 'the URL cannot be used', advice: 'check its spelling' });
  }
  const url = new URL(options.url);
  add('url', 0, shownUrl);
  const beganMs = monotonicClock.nowMs();
  const resolved = await resolveHost(url, options.timeoutMs);
  const lookupMs = monotonicClock.nowMs() - beganMs;
  if (typeof resolved !== 'string') return failed({ ...resolved, stage: 'dns' }, lookupMs);
  add('dns', lookupMs, resolved);

  const attempted = { url, hasAccount: options.hasAccount };

  const written = await writeOne(binding, namePrefix, signal);
  if (written === undefined) {
    return failed({ stage: 'write', reason: 'the binding has none of the kinds media and msg_media', advice: KINDS });
  }
  const { file, answer, refusals } = written;
  const obstacle = diagnoseStoreAnswer('write', answer, attempted, false);
  if (obstacle !== undefined) {
    // A failure may have left something.
    if (answer.outcome !== 'refused') await binding.remove?.(file, signal);
    return failed(obstacle, answer.durationMs);
  }
  add('tcp', 0, `connected to ${url.host}`);
  for (const { name, reason } of refusals) add('write', 0, `${name}: ${reason}`, 'warning');
  add('write', answer.durationMs, `${answer.response?.status}: ${file.kind}/${file.name}`);

  const rest = await readAndList(binding, file, answer, namePrefix, signal);
  const deleted = await binding.remove?.(file, signal);
  const all =
    deleted === undefined ? rest : [...rest, { stage: 'delete' as const, answer: deleted, warning: undefined }];
  for (const { stage, answer: given, warning } of all) {
    const problem = diagnoseStoreAnswer(stage, given, attempted, warning !== undefined);
    if (problem !== undefined) return failed(problem, given.durationMs);
    add(stage, given.durationMs, warning ?? `${given.response?.status}`, warning === undefined ? 'ok' : 'warning');
  }
  return { url: shownUrl, ok: true, steps };
}

const KINDS = 'give the words for media or msg_media under "kinds" in the binding';

interface Written {
  readonly file: NamedFile;
  readonly answer: Answer;
  readonly refusals: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
}

/** The first name that is accepted, or the first one where none is. */
async function writeOne(binding: NameBinding, prefix: string, signal: AbortSignal): Promise<Written | undefined> {
  const refusals: Array<{ name: string; reason: string }> = [];
  let first: Written | undefined;
  for (const { kind, name } of CONTROLS) {
    const file = { kind, name: `${prefix}${name}` };
    if (!binding.carries('offer', file)) continue;
    const answer = await offerWithTries(binding, file, signal);
    if (answer === undefined) return undefined;
    if (answer.outcome === 'accepted') return { file, answer, refusals };
    first ??= { file, answer, refusals: [] };
    // Another name cannot help against what was not about the name.
    if (answer.outcome !== 'refused') return first;
    refusals.push({ name, reason: answer.reason ?? answer.outcome });
  }
  return first;
}

/** One lost answer is for the cases to judge. */
async function offerWithTries(binding: NameBinding, file: NamedFile, signal: AbortSignal): Promise<Answer | undefined> {
  for (let tries = 1; ; tries++) {
    const answer = await binding.offer({ ...file, octets: contentFor(file.name) }, signal);
    if (answer?.outcome !== 'failed' || tries === TRIES || signal.aborted) return answer;
  }
}

interface Looked {
  readonly stage: 'read' | 'list' | 'delete';
  readonly answer: Answer;
  /** What is wrong with it although it is an answer. */
  readonly warning: string | undefined;
}

async function readAndList(
  binding: NameBinding,
  file: NamedFile,
  written: Answer,
  prefix: string,
  signal: AbortSignal,
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  if (binding.read !== undefined && binding.carries('read', file)) {
    const answer = await binding.read(file, signal);
    const isSame = answer.content?.sha256 === written.content?.sha256;
    looked.push({ stage: 'read', answer, warning: isSame ? undefined : 'the content is not what was written' });
  }
  if (binding.list !== undefined && binding.carries('list', file)) {
    const answer = await binding.list(file.kind, prefix, signal);
    const isListed = answer.listed?.includes(file.name) === true;
    looked.push({ stage: 'list', answer, warning: isListed ? undefined : `${file.name} is not listed` });
  }
  return looked;
}
