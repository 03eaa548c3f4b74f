// After a case: what it may have created is deleted, whatever happened to the case.
import type { JournalEntry } from './account-journal.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { type Creating, type Drive, exchange, isRefusal } from './record-exchange.ts';

/** For all deletions together, and more for each of them; whoever interrupts a run waits for them. */
const LIMIT_MS = 20_000;
const LIMIT_FOR_EACH_MS = 500;
const AT_ONCE = 4;

/** A service to delete, as one account, in every way in which it was addressed. */
interface Deletion {
  readonly entry: JournalEntry;
  readonly requests: Map<string, PreparedRequest>;
  readonly effects: Set<Creating['effect']>;
}

/**
 * Deletes what the case may have created, and strikes off the journal what is known to be gone.
 *
 * @returns the names of those whose deletion was not confirmed.
 */
export async function cleanUp(
  drive: Drive,
  requests: readonly PreparedRequest[],
  lostTarget: boolean,
): Promise<readonly string[]> {
  const { journal } = drive;
  const deletions = deletionsOf(drive);
  for (const entry of requests.flatMap(({ mayCreate }) => mayCreate)) {
    if (!deletions.has(keyOf(entry))) journal.isGone(entry);
  }
  const signal = AbortSignal.timeout(LIMIT_MS + LIMIT_FOR_EACH_MS * deletions.size);
  const queue = [...deletions.values()];
  const left: string[] = [];
  const worker = async (): Promise<void> => {
    for (let deletion = queue.shift(); deletion !== undefined; deletion = queue.shift()) {
      const end = await deleteService(drive, deletion, lostTarget ? 1 : 2, signal);
      if (end === 'gone') journal.isGone(deletion.entry);
      else if (end === 'left') left.push(deletion.entry.name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return [...new Set(left)];
}

const keyOf = ({ account, name }: JournalEntry): string => `${account} ${name}`;

function deletionsOf(drive: Drive): ReadonlyMap<string, Deletion> {
  const deletions = new Map<string, Deletion>();
  for (const { request, effect } of drive.creating) {
    for (const entry of request.mayCreate) {
      const deletion = deletions.get(keyOf(entry)) ?? { entry, requests: new Map(), effects: new Set() };
      deletion.effects.add(effect);
      for (const step of request.undo) {
        const prepared = prepareRequest(step, drive);
        if (prepared.operation.as === entry.account) deletion.requests.set(prepared.request.target, prepared);
      }
      deletions.set(keyOf(entry), deletion);
    }
  }
  return deletions;
}

/** `absent`: it is not there, and a request that was given up may still create it. The journal keeps it until the end. */
async function deleteService(
  drive: Drive,
  { requests, effects }: Deletion,
  tries: number,
  signal: AbortSignal,
): Promise<'gone' | 'absent' | 'left'> {
  let deleted = false;
  for (const prepared of requests.values()) {
    const status = await statusOfDelete(drive, prepared, tries, signal);
    const isAbsent = status === 404 || status === 410;
    // A name that was never accepted need not be understood now.
    const isNoName = isRefusal(status) && effects.size === 1 && effects.has('refused');
    const isDeleted = status >= 200 && status < 300;
    if (!isDeleted && !isAbsent && !isNoName) return 'left';
    deleted ||= isDeleted;
  }
  return deleted || !effects.has('unknown') ? 'gone' : 'absent';
}

/** The status of the first answer that is no server error, 0 where there is none. */
async function statusOfDelete(
  drive: Drive,
  prepared: PreparedRequest,
  tries: number,
  signal: AbortSignal,
): Promise<number> {
  for (let tried = 0; tried < tries && !signal.aborted; tried++) {
    const { response, failure } = await exchange(drive, prepared, 'clean-up', -1, signal);
    if (response !== undefined && failure === undefined && response.status < 500) return response.status;
  }
  return 0;
}
