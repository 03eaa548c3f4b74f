// services.survives.hostile-names: whatever a service is called, the target answers; and a name that it takes, it keeps.
import type { Json } from '../../../harness/traces/services-trace.ts';
import {
  describeAnswer,
  errorSentence,
  findingAt,
  isAnswered,
  isHostileName,
  isRefused,
  isSuccess,
  show,
} from '../answer.ts';
import { memberOf } from '../model/json.ts';
import type { Rule, RuleFinding, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { nameKind } from '../view/name-kind.ts';
import { tellsCreationApart } from './other-account.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';
import { breakdownOf, stimulusOf } from './stimulus.ts';

export const hostileNames: Rule = perExchange('services.survives.hostile-names', (exchange, view) => {
  if (exchange.operation.do === 'list') return judgeList(exchange, view);
  if (stimulusOf(exchange) !== 'hostile-name') return undefined;
  const breakdown = breakdownOf(view, exchange);
  if (breakdown !== undefined) {
    return [findingAt(exchange, 'the name of a service breaks the target', 'an answer below 500', breakdown)];
  }
  if (!isAnswered(exchange)) return undefined;
  const changed = judgeReadBack(view, exchange, OTHER_SERVICE, 'a change of another service') ?? [];
  return changed.length > 0 ? changed : judgeRoundTrip(exchange, view);
});

/** Names that come out as one let a service change with another. */
const OTHER_SERVICE: ReadonlySet<Touch> = new Set<Touch>(['other-service']);

/** A name that was taken is found again, and is nobody else's. */
function judgeRoundTrip(exchange: ViewedExchange, view: ServicesView): Verdict {
  const { operation, before, response } = exchange;
  const label = show(operation.service);
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  const isLost = operation.do === 'modify' ? response?.status === 404 : isRefused(exchange);
  if (before?.presence === 'present' && operation.do !== 'write' && isLost && takenBy(view, exchange) !== undefined) {
    return [findingAt(exchange, 'a name that was taken is not found again', `the service ${label}`, observed)];
  }
  const isAnothers =
    operation.do === 'write' &&
    before?.presence === 'absent' &&
    response?.status === 200 &&
    isDecodable(exchange, view);
  if (!isAnothers || !tellsCreationApart(view, exchange)) return FINE;
  return [findingAt(exchange, 'a name that is not in use is taken for another', `201 for ${label}`, observed)];
}

/** The Write that the target took under this name, or under the same spelling of a name that can be read in two ways. */
function takenBy(view: ServicesView, exchange: ViewedExchange): ViewedExchange | undefined {
  const write = lastWrite(view, exchange, exchange.operation.service);
  if (write === undefined) return undefined;
  const isSame = write.event.request.target === exchange.event.request.target;
  return isSame || (isDecodable(write, view) && isDecodable(exchange, view)) ? write : undefined;
}

const isDecodable = ({ event }: ViewedExchange, { transcript }: ServicesView): boolean =>
  nameKind(event, transcript.header.namePrefix) !== 'undecodable';

const lastWrite = (view: ServicesView, { index, operation }: ViewedExchange, label: string | undefined) =>
  view.exchanges.findLast(
    (earlier) =>
      earlier.index < index &&
      earlier.operation.do === 'write' &&
      earlier.operation.as === operation.as &&
      earlier.operation.service === label &&
      isSuccess(earlier),
  );

/** Every name that was taken is listed, exactly as it is and once. */
function judgeList(exchange: ViewedExchange, view: ServicesView): Verdict {
  const { listed, existing } = exchange;
  if (listed === undefined || existing === undefined || !hasNames(exchange)) return undefined;
  const labels = [...existing].flatMap(([label, { presence }]) => {
    const write = presence === 'present' ? lastWrite(view, exchange, label) : undefined;
    return write !== undefined && isHostileName(write) && isDecodable(write, view) ? [label] : [];
  });
  if (labels.length === 0) return undefined;
  return labels.flatMap((label): readonly RuleFinding[] => {
    const times = listed.filter(({ service }) => service === label).length;
    if (times === 1) return [];
    const names = show(listed.map(({ service }) => service));
    const observed = times === 0 ? `only ${names}` : `${times} times among ${names}`;
    return [findingAt(exchange, 'a name that was taken is not listed as it is', `${show(label)} once`, observed)];
  });
}

/** Every entry has a name; where one has none, services.list.shape says so. */
function hasNames({ body }: ViewedExchange): boolean {
  const services = body.kind === 'json' ? memberOf(body.value, 'services') : undefined;
  return Array.isArray(services) && services.every((entry: Json) => typeof memberOf(entry, 'name') === 'string');
}
