// What the target let us know of each service of a case, exchange by exchange.
import type { Operation } from '../../../harness/http/exchange.ts';
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import { isObject, memberOf } from '../model/json.ts';
import type { ServiceBefore, Touch, ViewedExchange } from '../rule.ts';

export interface ServiceStates {
  /** The service that an operation names, as it stands; absent where it names none. */
  before(operation: Operation): ServiceBefore | undefined;
  /** All services of an account by label. */
  of(account: 'first' | 'second'): ReadonlyMap<string, ServiceBefore>;
  /** Takes in what an exchange showed. */
  note(exchange: ViewedExchange): void;
}

const NEVER_SEEN: ServiceBefore = { presence: 'absent', everWritten: false, deleted: false, touch: 'none' };

/** Touches that a later, farther one does not replace: what was done to the service itself points nearer. */
const OWN_TOUCHES: ReadonlySet<Touch> = new Set<Touch>([
  'written',
  'modified',
  'deleted',
  'refused-write',
  'refused-modify',
  'unauthorised',
  'malformed',
]);

export function createServiceStates(): ServiceStates {
  const accounts = { first: new Map<string, ServiceBefore>(), second: new Map<string, ServiceBefore>() };

  /** Requests with wrong credentials are about the first account's services. */
  const accountOf = ({ as }: Operation): 'first' | 'second' => (as === 'second' ? 'second' : 'first');
  const before = (operation: Operation): ServiceBefore | undefined =>
    operation.service === undefined ? undefined : (accounts[accountOf(operation)].get(operation.service) ?? NEVER_SEEN);

  /** Tells every other service that something happened elsewhere. */
  const touchOthers = ({ index, operation }: ViewedExchange): void => {
    for (const account of ['first', 'second'] as const) {
      for (const [label, state] of accounts[account]) {
        const isItself = account === accountOf(operation) && label === operation.service;
        if (isItself || OWN_TOUCHES.has(state.touch)) continue;
        const touch = account === accountOf(operation) ? 'other-service' : 'other-account';
        accounts[account].set(label, { ...state, touch, touchedBy: index });
      }
    }
  };

  const note = (exchange: ViewedExchange): void => {
    const { operation, before: was } = exchange;
    if (operation.service === undefined || was === undefined) return;
    const account = accounts[accountOf(operation)];
    // The other account's requests to a label that only this one wrote are about this one's service.
    if (account === accounts.second && isMutation(exchange) && accounts.first.has(operation.service)) {
      const first = accounts.first.get(operation.service);
      if (first !== undefined && !OWN_TOUCHES.has(first.touch)) {
        accounts.first.set(operation.service, { ...first, touch: 'other-account', touchedBy: exchange.index });
      }
    }
    const { next, changed } = after(was, exchange);
    account.set(operation.service, next);
    if (changed) touchOthers(exchange);
  };
  return { before, of: (account) => new Map(accounts[account]), note };
}

function isMutation({ event }: ViewedExchange): boolean {
  return !/^(GET|HEAD|OPTIONS)$/.test(event.request.method);
}

/** The state after an exchange, and whether the target took it as a change. */
function after(
  was: ServiceBefore,
  exchange: ViewedExchange,
): { readonly next: ServiceBefore; readonly changed: boolean } {
  const { operation, response, index, prediction } = exchange;
  const isMutating = isMutation(exchange);
  const keep = (touch: Touch): ServiceBefore => ({ ...was, touch, touchedBy: index });
  const lost: ServiceBefore = { ...was, ...UNKNOWN };
  if (prediction.kind === 'refusal' && prediction.why === 'credentials') {
    return { next: isMutating ? keep('unauthorised') : was, changed: false };
  }
  if (response === undefined || response.status >= 500) return { next: isMutating ? lost : was, changed: isMutating };
  const isTaken = response.status >= 200 && response.status < 300;
  if (prediction.kind === 'refusal' && (prediction.why === 'malformed' || prediction.why === 'not-an-object')) {
    // That it was taken is the finding; what came of it is anybody's guess.
    return isTaken
      ? { next: { ...bare(was), ...UNKNOWN }, changed: true }
      : { next: keep('malformed'), changed: false };
  }
  switch (operation.do) {
    case 'write':
      if (!isTaken) return { next: keep('refused-write'), changed: false };
      // A success that tells of an error: either of them may be true.
      if (tellsOfError(exchange)) return { next: { ...bare(was), ...UNKNOWN }, changed: true };
      return { next: written(was, exchange), changed: true };
    case 'modify':
      if (!isTaken) return { next: keep('refused-modify'), changed: false };
      if (was.presence === 'absent') return { next: lost, changed: true };
      return { next: modified(was, exchange), changed: true };
    case 'delete':
      if (isTaken) {
        return {
          next: { ...bare(was), presence: 'absent', deleted: true, touch: 'deleted', touchedBy: index },
          changed: true,
        };
      }
      return { next: was.presence === 'present' ? lost : was, changed: false };
    case 'read':
      return { next: afterRead(was, exchange, isTaken), changed: false };
    default:
      // Another method: what it may have done is anybody's guess.
      return { next: isMutating && isTaken ? lost : was, changed: isMutating && isTaken };
  }
}

const UNKNOWN = { presence: 'unknown', touch: 'none' } as const;

function tellsOfError({ body }: ViewedExchange): boolean {
  return body.kind === 'json' && isObject(memberOf(body.value, 'error'));
}

function written(was: ServiceBefore, { returned, index }: ViewedExchange): ServiceBefore {
  const fresh: ServiceBefore = {
    presence: 'present',
    everWritten: true,
    deleted: false,
    touch: 'written',
    touchedBy: index,
    ...(was.presence === 'present' && was.configuration !== undefined ? { replaced: was.configuration } : {}),
  };
  return holding(fresh, returned);
}

function modified(was: ServiceBefore, { returned, index }: ViewedExchange): ServiceBefore {
  const { isDisputed: _, ...known } = was;
  return holding({ ...known, touch: 'modified', touchedBy: index }, returned);
}

function afterRead(was: ServiceBefore, { returned, differences }: ViewedExchange, isTaken: boolean): ServiceBefore {
  // Read has contradicted Write or Delete before: only another of those tells more.
  if (was.isDisputed) return { ...was, touch: 'none' };
  if (was.presence === 'unknown') {
    if (!isTaken) return { ...bare(was), presence: 'absent', touch: 'none' };
    return holding({ ...was, presence: 'present', everWritten: true, touch: 'none' }, returned);
  }
  if (isTaken !== (was.presence === 'present')) {
    return { ...bare(was), presence: 'unknown', touch: 'none', isDisputed: true };
  }
  if (!isTaken) return { ...was, touch: 'none' };
  // One of two answers is wrong, and what the service holds is anybody's guess.
  const isSure = returned !== undefined && differences.length === 0;
  return isSure ? holding({ ...was, touch: 'none' }, returned) : { ...bare(was), touch: 'none', isDisputed: true };
}

function bare({
  configuration: _,
  replaced: __,
  touchedBy: ___,
  isDisputed: ____,
  ...rest
}: ServiceBefore): ServiceBefore {
  return rest;
}

function holding(state: ServiceBefore, configuration: JsonObject | undefined): ServiceBefore {
  const { configuration: _, ...rest } = state;
  return configuration === undefined ? rest : { ...rest, configuration };
}
