// Requests to a store of files, as a binding says how they are written.
import { createHash } from 'node:crypto';
import type { Header } from '../../http/exchange.ts';
import type { HttpRequest } from '../../http/message.ts';
import type { FileKind } from '../../traces/names-trace.ts';
import type { NamedFile } from './binding.ts';
import { type BindingBody, type BindingDocument, type BindingRequest, kindWord } from './binding-document.ts';
import { encodeSegments, encodeWhole, octetsOf } from './file-names.ts';

export type StoreOperation = 'write' | 'read' | 'list' | 'delete';

/** What a request is about: for a list a kind, else a file; for a write its content, too. */
export interface Subject extends Partial<Pick<NamedFile, 'name' | 'spelling'>> {
  readonly kind: FileKind;
  readonly octets?: Uint8Array;
}

const PLACEHOLDER = /\{(kind|name|name-encoded|content)\}/g;
const RAW_TYPE = 'application/octet-stream';

/**
 * The request of an operation, without credentials. Throws where the service does not have the operation or the kind.
 *
 * @param base URL of the run, http: or https:
 */
export function storeRequest(
  document: BindingDocument,
  base: URL,
  operation: StoreOperation,
  subject: Subject,
): HttpRequest {
  const request = document[operation];
  const word = kindWord(document, subject.kind);
  if (request === undefined || word === undefined)
    throw new Error(`the service has no ${operation} of ${subject.kind}`);
  const { name = '', spelling } = subject;
  const inUrl: Parts = {
    kind: encodeWhole(word),
    name: spelling ?? encodeSegments(name),
    'name-encoded': spelling ?? encodeWhole(name),
  };
  const inValue: Parts = { kind: encodeWhole(word), name: spelling ?? encodeWhole(name) };
  const path = filled(request.url.replace(/^\{url\}/, base.pathname.replace(/\/+$/, '')), inUrl);
  const query = Object.entries(request.query ?? {})
    .map(([key, value]) => `${encodeWhole(key)}=${around(value, encodeWhole, inValue)}`)
    .join('&');
  const target = `${path === '' || path.startsWith('?') ? '/' : ''}${path}`;
  const body = bodyOf(request.body, { kind: word, name }, subject.octets ?? new Uint8Array());
  const headers: Header[] = [
    ...(body === undefined ? [] : [['Content-Type', body.contentType] as const]),
    ...Object.entries(request.headers ?? {}).map(([key, value]): Header => [key, filled(value, inUrl)]),
  ];
  return {
    method: request.method,
    target: query === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${query}`,
    headers,
    ...(body === undefined ? {} : { body: body.octets }),
  };
}

/** Whether a name can be spelled in another way in this request: it stands in the URL. */
export const spellsNames = ({ url, query = {} }: BindingRequest): boolean =>
  [url, ...Object.values(query)].some((text) => /\{name(-encoded)?\}/.test(text));

type Parts = Readonly<Record<string, string>>;

const filled = (template: string, parts: Parts): string =>
  template.replace(PLACEHOLDER, (whole, part: string) => parts[part] ?? whole);

/** Placeholders filled in, what is between them encoded. */
const around = (template: string, encode: (text: string) => string, parts: Parts): string =>
  template
    .split(/(\{(?:kind|name|content)\})/)
    .map((text, index) => (index % 2 === 0 ? encode(text) : (parts[text.slice(1, -1)] ?? text)))
    .join('');

interface MadeBody {
  readonly contentType: string;
  readonly octets: Buffer;
}

interface Values {
  readonly kind: string;
  readonly name: string;
}

function bodyOf(body: BindingBody | undefined, values: Values, content: Uint8Array): MadeBody | undefined {
  switch (body?.as) {
    case undefined:
      return undefined;
    case 'raw':
      return { contentType: body.contentType ?? RAW_TYPE, octets: Buffer.from(content) };
    case 'form':
      return { contentType: 'application/x-www-form-urlencoded', octets: formOf(body.fields, values, content) };
    case 'multipart':
      return multipartOf(body, values, content);
  }
}

function formOf(fields: Readonly<Record<string, string>>, { kind, name }: Values, content: Uint8Array): Buffer {
  const parts: Parts = { kind: encodeWhole(kind), name: encodeWhole(name), content: encodeOctets(content) };
  const pairs = Object.entries(fields).map(
    ([key, value]) => `${encodeWhole(key)}=${around(value, encodeWhole, parts)}`,
  );
  return Buffer.from(pairs.join('&'), 'latin1');
}

const encodeOctets = (octets: Uint8Array): string =>
  [...octets].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');

function multipartOf(
  { fields = {}, file }: Extract<BindingBody, { readonly as: 'multipart' }>,
  values: Values,
  content: Uint8Array,
): MadeBody {
  const parts: Parts = { ...values };
  // The digest of the content cannot be in it by chance.
  const boundary = `aculab-conformance-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
  const head = (name: string, rest = ''): Buffer =>
    octetsOf(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${rest}\r\n\r\n`);
  const pieces = Object.entries(fields).flatMap(([name, value]) => [
    head(name),
    octetsOf(filled(value, parts)),
    Buffer.from('\r\n'),
  ]);
  if (file !== undefined) {
    const filename = file.filename === undefined ? '' : `; filename="${quoted(filled(file.filename, parts))}"`;
    const type = file.contentType ?? RAW_TYPE;
    pieces.push(head(file.field, `${filename}\r\nContent-Type: ${type}`), Buffer.from(content), Buffer.from('\r\n'));
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    octets: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** As browsers write names of parts and files: these three would end the quotes or the line. */
const quoted = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
