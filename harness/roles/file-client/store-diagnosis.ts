// Why a store cannot be spoken to, and what to change. Each text is one line.
import type { PreflightStage } from '../../target/preflight.ts';
import { withoutLogin } from '../../target/preflight-url.ts';
import type { Answer } from './binding.ts';

/** A part of the way that is blocked. */
export interface Obstacle {
  readonly stage: PreflightStage;
  readonly reason: string;
  readonly advice: string;
}

export interface Attempted {
  readonly url: URL;
  readonly hasAccount: boolean;
}

const EXAMPLE = 'http://127.0.0.1:8081';
const DEEDS = { write: 'written', read: 'read', list: 'listed', delete: 'deleted' } as const;

export function storeUrlObstacle(text: string): Obstacle | undefined {
  const bad = (reason: string, advice: string): Obstacle => ({ stage: 'url', reason, advice });
  if (!URL.canParse(text)) return bad(`${withoutLogin(text)} is not a URL`, `write it as ${EXAMPLE}`);
  const { protocol, search, hash } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') {
    return bad(`${protocol}// is not the scheme of a store over HTTP`, 'write http:// or https:// in the URL');
  }
  if (search !== '' || hash !== '') {
    return bad('the URL has a query or a fragment', 'take the ? or # and what follows out of the URL');
  }
  return undefined;
}

/** Undefined where the answer says yes; `isWrong` is about what came with it. */
export function diagnoseStoreAnswer(
  stage: 'write' | 'read' | 'list' | 'delete',
  answer: Answer,
  attempted: Attempted,
  isWrong: boolean,
): Obstacle | undefined {
  const { failure, response } = answer;
  if (failure !== undefined && response === undefined) return unanswered(stage, failure, requestOf(answer));
  if (response === undefined || failure !== undefined) return diagnoseStatus(stage, answer, attempted);
  // A page that is served for every path is no file.
  if (stage === 'read' && answer.outcome === 'accepted' && isWrong && isPage(answer)) return page(stage, answer);
  return answer.outcome === 'accepted' ? undefined : diagnoseStatus(stage, answer, attempted);
}

function unanswered(
  stage: Obstacle['stage'],
  { kind, message }: NonNullable<Answer['failure']>,
  request: string,
): Obstacle {
  const isTls = /certificate|self.signed|altname|TLS|SSL|EPROTO/i.test(message);
  const blocked = kind === 'unconnected' ? (isTls ? 'tls' : 'tcp') : stage;
  const advice = isTls
    ? 'check the scheme of the URL and the certificate; --ca names its authority, --insecure does not check it'
    : kind === 'timeout'
      ? 'check that the store runs and answers; --timeout-scale gives it more time'
      : 'check host and port of the URL, and that the store runs; --start starts it';
  return { stage: blocked, reason: `${request}: ${message}`, advice };
}

function diagnoseStatus(stage: 'write' | 'read' | 'list' | 'delete', answer: Answer, attempted: Attempted): Obstacle {
  const { url, hasAccount } = attempted;
  const status = answer.response?.status ?? 0;
  const request = requestOf(answer);
  const told = answer.failure?.message ?? answer.reason ?? String(status);
  const reason = `${request}: ${told}`;
  if (status === 401 || status === 403 || status === 407) {
    return {
      stage: 'login',
      reason,
      advice: hasAccount
        ? 'check --user, which is cloudID/username, and --key, which is the API access key'
        : 'the store asks for credentials: give --user and --key, or a --header',
    };
  }
  if (status >= 300 && status < 400) {
    const location = answer.response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';
    const to = location === '' ? '' : ` to ${withoutLogin(location)}`;
    return { stage, reason: `${request}: ${status}, a redirect${to}`, advice: 'give the URL that it leads to' };
  }
  if (status === 404 || status === 405 || status === 501) {
    return {
      stage,
      reason,
      advice: `a file is not ${DEEDS[stage]} so: check the path of ${withoutLogin(url.href)}, or say by --binding how this service does it`,
    };
  }
  if (stage === 'list' && answer.outcome === 'unclear') {
    return isPage(answer)
      ? page(stage, answer)
      : { stage, reason, advice: 'say by "names" under "list" of the --binding where the names are' };
  }
  if (status >= 500 || answer.failure !== undefined) return { stage, reason, advice: 'look into the log of the store' };
  if (stage === 'write' && answer.outcome === 'refused') {
    return {
      stage,
      reason,
      advice: 'the name is legal: say by --binding how name, kind and content are given, if it is not about the name',
    };
  }
  return { stage, reason, advice: 'say by --binding how this service does it, and which statuses mean yes and no' };
}

const page = (stage: Obstacle['stage'], answer: Answer): Obstacle => ({
  stage,
  reason: `${requestOf(answer)}: ${answer.response?.status} with a page of HTML`,
  advice: 'check host and path of the URL; what answers there is a web site, unless a --binding says otherwise',
});

const isPage = ({ response }: Answer): boolean =>
  /^(text\/html|application\/xhtml)/i.test(
    response?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].trim() ?? '',
  );

const requestOf = ({ request }: Answer): string =>
  request === undefined ? 'the request' : `${request.method} ${request.target}`;
