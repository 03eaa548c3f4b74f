import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOctets, recordResponse } from './record.ts';
import { createSecrets } from './secrets.ts';

const first = { user: '1-2-0/alice@example.com', key: 'Kx/7+abcDEF"ghi=\\xyz' };
const second = { user: '1-2-0/bob@example.com', key: 'second-key-0987654321' };
const headers = { 'X-Token': 'Bearer hunter2-hunter2', Accept: 'application/json', 'X-Env': 'qa' };
const secrets = createSecrets({ accounts: [first, second], headers });
const password = secrets.password(1);

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const reversed = (text: string): string => [...text].reverse().join('');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('');
const asEscapes = (text: string): string =>
  [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** Longest piece of `secret` that is in `text`, whatever its letter case. */
function longestPiece(text: string, secret: string): number {
  const [haystack, needle] = [text.toLowerCase(), secret.toLowerCase()];
  let longest = 0;
  for (let from = 0; from < needle.length; from++) {
    while (haystack.includes(needle.slice(from, from + longest + 1)) && from + longest < needle.length) longest++;
  }
  return longest;
}

describe('a password', () => {
  it('is of 24 letters and digits, the same each time, another for each number and run', () => {
    expect(password).toMatch(/^[A-Za-z0-9]{24}$/);
    expect(secrets.password(1)).toBe(password);
    const made = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => secrets.password(n)));
    expect(made.size).toBe(9);
    expect(createSecrets({ accounts: [] }).password(1)).not.toBe(password);
    for (const n of [0, 10, 1.5]) expect(() => secrets.password(n)).toThrow('there is no password');
  });

  it('stands where its placeholder stood', () => {
    expect(secrets.fill('a {password} {password:2} {password:0} {passwords}')).toBe(
      `a ${password} ${secrets.password(2)} {password:0} {passwords}`,
    );
    expect(secrets.fill('{password:1}')).toBe(password);
  });

  it('is taken out again', () => {
    const text = '{"service_password":"{password}","description":"{password:9} and more"}';
    expect(secrets.redact(secrets.fill(text))).toBe(text);
  });
});

