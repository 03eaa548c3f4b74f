import type { Account } from '../../http/account.ts';
import type { HttpClient, SendOutcome } from '../../http/client.ts';
import { servicePaths } from './service-paths.ts';

export interface AskingOptions {
  readonly client: HttpClient;
  /** Base URL: …/service/v1/outbound. */
  readonly base: URL;
  readonly account: Account;
  readonly signal?: AbortSignal | undefined;
}

/** Names on an account's list, or why there are none to be had. Never rejects. */
export async function listedNames(
  options: AskingOptions,
): Promise<{ readonly names: readonly string[] } | { readonly problem: string }> {
  const listed = await getAs(options, servicePaths(options.base).list);
  const names = namesIn(jsonOf(listed));
  return names === undefined ? { problem: problemOf(listed) } : { names };
}

/** What comes of a GET as that account. */
export function getAs({ client, account, signal }: AskingOptions, target: string): Promise<SendOutcome> {
  const authorization = `Basic ${Buffer.from(`${account.user}:${account.key}`, 'utf8').toString('base64')}`;
  return client.send({ method: 'GET', target, headers: [['Authorization', authorization]] }, signal);
}

/** The JSON of a whole answer with status 200, undefined for any other. */
export function jsonOf({ response, failure }: SendOutcome): unknown {
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
