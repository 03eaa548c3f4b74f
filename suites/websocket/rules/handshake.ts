// ws.handshake.*: the answer to each upgrade request that Aculab Cloud could have sent.
import { createHash } from 'node:crypto';
import type {
  ConnectedEvent,
  ConnectFailedEvent,
  RequestEvent,
  ResponseEvent,
  ResponseFailedEvent,
  TranscriptEvent,
} from '../../../harness/wire/transcript.ts';
import { RAW_CAUSES, SUBPROTOCOL } from '../../../specification/limits.ts';
import { processExits, stalledBetween } from '../call-course.ts';
import type { CaseView, Judgement, Located, Rule, RuleFinding } from '../rule.ts';

interface Upgrade {
  readonly request: Located<RequestEvent>;
  readonly answer: Located<ResponseEvent> | Located<ResponseFailedEvent>;
}

interface Accepted {
  readonly request: Located<RequestEvent>;
  readonly response: Located<ResponseEvent>;
}

function upgradesOf(view: CaseView): readonly Upgrade[] {
  return view.calls.flatMap(({ events }) => {
    const upgrades: Upgrade[] = [];
    let request: Located<RequestEvent> | undefined;
    for (const located of events) {
      if (isKind(located, 'request')) request = located.event.deviant ? undefined : located;
      if (isKind(located, 'connect')) request = undefined;
      const isAnswer = isKind(located, 'response') || isKind(located, 'response-failed');
      if (!isAnswer || request === undefined) continue;
      // An interim response (RFC 9110 section 15.2) is not yet the answer.
      if (isKind(located, 'response') && isInterim(located.event.status)) continue;
      upgrades.push({ request, answer: located });
      request = undefined;
    }
    return upgrades;
  });
}

const isInterim = (status: number): boolean => status >= 100 && status < 200 && status !== 101;

function isKind<K extends TranscriptEvent['kind']>(
  located: Located,
  kind: K,
): located is Located<Extract<TranscriptEvent, { kind: K }>> {
  return located.event.kind === kind;
}

function acceptedUpgrades(view: CaseView): readonly Accepted[] {
  return upgradesOf(view).flatMap(({ request, answer }) =>
    isKind(answer, 'response') && answer.event.status === 101 ? [{ request, response: answer }] : [],
  );
}

/** Judges every accepted upgrade by itself; undefined where it does not put the requirement to the test. */
function judgeAccepted(judge: (upgrade: Accepted) => readonly RuleFinding[] | undefined): Rule['judge'] {
  return (view): Judgement => {
    const judged = acceptedUpgrades(view).flatMap((upgrade) => {
      const findings = judge(upgrade);
      return findings === undefined ? [] : [findings];
    });
    return { exercised: judged.length, findings: judged.flat() };
  };
}

/** Values of all header fields of this name, white space around them gone. */
function headerValues({ event }: Located<ResponseEvent>, name: string): readonly string[] {
  return event.headers.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value.trim());
}

