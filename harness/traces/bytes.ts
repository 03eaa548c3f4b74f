import type { Bytes } from './trace.ts';

/** What a raw request is told about the target it goes to. */
export interface RequestTarget {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The octets that a trace writes down. */
export function octetsOf(bytes: Bytes, target: RequestTarget): Buffer {
  if ('text' in bytes) return Buffer.from(bytes.text, 'utf8');
  if ('request' in bytes) return Buffer.from(requestText(bytes.request, target), 'latin1');
  if ('hex' in bytes) return Buffer.from(bytes.hex, 'hex');
  if ('base64' in bytes) return Buffer.from(bytes.base64, 'base64');
  const unit = Buffer.from(bytes.repeat.hex, 'hex');
  return Buffer.alloc(unit.length * bytes.repeat.times, unit);
}

/** The same octets as they may be shown: values of --header left out, length kept. */
export function shownOctetsOf(bytes: Bytes, target: RequestTarget): Buffer {
  if (!('request' in bytes) || target.headers === undefined) return octetsOf(bytes, target);
  const hidden = Object.entries(target.headers).map(([name, value]) => [name, '*'.repeat(value.length)] as const);
  return octetsOf(bytes, { url: target.url, headers: Object.fromEntries(hidden) });
}

function requestText(template: string, { url, headers = {} }: RequestTarget): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return template
    .replaceAll('{path}', `${url.pathname}${url.search}`)
    .replaceAll('{host}', url.host)
    .replaceAll('{headers}', lines.join(''));
}
