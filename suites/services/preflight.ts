// Whether there is an API to judge: each stage on the way to a list of services, and what to change where it ends.
import type { Account } from '../../harness/http/account.ts';
import type { HttpClient, SendOutcome } from '../../harness/http/client.ts';
import type { PreflightReport, PreflightStage, PreflightStep } from '../../harness/target/preflight.ts';
import { resolveHost } from '../../harness/target/preflight-dns.ts';
import { withoutLogin } from '../../harness/target/preflight-url.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import { basicAuthorization } from './basic-authorization.ts';

export interface ServicesPreflightOptions {
  /** The base URL, …/service/v1/outbound. */
  readonly url: string;
  readonly account: Account | undefined;
  readonly secondAccount?: Account | undefined;
  readonly client: HttpClient;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const EXAMPLE = 'https://ws-1-2-0.aculabcloud.net/service/v1/outbound';
const CREDENTIALS = 'give --user cloudID/username and --key, or set ACULAB_USER and ACULAB_KEY';

/** A part of the way that is blocked. */
interface Obstacle {
  readonly stage: PreflightStage;
  readonly reason: string;
  readonly advice: string;
}

/** Asks for the list of services as each account, and says where that fails and which setting to change. */
export async function preflightServices(options: ServicesPreflightOptions): Promise<PreflightReport> {
  const shownUrl = withoutLogin(options.url);
  const steps: PreflightStep[] = [];
  const add = (stage: PreflightStage, ms: number, detail: string, outcome: PreflightStep['outcome'] = 'ok'): void => {
    steps.push({ stage, outcome, detail, ms: Math.round(ms * 1000) / 1000 });
  };
  const failed = ({ stage, reason, advice }: Obstacle, ms = 0): PreflightReport => {
    add(stage, ms, reason, 'failed');
    return { url: shownUrl, ok: false, steps, reason, advice };
  };

  const wrong = urlObstacle(options.url);
  if (wrong !== undefined) return failed(wrong);
  const url = new URL(options.url);
  add('url', 0, shownUrl);
  if (options.account === undefined) {
    return failed({ stage: 'login', reason: 'no credentials were given', advice: CREDENTIALS });
  }

  const beganMs = monotonicClock.nowMs();
  const resolved = await resolveHost(url, options.timeoutMs);
  const lookupMs = monotonicClock.nowMs() - beganMs;
  if (typeof resolved !== 'string') return failed({ ...resolved, stage: 'dns' }, lookupMs);
  add('dns', lookupMs, resolved);

  for (const [number, account] of [options.account, options.secondAccount].entries()) {
    if (account === undefined) continue;
    const outcome = await askForList(options, url, account);
    const obstacle = obstacleIn(outcome, url, account, number === 0 ? '' : '2');
    if (obstacle !== undefined) return failed(obstacle, outcome.durationMs);
    if (number === 0) add('tcp', 0, `connected to ${url.host}`);
    add('login', outcome.durationMs, `${account.user} is let in`);
    add('list', 0, `${outcome.response?.status} with ${outcome.response?.body.length} bytes`);
  }
  return { url: shownUrl, ok: true, steps };
}

/** Three tries: one lost answer is for the cases to judge. */
async function askForList(options: ServicesPreflightOptions, url: URL, account: Account): Promise<SendOutcome> {
  const request = {
    method: 'GET',
    target: `${url.pathname}${url.search}`,
    headers: [['Authorization', basicAuthorization(account)] as const],
  };
  for (let tries = 1; ; tries++) {
    const outcome = await options.client.send(request, options.signal);
    const isUnlucky = outcome.failure !== undefined || (outcome.response?.status ?? 0) >= 500;
    if (!isUnlucky || tries === 3 || options.signal?.aborted) return outcome;
  }
}

function urlObstacle(text: string): Obstacle | undefined {
  const bad = (reason: string, advice: string): Obstacle => ({ stage: 'url', reason, advice });
  if (!URL.canParse(text)) return bad(`${withoutLogin(text)} is not a URL`, `write it as ${EXAMPLE}`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return bad(`${url.protocol}// is not the scheme of a web service`, 'write http:// or https:// in the base URL');
  }
  if (url.search !== '' || url.hash !== '') {
    return bad('the base URL has a query or a fragment', 'take the ? or # and what follows out of the URL');
  }
  return undefined;
}

function obstacleIn(outcome: SendOutcome, url: URL, account: Account, which: '' | '2'): Obstacle | undefined {
  const { failure, response } = outcome;
  // What was cut is for the cases to judge; a list that never ends would hold up each of them.
  const isFatal = failure?.kind === 'unconnected' || failure?.kind === 'timeout';
  if (failure !== undefined && (response === undefined || isFatal)) {
    const isTls = /certificate|self.signed|altname|TLS|SSL|EPROTO/i.test(failure.message);
    return {
      stage: failure.kind === 'unconnected' ? (isTls ? 'tls' : 'tcp') : 'list',
      reason: `GET ${url.pathname}: ${failure.message}`,
      advice: isTls
        ? 'check the scheme of the URL and the certificate; --ca names its authority, --insecure does not check it'
        : failure.kind === 'timeout'
          ? 'check that the API runs and answers; --timeout-scale gives it more time'
          : 'check host and port of the base URL, and that the API runs; --start starts it',
    };
  }
  if (response === undefined) return undefined;
  const { status } = response;
  const header = (name: string): string =>
    response.headers.find(([each]) => each.toLowerCase() === name)?.[1]?.trim() ?? '';
  if (status === 401 || status === 403) {
    return {
      stage: 'login',
      reason: `${status}: ${account.user} is not let in`,
      advice: `check --user${which}, which is cloudID/username, and --key${which}, which is the API access key (ACULAB_USER${which}, ACULAB_KEY${which})`,
    };
  }
  if (status >= 300 && status < 400) {
    const location = withoutLogin(header('location'));
    return {
      stage: 'list',
      reason: `${status}: ${url.pathname} redirects${location === '' ? '' : ` to ${location}`}`,
      advice: 'give the URL that it leads to as the base URL',
    };
  }
  if (status === 429 || status === 503) {
    return {
      stage: 'list',
      reason: `${status} to GET ${url.pathname}, also when it was asked again`,
      advice: 'try again later; --rate makes fewer requests a second',
    };
  }
  if (status >= 400 && status < 500) {
    return {
      stage: 'list',
      reason: `${status} to GET ${url.pathname}: this is not the list of services`,
      advice: `check the path of the base URL; it is that of the list, as in ${EXAMPLE}`,
    };
  }
  if (status >= 500) {
    return {
      stage: 'list',
      reason: `${status} to GET ${url.pathname}`,
      advice: 'look into the log of the API; check the base URL',
    };
  }
  const body = response.body.toString('utf8');
  if (/^\s*</.test(body)) {
    return {
      stage: 'list',
      reason: `${status} with ${header('content-type') || 'no Content-Type'}: a page of HTML and no list of services`,
      advice: `check host and path of the base URL; it is that of the list, as in ${EXAMPLE}`,
    };
  }
  return undefined;
}
