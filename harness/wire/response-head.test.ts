import { describe, expect, it } from 'vitest';
import { collectResponseHead, parseResponseHead } from './response-head.ts';

const parse = (text: string) => parseResponseHead(Buffer.from(text, 'latin1'));

describe('parseResponseHead', () => {
  it('keeps order and names of the headers and says where the rest begins', () => {
    const text = 'HTTP/1.1 101 Switching Protocols\r\nB:  2 \r\na: 1:x\r\nB:3\r\nEmpty:\r\n\r\n\x81\x00';
    expect(parse(text)).toEqual({
      kind: 'head',
      end: text.length - 2,
      head: {
        status: 101,
        reason: 'Switching Protocols',
        headers: [
          ['B', '2'],
          ['a', '1:x'],
          ['B', '3'],
          ['Empty', ''],
        ],
      },
    });
  });

  it('takes lines that end in LF alone, and a status without a reason', () => {
    const head = { status: 404, reason: '', headers: [['A', 'b']] };
    expect(parse('HTTP/1.0 404\nA: b\n\nbody')).toEqual({ kind: 'head', end: 19, head });
    expect(parse('HTTP/1.1 200 \r\n\r\n')).toMatchObject({ head: { status: 200, reason: '' } });
  });

  it('waits for the end of a head, however it is cut', () => {
    const text = 'HTTP/1.1 101 Switching Protocols\r\nA: b\r\n\r\n';
    for (let length = 0; length < text.length; length++)
      expect(parse(text.slice(0, length))).toEqual({ kind: 'incomplete' });
    expect(parse(text).kind).toBe('head');
  });

  it.each([
    ['220 mail.example ESMTP\r\n', 'no HTTP response: "220 mail.example ESMTP\\r\\n"'],
    ['S', 'no HTTP response: "S"'],
    ['HTTP/2', 'no HTTP response: "HTTP/2"'],
    ['HTTP/1.1 099 Odd\r\n\r\n', 'no valid HTTP status line: "HTTP/1.1 099 Odd"'],
    ['HTTP/1.1 600 Odd\r\n\r\n', 'no valid HTTP status line: "HTTP/1.1 600 Odd"'],
    ['HTTP/1.1 banana\r\n\r\n', 'no valid HTTP status line: "HTTP/1.1 banana"'],
    ['HTTP/1.1 101 OK\r\nA: b\r\n folded\r\n\r\n', 'no valid header line: " folded"'],
    ['HTTP/1.1 101 OK\r\nA : b\r\n\r\n', 'no valid header line: "A : b"'],
    ['HTTP/1.1 101 OK\r\nno colon\r\n\r\n', 'no valid header line: "no colon"'],
    ['HTTP/1.1 101 OK\r\n: b\r\n\r\n', 'no valid header line: ": b"'],
  ])('refuses %j', (text, reason) => {
    expect(parse(text)).toEqual({ kind: 'bad', reason });
  });

  it('refuses a head over 64 KiB', () => {
    const bad = { kind: 'bad', reason: 'a response head of more than 65536 bytes' };
    const start = 'HTTP/1.1 101 OK\r\nA: ';
    expect(parse(start + 'x'.repeat(65536))).toEqual(bad);
    expect(parse(`${start}${'x'.repeat(65536)}\r\n\r\n`)).toEqual(bad);
    expect(parse(`${start}${'x'.repeat(65000)}\r\n\r\n${'y'.repeat(65536)}`).kind).toBe('head');
  });
});

describe('collectResponseHead', () => {
  const collect = (text: string, size: number) => {
    const calls: unknown[] = [];
    let rest = '';
    const take = collectResponseHead(
      ({ status }, behind) => {
        calls.push(status);
        rest = String(behind);
      },
      (reason) => calls.push(reason),
    );
    // Octets behind the head are the caller's: as in use, the collector is not asked again.
    for (let at = 0; at < text.length && calls.length === 0; at += size) take(Buffer.from(text.slice(at, at + size)));
    return { calls, rest };
  };

  it.each([1, 7, 1000])('passes interim responses over, %d octets at a time', (size) => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n';
    expect(collect(`${hints}${hints}HTTP/1.1 101 OK\r\n\r\n`, size)).toEqual({ calls: [101], rest: '' });
    expect(collect(`${hints}nonsense`, size).calls).toEqual([expect.stringContaining('no HTTP response')]);
  });

  it('hands over what came behind the head', () => {
    expect(collect('HTTP/1.1 404 No\r\n\r\nbody', 1000)).toEqual({ calls: [404], rest: 'body' });
  });
});
