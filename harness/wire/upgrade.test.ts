import { describe, expect, it } from 'vitest';
import { buildUpgradeRequest, checkUpgradeResponse, expectedAccept, headerProblem } from './upgrade.ts';

describe('buildUpgradeRequest', () => {
  const url = new URL('ws://[::1]:9000/bot?x=1');

  it('asks for WebSocket 13 with a new key, the subprotocols and no extension', () => {
    const { octets, text, key, extensions } = buildUpgradeRequest({ url, protocols: ['a', 'b'] });
    expect(octets.toString()).toBe(
      [
        'GET /bot?x=1 HTTP/1.1',
        'Host: [::1]:9000',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${key}`,
        'Sec-WebSocket-Protocol: a, b',
        '\r\n',
      ].join('\r\n'),
    );
    expect(text).toBe(octets.toString());
    expect(Buffer.from(key, 'base64')).toHaveLength(16);
    expect(buildUpgradeRequest({ url, protocols: [] }).key).not.toBe(key);
    expect(extensions).toBeNull();
  });

  it('leaves the default port and, without subprotocols, their header out', () => {
    const { text } = buildUpgradeRequest({ url: new URL('wss://host:443'), protocols: [] });
    expect(text).toMatch(/^GET \/ HTTP\/1\.1\r\nHost: host\r\n/);
    expect(text).not.toContain('Sec-WebSocket-Protocol');
  });

  it('sends the values of further headers and does not show them', () => {
    const headers = { Authorization: 'Bearer secret', 'X-Key': 'hush', Cookie: 'c=1' };
    const { octets, text } = buildUpgradeRequest({ url, protocols: [], headers, path: '/other' });
    expect(octets.toString()).toContain('\r\nAuthorization: Bearer secret\r\nX-Key: hush\r\nCookie: c=1\r\n\r\n');
    expect(text).toContain('\r\nAuthorization: <hidden>\r\nX-Key: <hidden>\r\nCookie: <hidden>\r\n\r\n');
    expect(text).toMatch(/^GET \/other HTTP/);
  });

  it('logs in with the login of the URL, unless a header does', () => {
    const withLogin = new URL('ws://me:p%40ss@host/');
    const { octets, text } = buildUpgradeRequest({ url: withLogin, protocols: [] });
    expect(octets.toString()).toContain(`Authorization: Basic ${Buffer.from('me:p@ss').toString('base64')}\r\n`);
    expect(text).toContain('Authorization: <hidden>');
    expect(text).toContain('Host: host\r\n');
    const other = buildUpgradeRequest({ url: withLogin, protocols: [], headers: { authorization: 'mine' } });
    expect(other.octets.toString().match(/authorization: .*/gi)).toEqual(['authorization: mine']);
    expect(other.text).toContain('authorization: <hidden>');
  });

  it('replaces headers of the handshake, and shows those', () => {
    const headers = { 'sec-websocket-key': 'short', 'Sec-WebSocket-Extensions': 'permessage-deflate', host: 'else' };
    const { text, key, extensions } = buildUpgradeRequest({ url, protocols: [], headers });
    expect(key).toBe('short');
    expect(extensions).toBe('permessage-deflate');
    expect(text).toContain('host: else');
    expect(text.match(/key:/gi)).toHaveLength(1);
  });

  it('refuses a header that would forge others', () => {
    expect(() => buildUpgradeRequest({ url, protocols: [], headers: { A: 'b\r\nC: d' } })).toThrow(RangeError);
    expect(headerProblem('A B', 'c')).toBe('"A B" is no header name');
    expect(headerProblem('A', 'b\nc')).toBe('the value of header A holds a control character');
    expect(headerProblem('A', 'tab\there, ünicode')).toBeUndefined();
  });
});

describe('checkUpgradeResponse', () => {
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  const good: Record<string, string> = {
    upgrade: 'WebSocket',
    connection: 'keep-alive, upgrade',
    'sec-websocket-accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    'sec-websocket-protocol': 'b',
  };
  const check = (
    change: Readonly<Record<string, string | undefined>> = {},
    ...more: Array<readonly [string, string]>
  ) => {
    const headers = Object.entries({ ...good, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    return checkUpgradeResponse(
      { status: 101, reason: '', headers: [...headers, ...more] },
      { key, protocols: ['a', 'b'] },
    );
  };

  it('knows the key and accept of RFC 6455, section 1.3', () => {
    expect(expectedAccept(key)).toBe(good['sec-websocket-accept']);
  });

  it('finds nothing wrong with a good response, nor with one that selects no subprotocol', () => {
    expect(check()).toEqual({ problems: [], subprotocol: 'b' });
    expect(check({ 'sec-websocket-protocol': undefined })).toEqual({ problems: [] });
  });

  it('finds what is wrong', () => {
    expect(check({ upgrade: undefined }).problems).toEqual(['upgrade-headers']);
    expect(check({ connection: 'close' }).problems).toEqual(['upgrade-headers']);
    expect(check({ 'sec-websocket-accept': undefined }).problems).toEqual(['accept']);
    expect(check({ 'sec-websocket-accept': key }).problems).toEqual(['accept']);
    expect(check({}, ['Sec-WebSocket-Accept', expectedAccept(key)]).problems).toEqual(['accept']);
    expect(check({ 'sec-websocket-protocol': 'c' })).toEqual({ problems: ['subprotocol'], subprotocol: 'c' });
    expect(check({}, ['Sec-WebSocket-Protocol', 'a']).problems).toEqual(['subprotocol']);
    expect(check({}, ['Sec-WebSocket-Extensions', 'permessage-deflate']).problems).toEqual(['extensions']);
  });
});
