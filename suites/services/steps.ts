// The vocabulary of the cases: one word for each request that a client of the services API makes.
import type { Auth, Json, RequestBody, ServicesStep } from '../../harness/traces/services-trace.ts';

/** A step that is one request. */
export type RequestStep = Exclude<ServicesStep, { readonly do: 'parallel' }>;

/** A request that names a service. */
export type ServiceStep = Extract<RequestStep, { readonly do: 'read' | 'write' | 'modify' | 'delete' }>;

/** How a body is sent that is not simply a configuration: `null` leaves Content-Type out. */
export interface Sending {
  readonly contentType?: string | null;
}

export const list = (): RequestStep => ({ do: 'list' });
export const schema = (): RequestStep => ({ do: 'schema' });
export const read = (service: string): ServiceStep => ({ do: 'read', service });
export const write = (service: string, configuration: Json): ServiceStep => ({ do: 'write', service, configuration });
export const modify = (service: string, configuration: Json): ServiceStep => ({ do: 'modify', service, configuration });
export const remove = (service: string): ServiceStep => ({ do: 'delete', service });

export const text = (characters: string): RequestBody => ({ text: characters });
export const octets = (bytes: Buffer): RequestBody => ({ base64: bytes.toString('base64') });
export const repeated = (before: string, unit: string, times: number, after: string): RequestBody => ({
  repeat: { before, text: unit, times, after },
});

export const writeBody = (service: string, body: RequestBody, sending: Sending = {}): ServiceStep => ({
  do: 'write',
  service,
  body,
  ...sending,
});
export const modifyBody = (service: string, body: RequestBody, sending: Sending = {}): ServiceStep => ({
  do: 'modify',
  service,
  body,
  ...sending,
});

/** The same request with other credentials, or with none. */
export const as = <Step extends RequestStep>(auth: Auth, step: Step): Step => ({ ...step, auth });

/** The same request with its label written in the path as it stands here. */
export const spelled = <Step extends ServiceStep>(rawLabel: string, step: Step): Step => ({ ...step, rawLabel });

/** Another method on the list, which is never given a body: what it might do there is nobody's guess. */
export const onList = (method: string): RequestStep => ({ do: 'request', method, on: 'list' });
export const onSchema = (method: string): RequestStep => ({ do: 'request', method, on: 'schema' });
export const onService = (method: string, service: string, configuration?: Json): RequestStep => ({
  do: 'request',
  method,
  on: 'service',
  service,
  ...(configuration === undefined ? {} : { configuration }),
});

/** Requests at the same time, each about another service. */
export const parallel = (...steps: readonly RequestStep[]): ServicesStep => ({ do: 'parallel', steps });

/** A Write, or a Modify, and what Read then says: a surprise points at one exchange. */
export const writeThenRead = (service: string, configuration: Json): readonly ServiceStep[] => [
  write(service, configuration),
  read(service),
];
export const modifyThenRead = (service: string, configuration: Json): readonly ServiceStep[] => [
  modify(service, configuration),
  read(service),
];

/**
 * Writes that ought to be refused, each to a name that is not in use and the first over a service that is there as well,
 * with a Read after each. The new names differ, so that one that was accepted stands in no other's way.
 */
export const refusedWrites = (valid: Json, invalid: readonly Json[]): readonly ServicesStep[] => [
  ...invalid.flatMap((configuration, i) => writeThenRead(`new${i + 1}`, configuration)),
  ...writeThenRead('old', valid),
  ...invalid.slice(0, 1).flatMap((configuration) => writeThenRead('old', configuration)),
  list(),
];

/** Changes to a service that ought to be refused, with a Read after each, and at the end one that is right. */
export const refusedModifies = (valid: Json, invalid: readonly Json[]): readonly ServicesStep[] => [
  ...writeThenRead('old', valid),
  ...invalid.flatMap((change) => modifyThenRead('old', change)),
  ...modifyThenRead('old', { description: 'changed at last' }),
];
