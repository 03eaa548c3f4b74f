import type { ExchangeEvent } from '../../../harness/http/exchange.ts';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { DEEPEST_MODELLED, isDeeperThan, isObject } from '../model/json.ts';
import type { Asked } from '../model/predict.ts';
import { hasRepeatedName } from './repeated-name.ts';

/** What the body of a request is, for the prediction. */
export function readRequest({ request }: ExchangeEvent): Pick<Asked, 'body' | 'sent'> {
  const { body } = request;
  if (body === undefined || body.bytes === 0) return { body: 'none' };
  if (body.truncated) return { body: 'opaque' };
  if (body.text === undefined) return { body: 'malformed' };
  let value: Json;
  try {
    value = JSON.parse(body.text) as Json;
  } catch {
    // A byte order mark is no JSON, and some parsers drop it.
    return { body: 'malformed' };
  }
  if (isDeeperThan(value, DEEPEST_MODELLED)) return { body: 'opaque' };
  if (!isObject(value)) return { body: 'not-an-object' };
  const sent: JsonObject = value;
  const isJson = /^application\/json\b/i.test(contentTypeOf(request.headers));
  const isPlain = JSON.stringify(value) === body.text || !hasRepeatedName(body.text);
  return { body: isJson && isPlain ? 'object' : 'questionable', sent };
}

function contentTypeOf(headers: ExchangeEvent['request']['headers']): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}
