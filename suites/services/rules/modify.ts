// services.modify.*: what a Modify that is right is answered with, and the configuration that then stands.
import { describeAnswer, errorSentence, findingAt, isAnswered, isHostileValue, isSuccess } from '../answer.ts';
import type { Difference } from '../model/difference.ts';
import { isObject, joined, sameJson, valueAt } from '../model/json.ts';
import { mergeChange } from '../model/merge.ts';
import type { Rule, RuleFinding, ServicesView, ViewedExchange } from '../rule.ts';
import {
  differenceFindings,
  findingWithoutConfiguration,
  isDocumented,
  lacksConfiguration,
  predictedIn,
} from './configurations.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { isStimulusOwned } from './stimulus.ts';

/** What of a Modify puts it to the test; each surprise is the matter of exactly one. */
type Concern = 'merges' | 'null' | 'empty' | 'idempotent' | 'unknown-option';

/** A Modify that may succeed and was answered, where no other requirement owns the answer. */
function isJudged(exchange: ViewedExchange): boolean {
  const { operation, prediction } = exchange;
  if (operation.do !== 'modify' || (prediction.kind !== 'success' && prediction.kind !== 'either')) return false;
  return isAnswered(exchange) && !isStimulusOwned(exchange);
}

/** Judges a Modify under one concern. */
const judging =
  (concern: Concern, message: string) =>
  (exchange: ViewedExchange, view: ServicesView): Verdict => {
    if (!isJudged(exchange)) return undefined;
    if (!isSuccess(exchange)) return judgeRefusal(exchange, view, concern);
    if (lacksConfiguration(exchange)) {
      return isAnswerConcern(exchange, concern) ? [findingOfNothing(exchange)] : undefined;
    }
    const wrong = exchange.differences.filter(
      (each) => !isOnlyShownNow(each) && concernOf(exchange, view, each) === concern,
    );
    const status = isAnswerConcern(exchange, concern) && isWrongStatus(exchange) ? [findingOfStatus(exchange)] : [];
    const findings = [...status, ...differenceFindings(exchange, message, wrong)];
    return findings.length > 0 || isAtStake(exchange, view, concern) ? findings : undefined;
  };

/** A documented option that the answer before left out, which was that answer's fault. */
const isOnlyShownNow = ({ path, expected }: Difference): boolean => expected === undefined && isDocumented(path);

/** Not taken although it is right. */
function judgeRefusal(exchange: ViewedExchange, view: ServicesView, concern: Concern): Verdict {
  const status = exchange.response?.status ?? 0;
  if (exchange.prediction.kind === 'either' && status < 500) return undefined;
  if (status === 413 && isHostileValue(exchange)) return undefined;
  if (refusedConcern(exchange, view) !== concern) return undefined;
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  const reading = concern === 'empty' && status === 400 ? 'R25' : undefined;
  return [findingAt(exchange, 'a Modify that is right is not taken', '200 with the configuration', observed, reading)];
}

function refusedConcern(exchange: ViewedExchange, view: ServicesView): Concern {
  if (isEmpty(exchange)) return 'empty';
  if (repeatedBy(exchange, view) !== undefined) return 'idempotent';
  return nulledPaths(exchange).length > 0 ? 'null' : 'merges';
}

const isAnswerConcern = (exchange: ViewedExchange, concern: Concern): boolean =>
  concern === (isEmpty(exchange) ? 'empty' : 'merges');

const isWrongStatus = ({ response, prediction }: ViewedExchange): boolean =>
  response?.status !== 200 && prediction.kind === 'success';

const findingOfStatus = (exchange: ViewedExchange): RuleFinding =>
  findingAt(exchange, 'a Modify is not answered by 200', '200 with the configuration', describeAnswer(exchange));

/** The wrong status says it all where nothing comes with it. */
const findingOfNothing = (exchange: ViewedExchange): RuleFinding =>
  isWrongStatus(exchange) ? findingOfStatus(exchange) : findingWithoutConfiguration(exchange);

function concernOf(exchange: ViewedExchange, view: ServicesView, difference: Difference): Concern {
  const { path, expected, actual, origin } = difference;
  if (isEmpty(exchange)) return 'empty';
  const before = repeatedBy(exchange, view);
  // Where the first of two left the same value, it did wrong and the second only again.
  if (before !== undefined && !sameJson(valueAt(before.returned, path), actual)) return 'idempotent';
  const sent = valueAt(exchange.sent, path);
  if (origin === 'sent-null' || (expected === null && sent === null)) return 'null';
  return expected === undefined && sent !== undefined ? 'unknown-option' : 'merges';
}

