import { describe, expect, it } from 'vitest';
import { splitUserInfo, websocketUrl, withoutUserInfo } from './target-url.ts';

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
    ['http://h', 'there is no suite for http:// yet'],
    ['https://h/service/v1/outbound', 'there is no suite for https:// yet'],
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
