// Services that were there before a run and are none of its business: read once before and once after, never kept.
import { createHash } from 'node:crypto';
import type { Account } from '../../http/account.ts';
import type { HttpClient, SendOutcome } from '../../http/client.ts';
import { encodeLabel, NAME_PREFIX, servicePaths } from './service-paths.ts';

export interface LookOptions {
  readonly client: HttpClient;
  /** Base URL: …/service/v1/outbound. */
  readonly base: URL;
  readonly account: Account;
  readonly signal?: AbortSignal | undefined;
}

/** What an account held at a moment. */
export interface ExistingLook {
  /** SHA-256 of each service's configuration, whatever the order of its members; undefined where it could not be read. */
  readonly services: ReadonlyMap<string, string | undefined>;
  /** Why there is no list: then nothing is known of any service. */
  readonly problem?: string;
}

export interface ExistingChange {
  readonly name: string;
  readonly change: 'gone' | 'changed' | 'unreadable';
}

/** Lists an account's services and reads each, one after the other; those of ours are left out. Never rejects. */
export async function lookAtExisting({ client, base, account, signal }: LookOptions): Promise<ExistingLook> {
  const paths = servicePaths(base);
  const authorization = `Basic ${Buffer.from(`${account.user}:${account.key}`, 'utf8').toString('base64')}`;
  const get = (target: string): Promise<SendOutcome> =>
    client.send({ method: 'GET', target, headers: [['Authorization', authorization]] }, signal);

  const services = new Map<string, string | undefined>();
  const listed = await get(paths.list);
  const names = namesIn(jsonOf(listed));
  if (names === undefined) return { services, problem: problemOf(listed) };
  for (const name of names) {
    if (name.startsWith(NAME_PREFIX) || services.has(name)) continue;
    const configuration = jsonOf(await get(paths.service(encodeLabel(name))));
    services.set(name, configuration === undefined ? undefined : digest(configuration));
  }
  return { services };
}

/** What happened to the services of the first look until the second. New ones are nobody's loss. */
export function compareExisting(before: ExistingLook, after: ExistingLook): readonly ExistingChange[] {
  const changes: ExistingChange[] = [];
  for (const [name, was] of before.services) {
    const is = after.services.get(name);
    if (after.problem !== undefined) changes.push({ name, change: 'unreadable' });
    else if (!after.services.has(name)) changes.push({ name, change: 'gone' });
    else if (was === undefined) continue;
    else if (is === undefined) changes.push({ name, change: 'unreadable' });
    else if (is !== was) changes.push({ name, change: 'changed' });
  }
  return changes;
}

/** The JSON of a whole answer with status 200, undefined for any other. */
function jsonOf({ response, failure }: SendOutcome): unknown {
  if (failure !== undefined || response?.status !== 200) return undefined;
  try {
    return JSON.parse(response.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function namesIn(list: unknown): readonly string[] | undefined {
  if (typeof list !== 'object' || list === null || !('services' in list) || !Array.isArray(list.services)) {
    return undefined;
  }
  return list.services.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
      ? [entry.name]
      : [],
  );
}

function problemOf({ response, failure }: SendOutcome): string {
  if (failure !== undefined) return `the list of services cannot be read: ${failure.message}`;
  return `the list of services cannot be read: it is answered with ${response?.status}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
}

/** Members by name: their order means nothing and may change from one answer to the next. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
