// One label, two accounts: what the one has is nothing to the other.
import { isSuccess } from '../answer.ts';
import type { ServicesView, ViewedExchange } from '../rule.ts';
import { isConfiguration } from './configurations.ts';

type AccountName = 'first' | 'second';

const otherOf = ({ operation }: ViewedExchange): AccountName => (operation.as === 'second' ? 'first' : 'second');

const isOwn = ({ operation }: ViewedExchange): boolean => operation.as === 'first' || operation.as === 'second';

/** The labels that the other account has at that moment, as far as it was told by its answers. */
export function labelsOfOther(view: ServicesView, exchange: ViewedExchange): ReadonlySet<string> {
  const labels = new Set<string>();
  if (!isOwn(exchange)) return labels;
  const other = otherOf(exchange);
  for (const { index, operation, ...rest } of view.exchanges) {
    if (index >= exchange.index) break;
    if (operation.as !== other || operation.service === undefined) continue;
    if (!isSuccess({ index, operation, ...rest })) continue;
    if (operation.do === 'write') labels.add(operation.service);
    if (operation.do === 'delete') labels.delete(operation.service);
  }
  return labels;
}

/** The request is about a service that the other account has and this one has not. */
export function isOthersService(view: ServicesView, exchange: ViewedExchange): boolean {
  const { operation, before } = exchange;
  if (operation.service === undefined || before?.presence !== 'absent') return false;
  return isSecondUsed(view) && labelsOfOther(view, exchange).has(operation.service);
}

const isSecondUsed = (view: ServicesView): boolean => view.exchanges.some(({ operation }) => operation.as === 'second');

/**
 * The answer shows that the account got at the other one's service: it read its configuration, or what it was told had
 * succeeded shows when the other account reads. The same answer to a name that nobody has is another requirement's.
 */
export function reachedOthersService(view: ServicesView, exchange: ViewedExchange): boolean {
  if (!isSuccess(exchange) || !isOthersService(view, exchange)) return false;
  switch (exchange.operation.do) {
    case 'read':
      return isConfiguration(exchange.returned);
    case 'modify':
    case 'delete':
      return showsToOther(view, exchange);
    case 'write':
      return exchange.response?.status !== 201 && tellsCreationApart(view, exchange);
    default:
      return false;
  }
}

/** The other account's next look at its service is not what it ought to be. */
function showsToOther(view: ServicesView, { index, operation }: ViewedExchange): boolean {
  const other = operation.as === 'second' ? 'first' : 'second';
  const next = view.exchanges.find(
    (later) => later.index > index && later.operation.as === other && later.operation.service === operation.service,
  );
  return next?.operation.do === 'read' && (!isSuccess(next) || next.differences.length > 0);
}

/** The target has answered 201 to a Write of this case that created: so its 200 says that it replaced. */
export function tellsCreationApart(view: ServicesView, { index }: ViewedExchange): boolean {
  return view.exchanges.some(
    ({ index: earlier, operation, response }) =>
      earlier < index && operation.do === 'write' && response?.status === 201,
  );
}
