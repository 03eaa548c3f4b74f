import type { RecordedBody } from '../../http/exchange.ts';
import { KEPT_REQUEST_BYTES, recordOctets, recordText } from '../../http/record.ts';
import type { Secrets } from '../../http/secrets.ts';
import type { Json, RequestBody } from '../../traces/services-trace.ts';

/** The octets of a body, and what may be kept of them: with placeholders where secrets are. */
export interface PreparedBody {
  readonly octets: Buffer;
  readonly recorded: RecordedBody;
}

export interface BodyOfStep {
  readonly configuration?: Json;
  readonly body?: RequestBody;
}

/** No case needs a longer one, and a slip in a stored trace must not fill the memory. */
const LONGEST_BYTES = 256 * 1024 * 1024;

/** The body of a step, undefined where it has none. Throws for one that is longer than 256 MiB. */
export function bodyOf({ configuration, body }: BodyOfStep, secrets: Secrets): PreparedBody | undefined {
  if (body !== undefined) return prepare(body, secrets);
  return configuration === undefined ? undefined : ofText(JSON.stringify(configuration), secrets);
}

function prepare(body: RequestBody, secrets: Secrets): PreparedBody {
  if ('text' in body) return ofText(body.text, secrets);
  if ('base64' in body) {
    const octets = Buffer.from(body.base64, 'base64');
    return { octets, recorded: recordOctets(octets, KEPT_REQUEST_BYTES, secrets, { literals: 'all' }) };
  }
  const { before, text, times, after } = body.repeat;
  const unit = Buffer.from(secrets.fill(text), 'utf8');
  if (unit.length * times > LONGEST_BYTES) throw new Error(`a body of ${unit.length} × ${times} bytes is too long`);
  const repeated = Buffer.alloc(unit.length * times, unit);
  const octets = Buffer.concat([Buffer.from(secrets.fill(before)), repeated, Buffer.from(secrets.fill(after))]);
  // No more of it than is kept, and one character for knowing that there is more.
  const told = `${before}${text.repeat(Math.min(times, Math.ceil(KEPT_REQUEST_BYTES / Math.max(1, text.length)) + 1))}`;
  const whole = told.length > KEPT_REQUEST_BYTES ? told : `${told}${after}`;
  return { octets, recorded: recordText(whole, octets.length, KEPT_REQUEST_BYTES, secrets) };
}

function ofText(text: string, secrets: Secrets): PreparedBody {
  const octets = Buffer.from(secrets.fill(text), 'utf8');
  return { octets, recorded: recordText(text, octets.length, KEPT_REQUEST_BYTES, secrets) };
}
