import type { Header, Operation, RecordedRequest } from '../../http/exchange.ts';
import type { HttpRequest } from '../../http/message.ts';
import type { Secrets } from '../../http/secrets.ts';
import type { JournalEntry } from './account-journal.ts';
import { type Accounts, authorize } from './authorization.ts';
import { bodyOf } from './request-body.ts';
import type { RequestStep } from './request-step.ts';
import { assertHarmless } from './safety.ts';
import { encodeLabel, type ServicePaths } from './service-paths.ts';

/** A step as it goes to the wire and as it may be told. */
export interface PreparedRequest {
  readonly request: HttpRequest;
  /** What may be told of the request; headers that the client adds are left to it. */
  readonly told: RecordedRequest;
  readonly operation: Operation;
  /** Services that the request may create, with its own credentials or with those that it should not have. */
  readonly mayCreate: readonly JournalEntry[];
  /** Steps that delete those. */
  readonly undo: readonly RequestStep[];
}

export interface RequestContext {
  readonly paths: ServicePaths;
  readonly namePrefix: string;
  readonly accounts: Accounts;
  readonly secrets: Secrets;
}

const METHODS = { list: 'GET', schema: 'GET', read: 'GET', write: 'PUT', modify: 'PATCH', delete: 'DELETE' } as const;
/** Everything else may create a service in a target that is wrong. */
const CREATES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Makes a step's request. Throws for one that could touch anything but services of the case. */
export function prepareRequest(step: RequestStep, context: RequestContext): PreparedRequest {
  const { paths, namePrefix, accounts, secrets } = context;
  const method = step.do === 'request' ? step.method : METHODS[step.do];
  const service = serviceOf(step);
  const target = targetOf(step, service, context);
  assertHarmless({ method, target, headers: step.headers ?? {} }, paths, namePrefix);

  const { as, header: authorization } = authorize(step.auth, accounts);
  const body = 'configuration' in step || 'body' in step ? bodyOf(step, secrets) : undefined;
  const given = 'contentType' in step ? step.contentType : undefined;
  const hasContent = body !== undefined || step.do === 'write' || step.do === 'modify';
  const contentType = given === undefined ? (hasContent ? 'application/json' : null) : given;
  const plain: Header[] = [
    ...(contentType === null ? [] : [['Content-Type', contentType] as const]),
    ...Object.entries(step.headers ?? {}),
  ];
  const headers = [...(authorization === undefined ? [] : [['Authorization', authorization.value] as const]), ...plain];
  const toldHeaders = [
    ...(authorization === undefined ? [] : [['Authorization', authorization.told] as const]),
    ...plain,
  ];
  const mayCreate = service === undefined || CREATES_NOTHING.has(method) ? [] : owners(as, accounts);
  return {
    request: { method, target, headers, ...(body === undefined ? {} : { body: body.octets }) },
    told: {
      method,
      target: secrets.redact(target, { literals: 'all' }),
      headers: toldHeaders.map(([name, value]): Header => [name, secrets.redactHeader(value)]),
      ...(body === undefined ? {} : { body: body.recorded }),
    },
    operation: { do: step.do, ...(service === undefined ? {} : { service }), as },
    mayCreate: mayCreate.map((account) => ({ account, name: `${namePrefix}${service}` })),
    undo: mayCreate.flatMap((account) => deletions(service ?? '', step, account)),
  };
}

function serviceOf(step: RequestStep): string | undefined {
  if (step.do === 'list' || step.do === 'schema') return undefined;
  if (step.do === 'request' && step.on !== undefined && step.on !== 'service') return undefined;
  return step.service;
}

function targetOf(step: RequestStep, service: string | undefined, { paths, namePrefix }: RequestContext): string {
  if (step.do === 'schema' || (step.do === 'request' && step.on === 'schema')) return paths.schema;
  if (service === undefined) {
    if (step.do === 'request' && step.on === 'service') throw new Error('a request on a service that names none');
    return paths.list;
  }
  const rawLabel = 'rawLabel' in step ? step.rawLabel : undefined;
  return paths.service(`${encodeLabel(namePrefix)}${rawLabel ?? encodeLabel(service)}`);
}

/** Where a request that ought to be refused is obeyed, it may be for whichever account its header speaks of. */
function owners(as: Operation['as'], accounts: Accounts): ReadonlyArray<JournalEntry['account']> {
  if (as === 'second') return ['second'];
  return as === 'first' || accounts.second === undefined ? ['first'] : ['first', 'second'];
}

/** By the name; and as the name was written, where a target may have taken that for another one. */
function deletions(service: string, step: RequestStep, account: JournalEntry['account']): readonly RequestStep[] {
  const deletion = { do: 'delete', service, auth: { account } } as const;
  const rawLabel = 'rawLabel' in step ? step.rawLabel : undefined;
  if (rawLabel === undefined || rawLabel === encodeLabel(service)) return [deletion];
  return [deletion, { ...deletion, rawLabel }];
}
