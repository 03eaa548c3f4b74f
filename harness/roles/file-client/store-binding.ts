// A store of files over HTTP.
import { createHash } from 'node:crypto';
import type { Account } from '../../http/account.ts';
import type { HttpClient, SendOutcome } from '../../http/client.ts';
import type { Header, RecordedRequest, RecordedResponse } from '../../http/exchange.ts';
import type { HttpRequest } from '../../http/message.ts';
import { KEPT_REQUEST_BYTES, recordOctets, recordResponse } from '../../http/record.ts';
import type { Secrets } from '../../http/secrets.ts';
import { withoutLogin } from '../../target/preflight-url.ts';
import type { Answer, NameBinding } from './binding.ts';
import { type BindingDocument, type BindingRequest, kindWord } from './binding-document.ts';
import { FILE_PREFIX } from './file-names.ts';
import type { Silences } from './silences.ts';
import { namesIn, oneLine, outcomeOf, reasonOf } from './store-answer.ts';
import { type StoreOperation, type Subject, spellsNames, storeRequest } from './store-request.ts';

export interface StoreBindingOptions {
  readonly document: BindingDocument;
  /** URL of the run: `{url}` in the binding. Query and fragment are left out. */
  readonly base: URL;
  readonly client: HttpClient;
  readonly secrets: Secrets;
  /** Basic credentials of every request; none where absent. */
  readonly account?: Account;
  /** Of the run: the caller's, who gives the client its deadlines. */
  readonly silences?: Silences;
}

const OPERATION = { offer: 'write', read: 'read', list: 'list', delete: 'delete' } as const;
const NO_LITERALS: ReadonlySet<string> = new Set();

/** Makes a binding to a store. The client is the caller's and is not closed. */
export function createStoreBinding(options: StoreBindingOptions): NameBinding {
  const { document, base, client, secrets, account, silences } = options;

  async function ask(
    operation: StoreOperation,
    subject: Subject,
    signal: AbortSignal,
    look: (outcome: SendOutcome, answer: Answer) => Answer = (_, answer) => answer,
  ): Promise<Answer> {
    const by = document[operation];
    if (by === undefined) throw new Error(`the service has no ${operation}`);
    const request = storeRequest(document, base, operation, subject);
    const outcome = await client.send(authorized(request, account), signal);
    return look(outcome, recorded(request, by, outcome));
  }

  function recorded(request: HttpRequest, by: BindingRequest, outcome: SendOutcome): Answer {
    const { response, failure, beganMs, durationMs } = outcome;
    const said = response === undefined ? 'failed' : outcomeOf(response.status, by);
    const reason = said === 'accepted' || response === undefined ? undefined : secrets.redact(reasonOf(response));
    return {
      beganMs,
      durationMs,
      outcome: failure === undefined ? said : 'failed',
      ...(reason === undefined ? {} : { reason: oneLine(reason) }),
      request: told(request, outcome),
      ...(response === undefined
        ? {}
        : { response: recordResponse(response, failure === undefined, secrets, NO_LITERALS) }),
      ...(failure === undefined
        ? {}
        : { failure: { kind: failure.kind, message: oneLine(secrets.redact(failure.message, { cut: true })) } }),
    };
  }

  function told(request: HttpRequest, { sentHeaders }: SendOutcome): RecordedRequest {
    const { method, target, headers, body } = request;
    const login: readonly Header[] = account === undefined ? [] : [['Authorization', 'Basic <credentials>']];
    const own = headers.length + login.length;
    return {
      method,
      target: secrets.redact(target),
      headers: [
        ...login,
        ...headers.map(([name, value]): Header => [name, secrets.redactHeader(value)]),
        ...sentHeaders.slice(own),
      ],
      ...(body === undefined
        ? {}
        : { body: recordOctets(Buffer.from(body), KEPT_REQUEST_BYTES, secrets, { literals: 'all' }) }),
    };
  }

  const { read, list } = document;
  const binding: NameBinding = {
    kind: 'store',
    target: withoutLogin(base.href),
    assumed: document.assumed ?? [],
    offer: async (file, signal) => {
      const answer = await ask('write', file, signal);
      return { ...answer, content: contentOf(file.octets) };
    },
    ...(read === undefined
      ? {}
      : {
          read: (file, signal) =>
            ask('read', file, signal, ({ response }, answer) =>
              answer.outcome !== 'accepted' || response === undefined
                ? answer
                : { ...answer, content: contentOf(response.body) },
            ),
        }),
    ...(list === undefined
      ? {}
      : {
          list: (kind, prefix, signal) =>
            ask('list', { kind }, signal, ({ response, failure }, answer) => {
              // How many files others keep there is not the target's fault.
              if (failure?.kind === 'too-large') return { ...answer, outcome: 'unclear', reason: failure.message };
              if (answer.outcome !== 'accepted' || response === undefined) return answer;
              const names = namesIn(response.body, list);
              if (typeof names === 'string') return { ...answer, outcome: 'unclear', reason: names };
              const wanted = prefix.toLowerCase();
              return {
                ...answer,
                ...(answer.response === undefined ? {} : { response: withoutBody(answer.response) }),
                listed: names.filter((name) => name.toLowerCase().includes(wanted)),
              };
            }),
        }),
    remove: (file, signal) => ask('delete', file, signal),
    carries: (operation, { kind, spelling }) => {
      const by = document[OPERATION[operation]];
      if (by === undefined || kindWord(document, kind) === undefined) return false;
      return spelling === undefined || spellsNames(by);
    },
    answers: async (signal) => {
      const kind = (['media', 'msg_media', 'rest'] as const).find((each) => kindWord(document, each) !== undefined);
      const operation = list !== undefined ? 'list' : read !== undefined ? 'read' : 'delete';
      const subject = { kind: kind ?? 'media', name: `${FILE_PREFIX}zzzzzzzzz-nothing.wav` };
      return (await ask(operation, subject, signal)).response !== undefined;
    },
    ...(silences === undefined ? {} : { silences }),
    unusable: () => undefined,
    close: async () => undefined,
  };
  return binding;
}

function authorized(request: HttpRequest, account: Account | undefined): HttpRequest {
  if (account === undefined) return request;
  const value = `Basic ${Buffer.from(`${account.user}:${account.key}`, 'utf8').toString('base64')}`;
  return { ...request, headers: [['Authorization', value], ...request.headers] };
}

const contentOf = (octets: Uint8Array): { readonly bytes: number; readonly sha256: string } => ({
  bytes: octets.length,
  sha256: createHash('sha256').update(octets).digest('hex'),
});

function withoutBody({ body, ...head }: RecordedResponse): RecordedResponse {
  return body === undefined ? head : { ...head, body: { bytes: body.bytes, truncated: true } };
}
