// services.list.shape: the form of what List returns. Entries of services that are not this case's are judged like its
// own, and nothing of what they hold is shown.
import type { Json } from '../../../harness/traces/services-trace.ts';
import { describeAnswer, errorSentence, findingAt, hasNoBody, isAnswered } from '../answer.ts';
import { isObject, memberOf } from '../model/json.ts';
import type { RuleFinding, ViewedExchange } from '../rule.ts';
import { isListing } from './listing.ts';
import { perExchange } from './per-exchange.ts';

export const listShape = perExchange('services.list.shape', (exchange) => {
  const { body, response } = exchange;
  if (!isListing(exchange) || !isAnswered(exchange)) return undefined;
  if (response?.status !== 200) {
    const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
    return [findingAt(exchange, 'List is not answered by 200', '200 with the services', observed)];
  }
  if (body.kind === 'unreadable' || (body.kind === 'none' && !hasNoBody(exchange))) return undefined;
  const services = body.kind === 'json' ? memberOf(body.value, 'services') : undefined;
  if (Array.isArray(services)) return judgeEntries(exchange, services);
  const observed = body.kind === 'json' ? outlineOf(body.value) : 'no body';
  return [findingAt(exchange, 'List returns no `services`', 'an object with an array `services`', observed)];
});

/** What a value is, without what it holds. */
function outlineOf(value: Json): string {
  if (!isObject(value)) return kindOf(value);
  const services = memberOf(value, 'services');
  if (services !== undefined) return `\`services\` is ${kindOf(services)}`;
  return `an object with ${Object.keys(value).slice(0, 10).join(', ') || 'no members'}`;
}

function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

interface EntryProblem {
  readonly what: string;
  readonly expected: string;
  readonly reading?: string;
}

/** One finding for each way in which entries are wrong, however many there are. */
function judgeEntries(exchange: ViewedExchange, entries: readonly Json[]): readonly RuleFinding[] {
  const found = new Map<string, { readonly problem: EntryProblem; readonly at: number[] }>();
  for (const [index, entry] of entries.entries()) {
    for (const problem of problemsOf(entry, exchange)) {
      const way = `${problem.what} ${problem.reading}`;
      const known = found.get(way);
      if (known === undefined) found.set(way, { problem, at: [index] });
      else known.at.push(index);
    }
  }
  return [...found.values()].map(({ problem, at }) => {
    const count = `${at.length} of ${entries.length} entries`;
    const observed = `${problem.what} in ${count}, first at index ${at[0]}`;
    return findingAt(exchange, 'an entry of the list has a wrong form', problem.expected, observed, problem.reading);
  });
}

function problemsOf(entry: Json, exchange: ViewedExchange): readonly EntryProblem[] {
  if (!isObject(entry)) return [{ what: kindOf(entry), expected: 'an object for each service' }];
  const texts = ['name', 'target'].filter((name) => typeof memberOf(entry, name) !== 'string');
  const description = memberOf(entry, 'description');
  const problems = texts.map((name) => ({
    what: `${name} is ${kindOf(memberOf(entry, name))}`,
    expected: `${name} is a string`,
  }));
  const configured = configuredDescription(entry, exchange);
  const isAbsent = description === undefined;
  const isEmptyForNull = description === '' && configured === null;
  if (description === null || (typeof description === 'string' && !isEmptyForNull)) return problems;
  return [
    ...problems,
    {
      what: isEmptyForNull ? 'description is empty where it is null' : `description is ${kindOf(description)}`,
      expected: 'description is a string, or null where there is none',
      ...(isEmptyForNull || (isAbsent && typeof configured !== 'string') ? { reading: 'R22' } : {}),
    },
  ];
}

/** The description that the service of an entry surely has; undefined where that is not known. */
function configuredDescription(entry: Json, { listed, existing }: ViewedExchange): Json | undefined {
  const label = listed?.find((own) => own.entry === entry)?.service;
  const state = label === undefined ? undefined : existing?.get(label);
  return state?.presence === 'present' ? memberOf(state.configuration, 'description') : undefined;
}
