import { describe, expect, it } from 'vitest';
import { validateBinding } from './validate.ts';

const request = (rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  method: 'PUT',
  url: '{url}/{kind}/{name}',
  ...rest,
});

const bindingOf = (rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  format: 'aculab-conformance/binding@1',
  name: 'mine',
  write: request({ body: { as: 'raw' } }),
  delete: request({ method: 'DELETE' }),
  ...rest,
});

const list = { method: 'GET', url: '{url}/{kind}', names: { array: '/files', member: 'name' } };

describe('a binding', () => {
  it('needs to say how a file is written and deleted', async () => {
    expect(await validateBinding(bindingOf())).toEqual([]);
    expect(await validateBinding({})).toEqual([
      '(root): "format" is missing',
      '(root): "name" is missing',
      '(root): "write" is missing',
      '(root): "delete" is missing',
    ]);
  });

  it.each([
    ['everything', { assumed: ['a guess'], kinds: { media: 'm' }, read: request({ method: 'GET' }), list }],
    ['a form', { write: request({ body: { as: 'form', fields: { 'a b': '{kind}-{name}', c: '{content}' } } }) }],
    [
      'parts',
      {
        write: {
          method: 'POST',
          url: '{url}/put?v=1',
          body: {
            as: 'multipart',
            fields: { n: '{name}' },
            file: { field: 'f', filename: 'x', contentType: 'audio/wav' },
          },
        },
      },
    ],
    [
      'a name in a header',
      { write: request({ url: '{url}', headers: { 'X-N': '{name-encoded}' }, body: { as: 'raw' } }) },
    ],
    ['statuses', { write: request({ body: { as: 'raw' }, accepted: [200, '3xx'], refused: ['4xx', 500] }) }],
    ['a list at the root', { list: { ...list, names: { array: '' } } }],
  ])('may have %s', async (_, rest) => {
    expect(await validateBinding(bindingOf(rest))).toEqual([]);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['a misspelled operation', { raed: request() }, '(root): unknown property "raed"; did you mean "read"?'],
    [
      'a method in small letters',
      { read: request({ method: 'get' }) },
      '/read/method: must be an HTTP method in capitals, is "get"',
    ],
    [
      'a URL of its own',
      { read: request({ url: 'https://other/{name}' }) },
      '/read/url: must be a URL that begins with {url}; the other placeholders are {kind}, {name} and {name-encoded}, is "https://other/{name}"',
    ],
    [
      'an unknown placeholder',
      { read: request({ url: '{url}/{file}' }) },
      '/read/url: must be a URL that begins with {url}; the other placeholders are {kind}, {name} and {name-encoded}, is "{url}/{file}"',
    ],
    [
      'a name in the URL of a list',
      { list: { ...list, url: '{url}/{name}' } },
      '/list/url: must be a URL that begins with {url}; the other placeholder is {kind}, is "{url}/{name}"',
    ],
    [
      'content in a query',
      { read: request({ query: { a: '{content}' } }) },
      '/read/query/a: must be a text in which {kind} and {name} are the only placeholders, is "{content}"',
    ],
    [
      'an unknown kind of body',
      { write: request({ body: { as: 'json' } }) },
      '/write/body: unknown "as" "json"; legal: raw, form, multipart',
    ],
    ['a list without a place', { list: { method: 'GET', url: '{url}' } }, '/list: "names" is missing'],
    [
      'no JSON pointer',
      { list: { ...list, names: { array: 'files' } } },
      '/list/names/array: must be a JSON pointer such as /files, or empty for the whole body, is "files"',
    ],
    ['a status that does not exist', { read: request({ accepted: [99] }) }, '/read/accepted/0: must be >= 100, is 99'],
    [
      'a class of statuses that does not exist',
      { read: request({ refused: ['6xx'] }) },
      '/read/refused/0: must be a status such as 404, or a class of them such as "4xx", is "6xx"',
    ],
    [
      'a kind that does not exist',
      { kinds: { medai: 'x' } },
      '/kinds: unknown property "medai"; did you mean "media"?',
    ],
    ['no kind at all', { kinds: {} }, '/kinds: no kind is named; leave it out for all'],
    [
      'a name nowhere',
      { read: request({ url: '{url}/{kind}' }) },
      '/read: the name is nowhere; put {name} into url, query or body',
    ],
    ['content nowhere', { write: request() }, '/write: the content of the file is nowhere; give a body'],
    [
      'content nowhere in a form',
      { write: request({ body: { as: 'form', fields: { a: '{name}' } } }) },
      '/write: the content of the file is nowhere; give a body',
    ],
    [
      'a secret',
      { read: request({ headers: { Authorization: 'Basic abc' } }) },
      '/read/headers/Authorization: no secrets in a binding; give them by --user and --key, or by --header',
    ],
    [
      'the type of a body',
      { read: request({ headers: { 'content-type': 'x' } }) },
      '/read/headers/content-type: the content type is given by body',
    ],
    [
      'a header of the connection',
      { list: { ...list, headers: { Host: 'x' } } },
      '/list/headers/Host: this header is made by the client itself',
    ],
  ])('may not have %s', async (_, rest, problem) => {
    expect(await validateBinding(bindingOf(rest))).toEqual([problem]);
  });

  it('may not have a header of no legal name, or of two lines', async () => {
    expect(await validateBinding(bindingOf({ read: request({ headers: { 'a b': 'x' } }) }))).not.toEqual([]);
    expect(await validateBinding(bindingOf({ read: request({ headers: { a: 'x\r\nb: c' } }) }))).not.toEqual([]);
  });
});
