// Services that were there before a run and are none of its business: read once before and once after, never kept.
import { createHash } from 'node:crypto';
import { type AskingOptions, getAs, jsonOf, listedNames } from './listed-names.ts';
import { encodeLabel, NAME_PREFIX, servicePaths } from './service-paths.ts';

export interface LookOptions extends AskingOptions {
  /** What takes longer is left unread: two minutes where absent. */
  readonly limitMs?: number;
  /** Of the services on the list only these are read. */
  readonly only?: ReadonlySet<string>;
}

/** What an account held at a moment. */
export interface ExistingLook {
  /** SHA-256 of each service's configuration, whatever the order of its members; undefined where it could not be read. */
  readonly services: ReadonlyMap<string, string | undefined>;
  /** Services of which there is no answer: the time was over, or the target did not give one. */
  readonly unread?: ReadonlySet<string>;
  /** Why there is no list: then nothing is known of any service. */
  readonly problem?: string;
}

export interface ExistingChange {
  readonly name: string;
  readonly change: 'gone' | 'changed' | 'unreadable';
}

const LIMIT_MS = 120_000;
/** An account may hold thousands. */
const AT_ONCE = 8;
/** A target that gives no answer so often is not asked again: each time costs a whole deadline. */
const MOST_SILENCES = 3;

/** Lists an account's services and reads each of them once; those of ours are left out. Never rejects. */
export async function lookAtExisting({ limitMs = LIMIT_MS, only, ...options }: LookOptions): Promise<ExistingLook> {
  const limit = AbortSignal.timeout(limitMs);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const asking = { ...options, signal };
  const paths = servicePaths(options.base);

  const listed = await listedNames(asking);
  if ('problem' in listed) return { services: new Map(), problem: listed.problem };
  const names = new Set(listed.names.filter((name) => !name.startsWith(NAME_PREFIX)));
  // In the order of the list, whichever is read first.
  const services = new Map<string, string | undefined>([...names].map((name) => [name, undefined]));
  const unread = new Set(names);
  const queue = [...names].filter((name) => only?.has(name) ?? true);
  let silences = 0;
  const worker = async (): Promise<void> => {
    while (!signal.aborted && silences < MOST_SILENCES) {
      const name = queue.shift();
      if (name === undefined) return;
      const outcome = await getAs(asking, paths.service(encodeLabel(name)));
      if (outcome.response === undefined) {
        silences++;
        continue;
      }
      silences = 0;
      unread.delete(name);
      const configuration = jsonOf(outcome);
      services.set(name, configuration === undefined ? undefined : digest(configuration));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { services, ...(unread.size === 0 ? {} : { unread }) };
}

/** What happened to the services of the first look until the second. New ones are nobody's loss. */
export function compareExisting(before: ExistingLook, after: ExistingLook): readonly ExistingChange[] {
  const changes: ExistingChange[] = [];
  for (const [name, was] of before.services) {
    const is = after.services.get(name);
    if (after.problem !== undefined) changes.push({ name, change: 'unreadable' });
    else if (!after.services.has(name)) changes.push({ name, change: 'gone' });
    else if (was === undefined || after.unread?.has(name)) continue;
    else if (is === undefined) changes.push({ name, change: 'unreadable' });
    else if (is !== was) changes.push({ name, change: 'changed' });
  }
  return changes;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
}

/** Members by name: their order means nothing and may change from one answer to the next. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
