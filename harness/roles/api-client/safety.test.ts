import { describe, expect, it } from 'vitest';
import { assertHarmless } from './safety.ts';
import { casePrefix, encodeLabel, servicePaths } from './service-paths.ts';

const paths = servicePaths(new URL('https://host/service/v1/outbound'));
const prefix = casePrefix('abc123', '0');
const check =
  (method: string, target: string, headers: Record<string, string> = {}) =>
  () =>
    assertHarmless({ method, target, headers }, paths, prefix);
const own = (rest: string): string => paths.service(`${prefix}${rest}`);

describe('the paths', () => {
  it.each([
    ['https://host/service/v1/outbound', '/service/v1/outbound', '/service/v1/schema/outbound'],
    ['https://host/service/v1/outbound/', '/service/v1/outbound', '/service/v1/schema/outbound'],
    ['http://host:8080/deep/er/x', '/deep/er/x', '/deep/er/schema/x'],
    ['http://host/x', '/x', '/schema/x'],
  ])('of %s', (url, list, schema) => {
    const found = servicePaths(new URL(url));
    expect([found.list, found.schema, found.service('n')]).toEqual([list, schema, `${list}/n`]);
  });

  it('hold any label', () => {
    expect(encodeLabel('a-_Z9')).toBe('a-_Z9');
    expect(encodeLabel('a/b ?#%é😀')).toBe(encodeURIComponent('a/b ?#%é😀'));
    expect(encodeLabel('\ud800x\udfff')).toBe('%ED%A0%80x%ED%BF%BF');
  });
});

describe('a request', () => {
  it.each([
    ['PUT', own('a')],
    ['PATCH', own('a%20b')],
    ['DELETE', own('..')],
    ['DELETE', own(encodeLabel('../x'))],
    ['PUT', own(encodeLabel('a?b#c'))],
    ['PUT', own('%252e%252e')],
    ['PUT', own('%00')],
    ['PUT', own('%zz')],
    ['PUT', own('a?x=/../../..')],
    ['put', own('a')],
    ['POST', paths.list],
    ['PUT', paths.schema],
    ['GET', paths.list],
    ['GET', paths.service('Foreign')],
    ['HEAD', '/anywhere'],
    ['OPTIONS', '*'],
  ])('%s %s may be sent', (method, target) => {
    expect(check(method, target)).not.toThrow();
  });

  it.each([
    ['PUT', paths.service('Foreign')],
    ['DELETE', paths.service('aculab-conformance-other1-0-a')],
    ['DELETE', paths.service(prefix.slice(0, -1))],
    ['DELETE', paths.list],
    ['PATCH', paths.list],
    ['post', paths.list],
    ['PURGE', paths.list],
    ['DELETE', paths.schema],
    ['PUT', `${paths.list}/`],
    ['PUT', `${paths.list}?a`],
    ['DELETE', `${paths.service('Foreign')}?${own('a')}`],
    ['DELETE', own('a/../../Foreign')],
    ['DELETE', own('a/..')],
    ['DELETE', own('%2F..%2FForeign')],
    ['DELETE', own('%2f%2e%2e%2fForeign')],
    ['DELETE', own('%252F..%252FForeign')],
    ['DELETE', own('%25252F..%25252FForeign')],
    ['DELETE', own('\\..\\Foreign')],
    ['DELETE', own('%5c..%5cForeign')],
    ['DELETE', own('/..;x=1/Foreign')],
    ['DELETE', own('/%c0%ae%c0%ae%c0%afForeign')],
    ['DELETE', own('/.%00./../Foreign')],
    ['DELETE', own(`%${'25'.repeat(10)}2e`)],
    ['DELETE', `/${own('a')}`],
    ['DELETE', `https://host${own('a')}`],
    ['TRACE', own('a')],
    ['CONNECT', own('a')],
    ['GET /other', own('a')],
  ])('%s %s is not sent', (method, target) => {
    expect(check(method, target)).toThrow('the case would send');
  });

  it.each([
    'Host',
    'content-length',
    'Transfer-Encoding',
    'Connection',
    'Authorization',
    'X-HTTP-Method-Override',
    'X_HTTP_Method_Override',
    'X-Original-URL',
    'X-Rewrite-Url',
    'Destination',
  ])('with the header %s is not sent', (name) => {
    expect(check('GET', own('a'), { [name]: 'x' })).toThrow(`does not set the header ${name}`);
  });

  it('with a header of no consequence may be sent', () => {
    expect(check('PUT', own('a'), { 'X-Trace': 'x', 'If-Match': '*' })).not.toThrow();
  });

  it('is understood where the base itself is written oddly', () => {
    const odd = servicePaths(new URL('http://host//a%20b/out'));
    expect(() =>
      assertHarmless({ method: 'PUT', target: odd.service(`${prefix}a%2Fb`), headers: {} }, odd, prefix),
    ).not.toThrow();
  });
});
