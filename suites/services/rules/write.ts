// services.write.*: what a Write that is right is answered with, and the configuration that then stands.
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import { describeAnswer, errorSentence, findingAt, isAnswered, isHostileValue, isSuccess } from '../answer.ts';
import { typeOf } from '../model/configuration-model.ts';
import type { Difference } from '../model/difference.ts';
import { isObject, joined, sameJson, valueAt } from '../model/json.ts';
import type { PredictedConfiguration } from '../model/prediction.ts';
import type { Rule, RuleFinding, ServicesView, ViewedExchange } from '../rule.ts';
import {
  differenceFindings,
  findingWithoutConfiguration,
  isConfiguration,
  isEcho,
  lacksConfiguration,
  predictedIn,
} from './configurations.ts';
import { reachedOthersService } from './other-account.ts';
import { perExchange, type Verdict } from './per-exchange.ts';
import { isStimulusOwned } from './stimulus.ts';

type Action = 'created' | 'replaced';

/** What a Write that may succeed does; undefined for everything else, and where another requirement owns the answer. */
function actionOf(exchange: ViewedExchange): Action | undefined {
  const { operation, prediction } = exchange;
  if (operation.do !== 'write' || prediction.kind === 'refusal' || prediction.kind === 'any') return undefined;
  if (!isAnswered(exchange) || isStimulusOwned(exchange)) return undefined;
  return prediction.action === 'created' || prediction.action === 'replaced' ? prediction.action : undefined;
}

/** Refused as invalid although it is valid, which services.schema.agrees-with-write reports; or too large (R29). */
function isRefusalOfValue(exchange: ViewedExchange, view: ServicesView): boolean {
  const status = exchange.response?.status;
  if (status === 413) return isHostileValue(exchange);
  return (status === 400 || status === 422) && view.model.schema.usable;
}

const creates: Rule = perExchange('services.write.creates', (exchange, view) => {
  if (actionOf(exchange) !== 'created' || reachedOthersService(view, exchange)) return undefined;
  return judgeAnswer(exchange, view, {
    status: 201,
    message: 'a Write to a name that is not in use is not answered by 201',
    isOwned: (difference) => isSent(exchange, difference) || difference.expected === undefined,
  });
});

const replaces: Rule = perExchange('services.write.replaces', (exchange, view) => {
  if (actionOf(exchange) !== 'replaced') return undefined;
  return judgeAnswer(exchange, view, {
    status: 200,
    message: 'a Write to a name in use is not answered by 200',
    isOwned: (difference) => isSent(exchange, difference) || (difference.expected === undefined && !difference.isOld),
  });
});

interface Demand {
  readonly status: 200 | 201;
  readonly message: string;
  readonly isOwned: (difference: Difference) => boolean;
}

function judgeAnswer(exchange: ViewedExchange, view: ServicesView, demand: Demand): Verdict {
  const isCertain = exchange.prediction.kind === 'success';
  if (!isSuccess(exchange)) {
    if (isRefusalOfValue(exchange, view)) return undefined;
    return isCertain || (exchange.response?.status ?? 0) >= 500 ? [findingOfStatus(exchange, demand)] : undefined;
  }
  const status = isCertain && exchange.response?.status !== demand.status ? [findingOfStatus(exchange, demand)] : [];
  if (lacksConfiguration(exchange) || isEcho(exchange)) {
    // A status that is plainly wrong says it all.
    return status.some(({ reading }) => reading === undefined)
      ? status
      : [...status, findingWithoutConfiguration(exchange)];
  }
  const wrong = exchange.differences.filter(demand.isOwned);
  return [...status, ...differenceFindings(exchange, 'a Write returns something else than was sent', wrong)];
}

function findingOfStatus(exchange: ViewedExchange, { status, message }: Demand): RuleFinding {
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  // The third example of Write shows 201 although the service exists.
  const reading = status === 200 && exchange.response?.status === 201 ? 'R11' : undefined;
  return findingAt(exchange, message, `${status} with the configuration`, observed, reading);
}

