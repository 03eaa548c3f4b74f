import { describe, expect, it } from 'vitest';
import { acceptOf, KEY, transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

type Header = readonly [string, string];

const UPGRADE: Header = ['Upgrade', 'websocket'];
const CONNECTION: Header = ['Connection', 'Upgrade'];
const ACCEPT: Header = ['Sec-WebSocket-Accept', acceptOf(KEY)];
const PROTOCOL: Header = ['Sec-WebSocket-Protocol', 'v1.cloud.aculab.com'];

const answered = (...headers: readonly Header[]) => transcript().connect().request().response({ headers });
const refused = (status: number, reason: string) => transcript().connect().request().response({ status, reason });

describe('ws.handshake.switching-protocols', () => {
  const id = 'ws.handshake.switching-protocols';

  it('passes on 101', () => {
    expect(judgementOf(id, transcript().upgrade())).toEqual({ exercised: 1, findings: [] });
  });

  it.each([
    [404, 'Not Found'],
    [200, 'OK'],
    [301, 'Moved Permanently'],
    [503, 'Service Unavailable'],
  ])('turns on %i and names the raw cause', (status, reason) => {
    const { findings } = judgementOf(id, refused(status, reason));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain(`raw cause ${status}`);
    expect(findings[0]?.observed).toBe(`${status} ${reason}`);
  });

  it('turns on an answer that is no HTTP with raw cause 905', () => {
    const built = transcript().connect().request().event({ kind: 'response-failed', reason: 'no status line' });
    expect(judgementOf(id, built).findings[0]?.message).toContain('905');
  });

  it('counts the refused upgrade and the retry that worked', () => {
    const built = refused(503, 'Service Unavailable').call(1).upgrade('retry');
    const { exercised, findings } = judgementOf(id, built);
    expect([exercised, findings.length]).toEqual([2, 1]);
  });

  it('does not judge what a deviant request, another path or no offer was answered with', () => {
    const deviant = transcript().connect().request({ deviant: true }).response({ status: 400, reason: 'Bad Request' });
    const elsewhere = transcript().connect().request({ text: 'GET /nowhere HTTP/1.1\r\n\r\n' });
    const unoffered = transcript().connect().request({ protocols: [] });
    expect(outcomeOf(id, deviant)).toBe('not exercised');
    expect(outcomeOf(id, elsewhere.response({ status: 404, reason: 'Not Found' }))).toBe('not exercised');
    expect(outcomeOf(id, unoffered.response({ status: 400, reason: 'Bad Request' }))).toBe('not exercised');
  });

  it('does not judge a silence that we gave up on or stalled in', () => {
    const failed = { kind: 'response-failed', reason: 'the connection was closed' } as const;
    expect(outcomeOf(id, transcript().connect().request().end('cloud').event(failed))).toBe('not exercised');
    expect(outcomeOf(id, transcript().connect().request().after(5000).stall(4000).event(failed))).toBe('not exercised');
  });
});

describe('an upgrade that meets a dying process', () => {
  const id = 'ws.handshake.switching-protocols';
  const reset = (started: boolean) =>
    transcript()
      .profile({ started })
      .connect()
      .request()
      .end('server', 'reset')
      .event({ kind: 'response-failed', reason: 'the server reset the connection' });
  const refused = { kind: 'connect-failed', rawCause: 903, code: 'ECONNREFUSED', message: 'refused' } as const;
  const exit = { kind: 'process', event: 'exit', pid: 7, exitCode: 1 } as const;

  it('is not what failed, where the harness started the process', () => {
    expect(outcomeOf(id, reset(true).event(exit))).toBe('not exercised');
    expect(outcomeOf(id, reset(true).call(1).event(refused))).toBe('not exercised');
  });

  it('is judged where the process lives on, or cannot be seen', () => {
    expect(outcomeOf(id, reset(true).call(1).upgrade())).toMatch(/^violated/);
    expect(outcomeOf(id, reset(false).call(1).event(refused))).toMatch(/^violated/);
  });
});

describe('ws.handshake.upgrade-headers', () => {
  const id = 'ws.handshake.upgrade-headers';

  it.each<[string, Header, Header]>([
    ['as usual', UPGRADE, CONNECTION],
    ['in other letter case', ['upgrade', 'WebSocket'], ['connection', 'upgrade']],
    ['with more connection options', UPGRADE, ['Connection', 'keep-alive, Upgrade']],
  ])('passes on headers %s', (_, upgrade, connection) => {
    expect(outcomeOf(id, answered(upgrade, connection, ACCEPT))).toBe('pass');
  });

  it.each<[string, readonly Header[]]>([
    ['without Upgrade', [CONNECTION, ACCEPT]],
    ['without Connection', [UPGRADE, ACCEPT]],
    ['that upgrades to something else', [['Upgrade', 'h2c'], CONNECTION, ACCEPT]],
    ['whose Connection is close', [UPGRADE, ['Connection', 'close'], ACCEPT]],
  ])('turns on a 101 %s', (_, headers) => {
    expect(judgementOf(id, answered(...headers)).findings).toHaveLength(1);
  });

  it('is not exercised by a refusal', () => {
    expect(outcomeOf(id, refused(404, 'Not Found'))).toBe('not exercised');
  });
});

describe('ws.handshake.accept', () => {
  const id = 'ws.handshake.accept';

  it('passes on the digest of the key', () => {
    expect(outcomeOf(id, answered(UPGRADE, CONNECTION, ACCEPT))).toBe('pass');
  });

  it('agrees with the example of RFC 6455', () => {
    expect(outcomeOf(id, answered(['Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=']))).toBe('pass');
  });

  it.each<[string, readonly Header[]]>([
    ['another key', [['Sec-WebSocket-Accept', acceptOf('x3JJHMbDL1EzLkh9GBhXDw==')]]],
    ['no header', []],
    ['the header twice', [ACCEPT, ACCEPT]],
  ])('turns on %s', (_, headers) => {
    expect(outcomeOf(id, answered(UPGRADE, CONNECTION, ...headers))).toMatch(/^violated/);
  });
});

describe('ws.handshake.subprotocol and ws.handshake.subprotocol-selected', () => {
  const outcomes = (...headers: readonly Header[]) => {
    const built = answered(UPGRADE, CONNECTION, ACCEPT, ...headers);
    return [
      outcomeOf('ws.handshake.subprotocol', built).split(':')[0],
      outcomeOf('ws.handshake.subprotocol-selected', built).split(':')[0],
    ];
  };

  it('pass on the one that was offered', () => {
    expect(outcomes(PROTOCOL)).toEqual(['pass', 'pass']);
  });

  it('tell a missing selection from a wrong one', () => {
    expect(outcomes()).toEqual(['not exercised', 'violated']);
    expect(outcomes(['Sec-WebSocket-Protocol', 'v2.cloud.aculab.com'])).toEqual(['violated', 'not exercised']);
  });

  it.each<[string, readonly Header[]]>([
    ['another letter case', [['Sec-WebSocket-Protocol', 'V1.cloud.aculab.com']]],
    ['two names', [['Sec-WebSocket-Protocol', 'v1.cloud.aculab.com, chat']]],
    ['two headers', [PROTOCOL, PROTOCOL]],
    ['an empty name', [['Sec-WebSocket-Protocol', '']]],
  ])('turn once on %s', (_, headers) => {
    expect(outcomes(...headers)).toEqual(['violated', 'not exercised']);
  });
});

describe('ws.handshake.extensions', () => {
  const id = 'ws.handshake.extensions';

  it('passes on none, and on an empty header', () => {
    expect(outcomeOf(id, transcript().upgrade())).toBe('pass');
    expect(outcomeOf(id, answered(UPGRADE, CONNECTION, ACCEPT, ['Sec-WebSocket-Extensions', '']))).toBe('pass');
  });

  it('turns on one that was not offered', () => {
    const built = answered(UPGRADE, CONNECTION, ACCEPT, ['Sec-WebSocket-Extensions', 'permessage-deflate']);
    expect(outcomeOf(id, built)).toBe('violated: "permessage-deflate"');
  });
});

describe('ws.handshake.tls', () => {
  const id = 'ws.handshake.tls';
  const secure = () => transcript().profile({ secure: true });
  const connect = { kind: 'connect', url: 'wss://127.0.0.1:9000/', label: 'main' } as const;
  const tls = { authorized: true, protocol: 'TLSv1.3' };

  it('passes on a chain that validates', () => {
    expect(outcomeOf(id, secure().event(connect).event({ kind: 'connected', tls }))).toBe('pass');
  });

  it('turns on a chain that does not, whether or not it was connected', () => {
    const error = 'CERT_HAS_EXPIRED';
    const connected = secure()
      .event(connect)
      .event({ kind: 'connected', tls: { ...tls, authorized: false, error } });
    const failed = secure()
      .event(connect)
      .event({ kind: 'connect-failed', rawCause: 904, code: error, message: 'certificate has expired' });
    expect(outcomeOf(id, connected)).toBe('violated: CERT_HAS_EXPIRED');
    expect(outcomeOf(id, failed)).toBe('violated: CERT_HAS_EXPIRED: certificate has expired');
  });

  it('is not exercised on ws, with --insecure, or by a refused connection', () => {
    const refusal = { kind: 'connect-failed', rawCause: 903, code: 'ECONNREFUSED', message: 'refused' } as const;
    expect(outcomeOf(id, transcript().upgrade())).toBe('not exercised');
    expect(outcomeOf(id, secure().event(connect).event(refusal))).toBe('not exercised');
    const unchecked = secure().profile({ insecure: true }).event(connect);
    expect(outcomeOf(id, unchecked.event({ kind: 'connected', tls: { ...tls, authorized: false } }))).toBe(
      'not exercised',
    );
  });
});
