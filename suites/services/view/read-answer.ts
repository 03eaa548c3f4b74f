import type { ExchangeEvent } from '../../../harness/http/exchange.ts';
import type { Json } from '../../../harness/traces/services-trace.ts';
import type { ReadBody } from '../rule.ts';

/** The body of a response: JSON, or why it is none. A body that the recording did not keep whole is left alone. */
export function readAnswer({ response, failure }: ExchangeEvent): ReadBody {
  if (response === undefined) return { kind: 'none' };
  if (failure !== undefined) {
    const isOurs = failure.kind === 'aborted' || failure.kind === 'timeout';
    return isOurs ? { kind: 'none' } : { kind: 'unreadable', problem: failure.message };
  }
  const { body } = response;
  if (body === undefined || body.bytes === 0 || body.truncated) return { kind: 'none' };
  if (body.text === undefined) return { kind: 'unreadable', problem: 'it is not UTF-8' };
  try {
    return { kind: 'json', value: JSON.parse(body.text) as Json, text: body.text };
  } catch (error) {
    return { kind: 'unreadable', problem: error instanceof Error ? error.message : String(error), text: body.text };
  }
}