describe('a secret', () => {
  const spellings: readonly (readonly [string, (secret: string) => string])[] = [
    ['as it is', (secret) => secret],
    ['in capitals', (secret) => secret.toUpperCase()],
    ['in lower case', (secret) => secret.toLowerCase()],
    ['reversed', reversed],
    ['in base64', base64],
    ['in base64 with something before and behind', (secret) => base64(`é${secret}~~~`)],
    ['in base64 with more before', (secret) => base64(`user:${secret}!`)],
    ['in base64 for URLs', (secret) => Buffer.from(`?>${secret}?`).toString('base64url')],
    ['percent-encoded', encodeURIComponent],
    ['percent-encoded through and through', percent],
    ['percent-encoded in capitals', (secret) => percent(secret).toUpperCase()],
    ['as JSON', (secret) => JSON.stringify(secret)],
    ['as JSON with escaped slashes', (secret) => JSON.stringify(secret).replaceAll('/', '\\/')],
    ['as JSON of nothing but escapes', (secret) => `{"a":"x${asEscapes(secret)}"}`],
    ['as JSON in JSON', (secret) => JSON.stringify({ echo: JSON.stringify({ a: secret }) })],
    ['as HTML', (secret) => secret.replaceAll('"', '&quot;')],
    ['in hexadecimal digits', (secret) => Buffer.from(secret).toString('hex')],
  ];
  const values = { key: first.key, 'second key': second.key, password, header: 'hunter2-hunter2' };

  it.each(
    Object.entries(values).flatMap(([name, value]) => spellings.map((spelling) => [name, value, ...spelling] as const)),
  )('(%s: %s) %s is taken out', (_name, value, _how, spell) => {
    const spelled = spell(value);
    for (const text of [spelled, `an error: [${spelled}]`, `{"text":${JSON.stringify(`before ${spelled} behind`)}}`]) {
      const redacted = secrets.redact(text);
      expect(redacted).not.toContain(spelled);
      expect(longestPiece(redacted, value)).toBeLessThan(6);
      expect(longestPiece(redacted, reversed(value))).toBeLessThan(6);
      expect(longestPiece(redacted, base64(value))).toBeLessThan(8);
    }
  });

  it('leaves its name in its place', () => {
    expect(secrets.redact(`${first.key}, ${second.key}`)).toBe('<key>, <key2>');
    expect(secrets.redact(`Basic ${base64(`${first.user}:${first.key}`)}`)).toBe('Basic <authorization>');
    expect(secrets.redact('X-Token: Bearer hunter2-hunter2')).toBe('X-Token: <header>');
  });

  it('without its last character is one too', () => {
    expect(secrets.redact(second.key.slice(0, -1))).toBe('<key2>');
    const cut = base64(`${second.user}:${second.key.slice(0, -1)}`);
    expect(longestPiece(secrets.redact(`Basic ${cut}`), cut.slice(-20))).toBeLessThan(8);
  });

  it('that was changed is not taken for the same', () => {
    expect(secrets.redact(`{"service_password":"${password.toLowerCase()}"}`)).not.toContain('{password}');
    expect(secrets.redact(reversed(password))).toBe('<changed password>');
  });

  it('of a header that everybody sends is none', () => {
    expect(secrets.redact('Content-Type: application/json')).toBe('Content-Type: application/json');
  });

  it('of few characters is taken out where it stands alone', () => {
    expect(secrets.redact('the qa environment, equal')).toBe('the <header> environment, equal');
    expect(secrets.redact('"QA" and "aq"')).toBe('"QA" and "aq"');
  });

  it('at the end of a text that was cut is taken out', () => {
    for (let length = 4; length < password.length; length++) {
      expect(secrets.redact(`{"a":"${password.slice(0, length)}`, { cut: true })).toBe('{"a":"<cut>');
    }
    expect(secrets.redact('{"enabled":true', { cut: true })).toBe('{"enabled":true');
  });
});

describe('JSON', () => {
  const numeric = createSecrets({ accounts: [{ user: 'u', key: '1234567890123456' }] });

  it('stays JSON where a key stands as a number', () => {
    const redacted = numeric.redact('{"key":1234567890123456,"n":[1,12345678901234567],"s":"k 1234567890123456"}');
    expect(JSON.parse(redacted)).toEqual({ key: '<key>', n: [1, '<key>7'], s: 'k <key>' });
  });

  it('stays JSON, and the same but for the secrets', () => {
    const secretText = fc.constantFrom(first.key, second.key, '{password}', '1234567890123456', 'plain', 'é\u2028"\\/');
    const value = fc.jsonValue().chain((json) => fc.tuple(fc.constant(json), fc.array(secretText)));
    const long = createSecrets({ accounts: [first, second] });
    long.password(1);
    fc.assert(
      fc.property(value, fc.boolean(), ([json, texts], indented) => {
        const filled = texts.map(long.fill);
        const text = JSON.stringify({ json, texts: filled, joined: filled.join('-') }, null, indented ? 2 : 0);
        const redacted = JSON.parse(long.redact(text)) as { json: unknown; texts: string[] };
        expect(redacted.json).toEqual(JSON.parse(JSON.stringify(json)));
        const names = new Map([
          [first.key, '<key>'],
          [second.key, '<key2>'],
        ]);
        expect(redacted.texts).toEqual(texts.map((each) => names.get(each) ?? each));
      }),
      { numRuns: 300 },
    );
  });
});

