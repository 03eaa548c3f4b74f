// services.list.*: what List says of the services of an account.
import type { Json } from '../../../harness/traces/services-trace.ts';
import { findingAt, isSuccess, show } from '../answer.ts';
import { memberOf, valueAt } from '../model/json.ts';
import type { Rule, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { listComplete } from './list-complete.ts';
import { listShape } from './list-shape.ts';
import { isListing, labelsInChange } from './listing.ts';
import { labelsOfOther } from './other-account.ts';
import { FINE, type Verdict } from './per-exchange.ts';

/** An own entry of a list with the configuration that its service surely has. */
interface KnownEntry {
  readonly exchange: ViewedExchange;
  readonly label: string;
  readonly entry: Json;
  readonly configuration: Json;
}

/** After anything else a Read has to show first that the service is as it was: what the list shows may be true. */
const OWN_TOUCHES: ReadonlySet<Touch> = new Set<Touch>(['none', 'written', 'modified']);

function knownEntries(view: ServicesView): readonly KnownEntry[] {
  return view.exchanges.flatMap((exchange) => {
    const { listed = [], existing } = exchange;
    if (!isListing(exchange) || !isSuccess(exchange)) return [];
    const changing = labelsInChange(exchange, view);
    // Where both accounts have a service of that name, it may be the other's that is shown.
    const ofOther = labelsOfOther(view, exchange);
    return listed.flatMap(({ service: label, entry }): readonly KnownEntry[] => {
      const state = existing?.get(label);
      if (state?.presence !== 'present' || state.configuration === undefined || changing.has(label)) return [];
      if (!OWN_TOUCHES.has(state.touch) || ofOther.has(label)) return [];
      return [{ exchange, label, entry, configuration: state.configuration }];
    });
  });
}

/** A rule about a member of own entries; `judge` gives undefined where there is nothing to compare. */
function perEntry(requirement: string, judge: (known: KnownEntry) => Verdict): Rule {
  return {
    requirement,
    judge(view) {
      const verdicts = knownEntries(view).flatMap((known) => {
        const findings = judge(known);
        return findings === undefined ? [] : [findings];
      });
      return { exercised: verdicts.length, findings: verdicts.flat() };
    },
  };
}

const TARGETS: Readonly<Record<string, string>> = {
  UAS: 'uas.application_name',
  REST: 'rest.first_page.address',
};

const target = perEntry('services.list.target', ({ exchange, label, entry, configuration }) => {
  const type = memberOf(configuration, 'application_type');
  const path = typeof type === 'string' && Object.hasOwn(TARGETS, type) ? TARGETS[type] : undefined;
  const expected = path === undefined ? undefined : valueAt(configuration, path);
  const actual = memberOf(entry, 'target');
  if (typeof expected !== 'string' || typeof actual !== 'string') return undefined;
  if (actual === expected) return FINE;
  return [
    findingAt(
      exchange,
      'the target of a listed service is not that of its configuration',
      `${show(expected)} (${path} of ${show(label)})`,
      show(actual),
    ),
  ];
});

const description = perEntry('services.list.description', ({ exchange, label, entry, configuration }) => {
  const expected = memberOf(configuration, 'description');
  const actual = memberOf(entry, 'description');
  if (typeof expected !== 'string' && expected !== null) return undefined;
  if (typeof actual !== 'string' && actual !== null) return undefined;
  if (actual === expected) return FINE;
  // Whether null may be shown as an empty text (reading R22) is a matter of the form.
  if (actual === '' && expected === null) return undefined;
  return [
    findingAt(
      exchange,
      'the description of a listed service is not that of its configuration',
      `${show(expected)} (description of ${show(label)})`,
      show(actual),
    ),
  ];
});

export const listRules: readonly Rule[] = [listShape, listComplete, target, description];
