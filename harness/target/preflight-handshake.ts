import { RAW_CAUSES, SUBPROTOCOL } from '../../specification/limits.ts';
import type { ResponseEvent } from '../wire/transcript.ts';
import type { UpgradeProblem } from '../wire/upgrade.ts';
import { type Attempted, type Diagnosis, oneLine } from './preflight-diagnosis.ts';

/** Explains an upgrade that got no HTTP answer. `reason` is the wire's own account of it. */
export function diagnoseNoResponse(reason: string, attempted: Attempted): Diagnosis {
  return { kind: 'diagnosis', stage: 'upgrade', rawCause: RAW_CAUSES.handshakeFailed, ...describe(reason, attempted) };
}

function describe(reason: string, { speaksTls, url }: Attempted): Pick<Diagnosis, 'reason' | 'advice'> {
  if (speaksTls) {
    return {
      reason: 'the server speaks TLS on this port and cannot read a plain request',
      advice: 'use wss:// in the URL',
    };
  }
  if (/within \d+ ms/.test(reason)) {
    return {
      reason: `the server took the connection and never answered the upgrade (${oneLine(reason)})`,
      advice: `check that the port in the URL is the WebSocket server's, and that the server is not stuck; --timeout-scale gives it more time`,
    };
  }
  if (/^no (HTTP response|valid HTTP status line)/.test(reason)) {
    return {
      reason: `the server does not answer in HTTP (${oneLine(reason)})`,
      advice: 'check the port in the URL: something else than a WebSocket server listens there',
    };
  }
  return {
    reason: `the upgrade got no valid HTTP answer: ${oneLine(reason)}`,
    advice: `see the log of the server for what it did with GET ${oneLine(url.pathname)}; check port and path in the URL${
      url.protocol === 'wss:' ? '; if it asks for a client certificate, pass --cert and --key-file' : ''
    }`,
  };
}

/** Explains a 101 that does not fit its request (RFC 6455, section 4.1): a client must fail the connection. */
export function diagnoseViolation(
  problems: readonly UpgradeProblem[],
  response: Pick<ResponseEvent, 'headers'>,
): Diagnosis {
  const sent = (name: string) => {
    const values = response.headers.filter(([found]) => found.toLowerCase() === name).map(([, value]) => value);
    return values.length === 0 ? 'absent' : `"${oneLine(values.join(', '))}"`;
  };
  const words: Readonly<Record<UpgradeProblem, readonly [string, string]>> = {
    'upgrade-headers': [
      `Upgrade is ${sent('upgrade')} and Connection is ${sent('connection')}`,
      'send Upgrade: websocket and Connection: Upgrade with the 101',
    ],
    accept: [
      `Sec-WebSocket-Accept is ${sent('sec-websocket-accept')}, which does not answer the key`,
      'compute Sec-WebSocket-Accept from the Sec-WebSocket-Key of this request',
    ],
    subprotocol: [
      `Sec-WebSocket-Protocol is ${sent('sec-websocket-protocol')}, which was not offered`,
      `select the subprotocol ${SUBPROTOCOL} or none`,
    ],
    extensions: [
      `Sec-WebSocket-Extensions is ${sent('sec-websocket-extensions')}, and none was offered`,
      'use an extension only where the client offers it',
    ],
  };
  return {
    kind: 'diagnosis',
    stage: problems.every((problem) => problem === 'subprotocol') ? 'subprotocol' : 'upgrade',
    rawCause: RAW_CAUSES.handshakeFailed,
    reason: `the server answered 101 but its handshake is wrong: ${problems.map((problem) => words[problem][0]).join('; ')}`,
    advice: `on the server, ${problems.map((problem) => words[problem][1]).join('; ')}`,
  };
}
