// Schema of a binding: how a service that stores files is written to, read, listed and deleted from over HTTP. People
// write it by hand, so it is closed: a property that it does not know is a slip.
import { closed, DIALECT, text, texts, union } from './shapes.ts';

/** Name of the format, as in `format` of every binding. */
const BINDING_SCHEMA_FORMAT = 'aculab-conformance/binding@1';

const matching = (pattern: string, description: string) => ({ type: 'string', pattern, description });

const method = matching('^[A-Z][A-Z-]*$', 'an HTTP method in capitals');
const kindWord = matching('^[A-Za-z0-9._~-]+$', 'a word of letters, digits, dots, underscores, tildes and minus');

const fileUrl = matching(
  '^\\{url\\}([^{}\\s#]|\\{(kind|name|name-encoded)\\})*$',
  'a URL that begins with {url}; the other placeholders are {kind}, {name} and {name-encoded}',
);
const listUrl = matching(
  '^\\{url\\}([^{}\\s#]|\\{kind\\})*$',
  'a URL that begins with {url}; the other placeholder is {kind}',
);

const value = matching('^([^{}]|\\{(kind|name)\\})*$', 'a text in which {kind} and {name} are the only placeholders');
const formValue = matching(
  '^([^{}]|\\{(kind|name|content)\\})*$',
  'a text in which {kind}, {name} and {content} are the only placeholders',
);
const headerValue = matching(
  '^([^{}\\u0000-\\u001f]|\\{(kind|name-encoded)\\})*$',
  'a text in one line in which {kind} and {name-encoded} are the only placeholders',
);

const values = { type: 'object', additionalProperties: value };
const headers = {
  type: 'object',
  additionalProperties: headerValue,
  propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
};

/** A status, or a class of them. */
const statuses = {
  type: 'array',
  items: {
    type: ['integer', 'string'],
    minimum: 100,
    maximum: 599,
    pattern: '^[1-5]xx$',
    description: 'a status such as 404, or a class of them such as "4xx"',
  },
  minItems: 1,
};

const body = union('as', [
  closed({ as: { const: 'raw' } }, { contentType: text }),
  closed({ as: { const: 'form' }, fields: { type: 'object', additionalProperties: formValue } }),
  closed(
    { as: { const: 'multipart' } },
    {
      fields: values,
      file: closed({ field: text }, { filename: value, contentType: text }),
    },
  ),
]);

const rest = { query: values, headers, body, accepted: statuses, refused: statuses };
const request = closed({ method, url: fileUrl }, rest);

const pointer = matching('^(/([^~/]|~[01])*)*$', 'a JSON pointer such as /files, or empty for the whole body');

export const BINDING_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:binding:1',
  title: 'A binding: how a service that stores files is spoken to',
  ...closed(
    {
      format: { const: BINDING_SCHEMA_FORMAT },
      name: text,
      write: { $ref: '#/$defs/request' },
      delete: { $ref: '#/$defs/request' },
    },
    {
      // What had to be guessed, for those who read the run.
      assumed: texts,
      // Words of the service for the kinds that it has; a kind that is not named is left out.
      kinds: closed({}, { media: kindWord, msg_media: kindWord, rest: kindWord }),
      read: { $ref: '#/$defs/request' },
      list: closed({ method, url: listUrl, names: closed({ array: pointer }, { member: text }) }, rest),
    },
  ),
  $defs: { request },
} as const;