/** The value at that place, or part of it, was sent: what is not there at all counts as well. */
function isSent({ sent }: ViewedExchange, { path, origin }: Difference): boolean {
  return origin === 'sent' || origin === 'sent-null' || valueAt(sent, path) !== undefined;
}

const defaults: Rule = perExchange('services.write.defaults', (exchange, view) => {
  const whole = writtenConfiguration(exchange);
  if (whole === undefined || !hasDefault(exchange, whole)) return undefined;
  const wrong = exchange.differences.filter(
    (difference) => isWrongDefault(exchange, difference) && !isLeftOver(exchange, difference, view),
  );
  return differenceFindings(exchange, 'an option that a Write leaves out does not take its default', wrong);
});

const replaceResets: Rule = perExchange('services.write.replace-resets', (exchange, view) => {
  const whole = actionOf(exchange) === 'replaced' ? writtenConfiguration(exchange) : undefined;
  const old = exchange.before?.configuration;
  if (whole === undefined || old === undefined) return undefined;
  const kept = exchange.differences.filter((difference) => isLeftOver(exchange, difference, view));
  const isAtStake = hasDefault(
    exchange,
    whole,
    (path) =>
      !sameJson(valueAt(old, path), valueAt(whole.value, path)) &&
      !exchange.differences.some((difference) => difference.path === path),
  );
  if (kept.length === 0 && !isAtStake) return undefined;
  return differenceFindings(exchange, 'a Write that replaces keeps a setting of the configuration before it', kept);
});

/** What a Write of success should have returned; undefined where it returned none, or nothing is predicted. */
function writtenConfiguration(exchange: ViewedExchange): PredictedConfiguration | undefined {
  if (actionOf(exchange) === undefined || !isSuccess(exchange)) return undefined;
  return isConfiguration(exchange.returned) && !isEcho(exchange) ? predictedIn(exchange) : undefined;
}

const isWrongDefault = (exchange: ViewedExchange, difference: Difference): boolean =>
  difference.expected !== undefined && !isSent(exchange, difference);

/** The value is one of the old configuration, and not merely what this target takes for the default. */
function isLeftOver(exchange: ViewedExchange, difference: Difference, view: ServicesView): boolean {
  if (!difference.isOld || isSent(exchange, difference)) return false;
  return difference.expected === undefined || !isTargetsDefault(exchange, difference, view);
}

function isTargetsDefault(exchange: ViewedExchange, { path, actual }: Difference, view: ServicesView): boolean {
  const { minimalRest, minimalUas } = view.model.knowledge;
  const minimal = typeOf(predictedIn(exchange)?.value ?? {}) === 'REST' ? minimalRest : minimalUas;
  if (sameJson(valueAt(minimal?.returned, path), actual)) return true;
  return view.exchanges.some(
    ({ index, operation, differences }) =>
      index < exchange.index &&
      operation.do === 'write' &&
      differences.some((other) => other.path === path && !other.isOld && sameJson(other.actual, actual)),
  );
}

/** Whether there is a path, such as is asked for, of something that a Write left out. */
function hasDefault(
  { sent }: ViewedExchange,
  { value, originOf }: PredictedConfiguration,
  isAskedFor: (path: string) => boolean = () => true,
): boolean {
  return pathsOf(value).some((path) => {
    if (valueAt(sent, path) !== undefined || !isAskedFor(path)) return false;
    const origin = originOf(path);
    return origin === 'documented-default' || origin === 'learned-default';
  });
}

/** The paths of everything in a configuration that is no object with members. */
function pathsOf(value: JsonObject, path = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]) =>
    isObject(inner) && Object.keys(inner).length > 0 ? pathsOf(inner, joined(path, name)) : [joined(path, name)],
  );
}

export const writeRules: readonly Rule[] = [creates, replaces, defaults, replaceResets];
