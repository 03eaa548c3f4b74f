// HTTP Archive 1.2 as JSON Schema, written from its specification (http://www.softwareishard.com/blog/har-12-spec/):
// closed but for names that begin with an underscore, which the specification leaves to whoever writes the file.

type Schemas = Readonly<Record<string, object>>;

const record = (required: Schemas, optional: Schemas = {}): object => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional, comment: { type: 'string' } },
  patternProperties: { '^_': {} },
  additionalProperties: false,
});

const listOf = (items: object): object => ({ type: 'array', items });

const text = { type: 'string' };
const whole = { type: 'integer' };
const span = { type: 'number', minimum: 0 };
const spanOrNone = { type: 'number', minimum: -1 };
const moment = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};

const named = record({ name: text, value: text });
const cookie = record(
  { name: text, value: text },
  { path: text, domain: text, expires: text, httpOnly: { type: 'boolean' }, secure: { type: 'boolean' } },
);
const tool = record({ name: text, version: text });

const message = {
  httpVersion: text,
  cookies: listOf(cookie),
  headers: listOf(named),
  headersSize: whole,
  bodySize: whole,
};

const request = record(
  { method: text, url: { type: 'string', pattern: '^https?://' }, queryString: listOf(named), ...message },
  { postData: record({ mimeType: text }, { text, params: listOf(record({ name: text }, { value: text })) }) },
);

const response = record({
  status: whole,
  statusText: text,
  redirectURL: text,
  content: record({ size: whole, mimeType: text }, { compression: whole, text, encoding: text }),
  ...message,
});

const entry = record(
  {
    startedDateTime: moment,
    time: span,
    request,
    response,
    cache: record({}),
    timings: record(
      { send: span, wait: span, receive: span },
      { blocked: spanOrNone, dns: spanOrNone, connect: spanOrNone, ssl: spanOrNone },
    ),
  },
  { pageref: text, serverIPAddress: text, connection: text },
);

const page = record({
  startedDateTime: moment,
  id: text,
  title: text,
  pageTimings: record({}, { onContentLoad: spanOrNone, onLoad: spanOrNone }),
});

export const HAR_SCHEMA = record({
  log: record(
    { version: { const: '1.2' }, creator: tool, entries: listOf(entry) },
    { browser: tool, pages: listOf(page) },
  ),
});
