import type { ServicesView, ViewedExchange } from '../rule.ts';

/** A List with credentials that ought to be accepted. */
export const isListing = ({ operation, prediction }: ViewedExchange): boolean =>
  operation.do === 'list' && prediction.kind === 'success';

/** Labels of services that were being written or deleted while the list was made. */
export function labelsInChange({ event: list }: ViewedExchange, { exchanges }: ServicesView): ReadonlySet<string> {
  const meanwhile = exchanges.filter(
    ({ event }) =>
      event !== list &&
      event.request.method !== 'GET' &&
      event.ms < list.ms + list.durationMs &&
      event.ms + event.durationMs > list.ms,
  );
  return new Set(meanwhile.flatMap(({ operation }) => operation.service ?? []));
}
