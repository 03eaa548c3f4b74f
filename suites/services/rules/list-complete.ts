// services.list.complete: each service of the case exactly once for as long as it exists.
import type { Json } from '../../../harness/traces/services-trace.ts';
import { findingAt, isHostileName, show } from '../answer.ts';
import { memberOf } from '../model/json.ts';
import type { ListEntry, RuleFinding, ServiceBefore, ServicesView, ViewedExchange } from '../rule.ts';
import { isListing, labelsInChange } from './listing.ts';
import { labelsOfOther } from './other-account.ts';
import { perExchange } from './per-exchange.ts';

export const listComplete = perExchange('services.list.complete', (exchange, view) => {
  const { listed, existing } = exchange;
  if (!isListing(exchange) || listed === undefined || existing === undefined) return undefined;
  if (listed.length === 0 && ![...existing.values()].some(({ everWritten }) => everWritten)) return undefined;
  // Entries without names name services all the same: services.list.shape says what is wrong with them.
  if (!areAllNamed(exchange)) return undefined;
  const changing = labelsInChange(exchange, view);
  const present = [...existing].filter(([label, { presence }]) => presence === 'present' && isPlain(label, view));
  const judged = present.map(([label]) => label).filter((label) => !changing.has(label));
  const timesListed = (label: string): number => listed.filter(({ service }) => service === label).length;
  const missing = judged.filter((label) => timesListed(label) === 0);
  const repeated = judged.filter((label) => timesListed(label) > 1);
  const surplus = surplusIn(exchange, view, listed, existing).filter((label) => !changing.has(label));
  return [
    ...found(exchange, missing, 'a service that exists is not listed', (labels) => [
      `${labels} listed`,
      `no ${labels}`,
    ]),
    ...found(exchange, repeated, 'a service is listed more than once', (labels) => [
      `${labels} listed once`,
      `${labels} listed ${Math.max(...repeated.map(timesListed))} times`,
    ]),
    ...found(exchange, surplus, 'a service that does not exist is listed', (labels) => [
      `no ${labels}`,
      `${labels} listed`,
    ]),
  ];
});

const areAllNamed = ({ body }: ViewedExchange): boolean => {
  const services = body.kind === 'json' ? memberOf(body.value, 'services') : undefined;
  return Array.isArray(services) && services.every((entry: Json) => typeof memberOf(entry, 'name') === 'string');
};

function found(
  exchange: ViewedExchange,
  labels: readonly string[],
  message: string,
  sides: (labels: string) => readonly [expected: string, observed: string],
): readonly RuleFinding[] {
  if (labels.length === 0) return [];
  const [expected, observed] = sides(labels.map(show).join(', '));
  return [findingAt(exchange, message, expected, observed)];
}

/** Whether names made to hurt come back as they went is for services.survives.hostile-names to say. */
const isPlain = (label: string, { exchanges }: ServicesView): boolean =>
  !exchanges.some((exchange) => exchange.operation.service === label && isHostileName(exchange));

function surplusIn(
  exchange: ViewedExchange,
  view: ServicesView,
  listed: readonly ListEntry[],
  existing: ReadonlyMap<string, ServiceBefore>,
): readonly string[] {
  const ofOther = labelsOfOther(view, exchange);
  const labels = new Set(listed.map(({ service }) => service));
  // A name that came out as another one is listed under that other one.
  const isMangled = [...existing].some(
    ([label, { presence }]) => presence !== 'absent' && !labels.has(label) && !isPlain(label, view),
  );
  return [...labels].filter((label) => {
    const state = existing.get(label);
    if (state === undefined) return !isMangled && !ofOther.has(label);
    // Another account's service in the list is services.isolates.accounts'.
    return state.presence === 'absent' && !(ofOther.has(label) && !state.everWritten);
  });
}