/** Elements of a comma-separated header field, over all its occurrences. */
function headerTokens(response: Located<ResponseEvent>, name: string): readonly string[] {
  return headerValues(response, name)
    .flatMap((value) => value.split(','))
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

const quoted = (values: readonly string[]): string =>
  values.length === 0 ? 'no such header' : values.map((value) => `"${value}"`).join(' and ');

const switchingProtocols: Rule = {
  requirement: 'ws.handshake.switching-protocols',
  judge: (view) => {
    const judged = upgradesOf(view).filter((upgrade) => isAnswerDue(view, upgrade));
    return {
      exercised: judged.length,
      findings: judged.flatMap(({ answer }): RuleFinding[] => {
        if (isKind(answer, 'response-failed')) return [handshakeFailed(answer)];
        if (!isKind(answer, 'response') || answer.event.status === 101) return [];
        const { status, reason } = answer.event;
        return [
          {
            message: `the upgrade was answered with status ${status}; the application would see raw cause ${status}`,
            expected: '101 Switching Protocols',
            observed: `${status} ${reason}`.trim(),
            at: answer,
          },
        ];
      }),
    };
  },
};

function handshakeFailed(answer: Located<ResponseFailedEvent>): RuleFinding {
  const rawCause = RAW_CAUSES.handshakeFailed;
  return {
    message: `the upgrade got no valid HTTP response; the application would see raw cause ${rawCause}`,
    expected: '101 Switching Protocols',
    observed: answer.event.reason,
    at: answer,
  };
}

/** A refusal counts only where the request was Aculab Cloud's own: its subprotocol offered, at the URL under test. */
function isAnswerDue(view: CaseView, { request, answer }: Upgrade): boolean {
  if (isKind(answer, 'response') && answer.event.status === 101) return true;
  if (!request.event.protocols.includes(SUBPROTOCOL) || !isToTarget(view, request.event)) return false;
  if (isKind(answer, 'response')) return true;
  // No answer at all, from a process that has ended or to the call that asks whether it has: that is a matter of
  // survival, not of handshakes.
  const label = view.calls.find(({ call }) => call === request.event.call)?.label;
  if (processExits(view).length > 0 || label === 'probe') return false;
  const { events } = view.transcript;
  const weGaveUp = events
    .slice(request.index, answer.index)
    .some((event) => event.kind === 'end' && event.from === 'cloud' && event.call === request.event.call);
  if (weGaveUp || stalledBetween(view, request.event.ms, answer.event.ms)) return false;
  return !isServerGone(view, answer);
}

/**
 * The process that the harness started was ending: it is the crash that counts, and the run looks for what caused it. It
 * shows as the end of the process, or sooner as a port where nobody listens any more.
 */
function isServerGone({ transcript: { header, events } }: CaseView, answer: Located): boolean {
  if (!header.profile.started) return false;
  const later = events.slice(answer.index);
  const next = later.find(({ kind }) => kind === 'connected' || kind === 'connect-failed');
  const isRefused = next?.kind === 'connect-failed' && next.rawCause === RAW_CAUSES.noConnection;
  return isRefused || later.some((event) => event.kind === 'process' && event.event === 'exit');
}

/** Whether the request's target is the URL's: a trace may ask for another path to be refused. */
function isToTarget(view: CaseView, request: RequestEvent): boolean {
  const target = request.text.split(/\r?\n/, 1)[0]?.split(' ')[1];
  const { url } = view.transcript.header;
  if (target === undefined || !URL.canParse(url)) return true;
  const { pathname, search } = new URL(url);
  return target === `${pathname}${search}`;
}

const upgradeHeaders: Rule = {
  requirement: 'ws.handshake.upgrade-headers',
  judge: judgeAccepted(({ response }) => {
    const findings: RuleFinding[] = [];
    const upgrade = headerTokens(response, 'upgrade');
    if (upgrade.length === 0 || upgrade.some((token) => token.toLowerCase() !== 'websocket')) {
      findings.push({
        message: 'the 101 does not say that it switches to websocket',
        expected: 'Upgrade: websocket',
        observed: quoted(headerValues(response, 'upgrade')),
        at: response,
      });
    }
    if (!headerTokens(response, 'connection').some((token) => token.toLowerCase() === 'upgrade')) {
      findings.push({
        message: 'the 101 does not carry Connection: Upgrade',
        expected: 'Connection: Upgrade',
        observed: quoted(headerValues(response, 'connection')),
        at: response,
      });
    }
    return findings;
  }),
};

/** RFC 6455 section 1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const accept: Rule = {
  requirement: 'ws.handshake.accept',
  judge: judgeAccepted(({ request, response }) => {
    const expected = createHash('sha1').update(`${request.event.key}${ACCEPT_GUID}`).digest('base64');
    const values = headerValues(response, 'sec-websocket-accept');
    if (values.length === 1 && values[0] === expected) return [];
    return [
      {
        message: 'Sec-WebSocket-Accept does not match the key of the request',
        expected: `Sec-WebSocket-Accept: ${expected}, once`,
        observed: quoted(values),
        at: response,
      },
    ];
  }),
};

/** What the response says about the subprotocol: nothing, one of those offered, or what it must not say. */
function selection({ request, response }: Accepted): { readonly name?: string; readonly fault?: string } {
  const values = headerValues(response, 'sec-websocket-protocol');
  const [name] = values;
  if (name === undefined) return {};
  if (values.length > 1) return { fault: 'the response names a subprotocol in more than one header' };
  // RFC 6455 section 4.2.2: an empty value is not the same as no header, and is not legal.
  if (name === '') return { fault: 'the response names a subprotocol without a name' };
  if (name.includes(',')) return { fault: 'the response names more than one subprotocol' };
  if (!request.event.protocols.includes(name))
    return { fault: 'the response names a subprotocol that was not offered' };
  return { name };
}

const subprotocol: Rule = {
  requirement: 'ws.handshake.subprotocol',
  judge: judgeAccepted((upgrade) => {
    const { name, fault } = selection(upgrade);
    if (fault === undefined) return name === undefined ? undefined : [];
    const { protocols } = upgrade.request.event;
    return [
      {
        message: fault,
        expected: protocols.length === 0 ? 'no Sec-WebSocket-Protocol' : `one of ${quoted(protocols)}, or none`,
        observed: quoted(headerValues(upgrade.response, 'sec-websocket-protocol')),
        at: upgrade.response,
      },
    ];
  }),
};

const subprotocolSelected: Rule = {
  requirement: 'ws.handshake.subprotocol-selected',
  judge: judgeAccepted((upgrade) => {
    const { name, fault } = selection(upgrade);
    // A name that must not be there is the other rule's finding, and tells nothing about this one.
    if (!upgrade.request.event.protocols.includes(SUBPROTOCOL) || fault !== undefined) return undefined;
    if (name === SUBPROTOCOL) return [];
    return [
      {
        message: `the response does not select ${SUBPROTOCOL}`,
        expected: `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
        observed: name === undefined ? 'no subprotocol selected' : `"${name}"`,
        at: upgrade.response,
      },
    ];
  }),
};

const extensions: Rule = {
  requirement: 'ws.handshake.extensions',
  judge: judgeAccepted(({ request, response }) => {
    const offered = (request.event.extensions ?? '').split(',').map(extensionName);
    const foreign = headerTokens(response, 'sec-websocket-extensions').filter(
      (token) => !offered.includes(extensionName(token)),
    );
    if (foreign.length === 0) return [];
    return [
      {
        message: 'the response uses an extension that was not offered',
        expected:
          request.event.extensions === null ? 'no Sec-WebSocket-Extensions' : `only ${request.event.extensions}`,
        observed: quoted(foreign),
        at: response,
      },
    ];
  }),
};

const extensionName = (extension: string): string => (extension.split(';', 1)[0] ?? '').trim().toLowerCase();

const tls: Rule = {
  requirement: 'ws.handshake.tls',
  judge: (view) => {
    const { secure, insecure } = view.transcript.header.profile;
    if (!secure || insecure) return { exercised: 0, findings: [] };
    const outcomes = view.calls.flatMap(({ events }) => events.filter(isTlsOutcome));
    return { exercised: outcomes.length, findings: outcomes.flatMap(judgeTls) };
  },
};

type TlsOutcome = Located<ConnectedEvent> | Located<ConnectFailedEvent>;

function isTlsOutcome(located: Located): located is TlsOutcome {
  if (isKind(located, 'connected')) return located.event.tls !== undefined;
  return isKind(located, 'connect-failed') && located.event.rawCause === RAW_CAUSES.tlsFailed;
}

function judgeTls(outcome: TlsOutcome): readonly RuleFinding[] {
  const { event } = outcome;
  if (event.kind === 'connected' && event.tls?.authorized === true) return [];
  const rawCause = RAW_CAUSES.tlsFailed;
  return [
    {
      message: `the TLS handshake does not hold; the application would see raw cause ${rawCause}`,
      expected: 'a certificate chain and a host name that validate',
      observed: event.kind === 'connected' ? (event.tls?.error ?? 'not authorized') : `${event.code}: ${event.message}`,
      at: outcome,
    },
  ];
}

export const handshakeRules: readonly Rule[] = [
  switchingProtocols,
  upgradeHeaders,
  accept,
  subprotocol,
  subprotocolSelected,
  extensions,
  tls,
];
