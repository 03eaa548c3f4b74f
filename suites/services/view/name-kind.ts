import type { ExchangeEvent } from '../../../harness/http/exchange.ts';

/** Names that the harness uses for itself and no target refuses with reason (reading R27). */
const PLAIN_LABEL = /^[A-Za-z0-9_-]{1,40}$/;

/** Whether the name in the path is a plain one, one that may be refused, or one that no rule says how to decode. */
export function nameKind(
  { operation, request }: ExchangeEvent,
  namePrefix: string,
): 'plain' | 'hostile' | 'undecodable' {
  const { service } = operation;
  if (service === undefined) return 'plain';
  const written = request.target.split('/').at(-1) ?? '';
  if (PLAIN_LABEL.test(service) && written.endsWith(service)) return 'plain';
  try {
    return decodeURIComponent(written) === `${namePrefix}${service}` ? 'hostile' : 'undecodable';
  } catch {
    return 'undecodable';
  }
}