describe('service_password', () => {
  it.each([
    ['of another account', '{"service_password": "theirs", "a": 1}', '{"service_password": "<another value>", "a": 1}'],
    ['with escapes', '{"service_password":"th\\"e\\\\irs"}', '{"service_password":"<another value>"}'],
    ['with an escaped name', '{"service\\u005fpassword":"theirs"}', '{"service_password":"<another value>"}'],
    ['that was cut', '{"service_password":"thei', '{"service_password":"<another value>'],
    ['that was cut in an escape', '{"service_password":"thei\\', '{"service_password":"<another value>'],
    ['in single quotes', "{'service_password': 'theirs'}", "{'service_password': '<another value>'}"],
    ['in other letters', '{"Service_Password" :\n"theirs"}', '{"Service_Password" :\n"<another value>"}'],
    ['quoted in a text', '{"text":"{\\"service_password\\": \\"theirs\\"}"}', undefined],
  ])('%s is taken out', (_, text, expected) => {
    const redacted = secrets.redact(text);
    expect(redacted).not.toContain('their');
    if (expected === undefined) expect(JSON.parse(redacted).text).toBe('{"service_password": "<another value>"}');
    else expect(redacted).toBe(expected);
  });

  it.each(['"{password}"', '"{password:9}"', '""', 'null', '16', '["a"]', '"known"'])('of %s stays', (value) => {
    const text = `{"service_password":${value}}`;
    expect(secrets.redact(text, { literals: new Set(['known']) })).toBe(text);
  });

  it('that only begins with a placeholder is another value', () => {
    expect(secrets.redact(`{"service_password":"${password}!"}`)).toBe('{"service_password":"<another value>"}');
  });

  it('of the case itself may stay', () => {
    const text = '{"service_password":"documented"}';
    expect(secrets.redact(text, { literals: 'all' })).toBe(text);
  });

  it('of a megabyte does no harm', () => {
    const long = 'x\\"'.repeat(400_000);
    expect(secrets.redact(`{"service_password":"${long}"}`)).toBe('{"service_password":"<another value>"}');
  });
});

describe('a body that is kept', () => {
  const response = (body: Buffer, ...headerList: [string, string][]) => ({
    status: 200,
    reason: `OK ${first.key}`,
    headers: headerList,
    body,
  });
  const none: ReadonlySet<string> = new Set();

  it('is text where it is UTF-8, and base64 otherwise, without secrets', () => {
    const text = recordOctets(Buffer.from(`é ${password}`), 1000, secrets, {});
    expect(text).toEqual({ bytes: 27, text: 'é {password}' });
    const { base64: kept, ...rest } = recordOctets(Buffer.from(`\xff${password}\xfe`, 'latin1'), 1000, secrets, {});
    expect(rest).toEqual({ bytes: 26 });
    expect(Buffer.from(kept ?? '', 'base64').toString('latin1')).toBe('\xff{password}\xfe');
  });

  it('is cut between characters, and within no secret', () => {
    expect(recordOctets(Buffer.from('abcé'), 4, secrets, {})).toEqual({ bytes: 5, text: 'abc', truncated: true });
    const long = Buffer.from(`{"a":"${password}"}`);
    for (let kept = 1; kept < long.length; kept++) {
      const { text = '', truncated } = recordOctets(long, kept, secrets, {});
      expect(longestPiece(text, password)).toBeLessThan(4);
      expect(truncated).toBe(true);
    }
  });

  it('is left out where it is compressed', () => {
    const packed = gzipSync(`{"service_password":"${password}"}`);
    const { body } = recordResponse(response(packed), true, secrets, none);
    expect(body).toEqual({ bytes: packed.length, base64: '', truncated: true });
    const deflated = recordResponse(
      response(Buffer.from([0x78, 0x9c, 0xff]), ['Content-Encoding', 'deflate']),
      true,
      secrets,
      none,
    );
    expect(deflated.body).toEqual({ bytes: 3, base64: '', truncated: true });
  });

  it('comes with headers without secrets', () => {
    const recorded = recordResponse(
      response(Buffer.alloc(0), ['Set-Cookie', 'session=abc'], ['X-Echo', second.key], ['X', 'plain']),
      true,
      secrets,
      none,
    );
    expect(recorded).toEqual({
      status: 200,
      reason: 'OK <key>',
      headers: [
        ['Set-Cookie', '<credential>'],
        ['X-Echo', '<key2>'],
        ['X', 'plain'],
      ],
    });
  });
});