function isAtStake(exchange: ViewedExchange, view: ServicesView, concern: Concern): boolean {
  if (predictedIn(exchange) === undefined) return false;
  switch (concern) {
    case 'empty':
      return isEmpty(exchange);
    case 'idempotent':
      return !isEmpty(exchange) && repeatedBy(exchange, view) !== undefined;
    case 'null':
      return nulledPaths(exchange).length > 0;
    case 'unknown-option':
      return hasUnknownOption(exchange);
    default:
      return !isEmpty(exchange);
  }
}

const isEmpty = ({ sent }: ViewedExchange): boolean => sent !== undefined && Object.keys(sent).length === 0;

/** Places at which null was sent for a value; null for an object is left open (reading R26). */
function nulledPaths({ sent, before }: ViewedExchange): readonly string[] {
  const below = (value: ViewedExchange['sent'], path: string): readonly string[] =>
    Object.entries(value ?? {}).flatMap(([name, inner]) => {
      const at = joined(path, name);
      if (isObject(inner)) return below(inner, at);
      const old = valueAt(before?.configuration, at);
      return inner === null && old !== undefined && old !== null && !isObject(old) ? [at] : [];
    });
  return below(sent, '');
}

/** The request supplies something that the configuration does not have, where no further members are allowed. */
function hasUnknownOption(exchange: ViewedExchange): boolean {
  const { sent, before } = exchange;
  const extensible = predictedIn(exchange)?.extensible;
  if (sent === undefined || before?.configuration === undefined || extensible === undefined) return false;
  return mergeChange(before.configuration, sent).unknown.some(
    (path) => !extensible.has('') && !extensible.has(path.slice(0, Math.max(0, path.lastIndexOf('.')))),
  );
}

/**
 * The Modify of success before this one, if it had the same body and nothing can have changed the service since.
 * Whatever was refused in between counts for nothing.
 */
function repeatedBy(exchange: ViewedExchange, { exchanges }: ServicesView): ViewedExchange | undefined {
  const { index, operation, sent } = exchange;
  const last = exchanges.findLast(
    (earlier) =>
      earlier.index < index &&
      earlier.operation.service === operation.service &&
      earlier.operation.do !== 'read' &&
      !isPlainRefusal(earlier) &&
      (earlier.operation.as === operation.as || isSuccess(earlier)),
  );
  if (last?.operation.do !== 'modify' || last.operation.as !== operation.as || !isSuccess(last)) return undefined;
  return last.returned !== undefined && sameJson(last.sent, sent) ? last : undefined;
}

const isPlainRefusal = ({ response }: ViewedExchange): boolean =>
  response !== undefined && response.status >= 400 && response.status < 500;

const UNKNOWN_STORED = 'an option that does not exist is stored by a Modify';

/** A Read after a Modify shows the option that nobody knows, and that the Modify's own answer did not show. */
function judgeStored(exchange: ViewedExchange, { exchanges }: ServicesView): Verdict {
  const { operation, before, differences } = exchange;
  const isAfterModify = before?.touch === 'modified' || before?.touch === 'refused-modify';
  if (operation.do !== 'read' || !isAfterModify || !isSuccess(exchange)) return undefined;
  const modify = exchanges.find(({ index }) => index === before.touchedBy);
  if (modify === undefined || !hasUnknownOption(modify)) return undefined;
  const stored = differences.filter(
    ({ path, expected }) => expected === undefined && valueAt(modify.sent, path) !== undefined,
  );
  if (stored.length === 0) return FINE;
  // After a refusal nothing may have changed at all: services.modify.refused-changes-nothing.
  return before.touch === 'modified' ? differenceFindings(exchange, UNKNOWN_STORED, stored) : undefined;
}

const judgeReturned = judging('unknown-option', UNKNOWN_STORED);

export const modifyRules: readonly Rule[] = [
  perExchange(
    'services.modify.merges',
    judging('merges', 'a Modify returns something else than the merge of what was and what was sent'),
  ),
  perExchange('services.modify.null', judging('null', 'a Modify does not take null as a value')),
  perExchange(
    'services.modify.unknown-option',
    (exchange, view) => judgeReturned(exchange, view) ?? judgeStored(exchange, view),
  ),
  perExchange('services.modify.empty', judging('empty', 'a Modify with an empty object changes something')),
  perExchange(
    'services.modify.idempotent',
    judging('idempotent', 'the same Modify made twice changes something the second time'),
  ),
];
