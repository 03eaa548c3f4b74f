import { describe, expect, it } from 'vitest';
import { servicesUrl, splitLogin, splitUserInfo, suiteOfUrl, websocketUrl, withoutUserInfo } from './target-url.ts';

describe('the URL of a server', () => {
  it('is kept as it is written', () => {
    for (const url of ['ws://127.0.0.1:9000', 'wss://bot.example/call?key=1', 'ws://[::1]:80/']) {
      expect(websocketUrl(url)).toBe(url);
    }
  });

  it.each([
    ['', 'is not a URL'],
    ['127.0.0.1:9000', 'is not a URL; write it as ws://'],
    ['localhost:9000', 'is not a URL; write it as ws://'],
    ['ws://', 'is not a URL'],
    ['ws://h:99999', 'is not a URL'],
    ['http://h', 'websocket needs ws://host:port/path or wss://host/path; the suite for this URL is services'],
    ['ftp://h', 'no suite for ftp://'],
    ['ws://h/#x', 'has no fragment'],
    ['doctr', 'did you mean doctor?'],
  ])('%j is refused: %s', (text, problem) => {
    expect(() => websocketUrl(text, ['doctor', 'demo'])).toThrow(problem);
  });

  it('never shows a login', () => {
    expect(withoutUserInfo('wss://bob:secret@h/p@q?a@b')).toBe('wss://<hidden>@h/p@q?a@b');
    expect(withoutUserInfo('wss://h/p@q')).toBe('wss://h/p@q');
    expect(() => websocketUrl('http://bob:secret@h')).toThrow(/^http:\/\/<hidden>@h: /);
    expect(() => websocketUrl('ws://bob:secret@h:99999')).toThrow(/^ws:\/\/<hidden>@h:99999 /);
  });

  it('gives its login to the Authorization header', () => {
    expect(splitUserInfo('ws://bob:p%40ss@h/x')).toEqual({
      url: 'ws://h/x',
      headers: { Authorization: `Basic ${Buffer.from('bob:p@ss').toString('base64')}` },
    });
    expect(splitUserInfo('ws://h')).toEqual({ url: 'ws://h', headers: {} });
  });
});

describe('the base URL of an API', () => {
  it('is kept as it is written, with or without a login', () => {
    for (const url of ['https://h/service/v1/outbound', 'http://u:k@127.0.0.1:8080/x', 'HTTPS://h/']) {
      expect(servicesUrl(url)).toBe(url);
    }
    expect(servicesUrl('https://h/x//')).toBe('https://h/x');
  });

  it.each([
    ['h/service/v1/outbound', 'is not a URL; write it as https://host/service/v1/outbound'],
    ['ws://h', 'the suite for this URL is websocket'],
    ['ftp://h', 'no suite for ftp://'],
    ['https://h/service/v1/outbound?x=1', 'has no query'],
    ['https://h/service/v1/outbound#x', 'has no fragment'],
    ['https://1-2-0/bob@example.com:secret@h/service/v1/outbound', 'give --user and --key'],
  ])('%j is refused: %s', (text, problem) => {
    const refusal = (): string => servicesUrl(text);
    expect(refusal).toThrow(problem);
    expect(refusal).not.toThrow('secret');
  });

  it('gives its login away, decoded', () => {
    expect(splitLogin('https://1-2-0%2Fbob%40example.com:k%C3%A9y@h/x')).toEqual({
      url: 'https://h/x',
      user: '1-2-0/bob@example.com',
      password: 'kéy',
    });
    expect(splitLogin('https://bob@h/x')).toEqual({ url: 'https://h/x', user: 'bob', password: undefined });
    expect(splitLogin('https://bob:100%@h/')).toEqual({ url: 'https://h/', user: 'bob', password: '100%' });
  });

  it('chooses the suite by its scheme', () => {
    expect(['ws://h', 'WSS://h', 'http://h', 'https://h', 'ftp://h', 'demo'].map(suiteOfUrl)).toEqual([
      ...['websocket', 'websocket', 'services', 'services'],
      ...[undefined, undefined],
    ]);
  });
});
