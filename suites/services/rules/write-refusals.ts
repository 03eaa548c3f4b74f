// services.write.*: a Write that has to be refused, and what the refusal says and leaves behind.
import {
  describeAnswer,
  errorSentence,
  findingAt,
  hasErrorBody,
  hasNoBody,
  isAnswered,
  isHostileName,
  isHttpLayer,
  isSuccess,
  show,
} from '../answer.ts';
import { memberOf } from '../model/json.ts';
import type { Refusal } from '../model/prediction.ts';
import type { Rule, ViewedExchange } from '../rule.ts';
import { certainViolations } from './certain-violations.ts';
import { isConfiguration } from './configurations.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';
import { isStimulusOwned, mayBeRefusedUnread } from './stimulus.ts';

const VALIDATION: ReadonlySet<Refusal> = new Set<Refusal>(['mandatory', 'unknown-option', 'schema']);

/** Why a Write of a configuration is invalid, and where; undefined for everything else. */
function invalidityOf({ operation, prediction }: ViewedExchange) {
  if (operation.do !== 'write' || prediction.kind !== 'refusal' || !VALIDATION.has(prediction.why)) return undefined;
  return prediction;
}

/** The status says that it was taken, and the body that it was refused: the answer is wrong, not what was done. */
const isRefusedBySuccess = (exchange: ViewedExchange): boolean =>
  isSuccess(exchange) && hasErrorBody(exchange) && !isConfiguration(exchange.returned);

/** A requirement that names a kind of invalid configuration: such a Write must not be taken. */
const refuses = (requirement: string, why: Refusal, message: string): Rule =>
  perExchange(requirement, (exchange) => {
    const invalidity = invalidityOf(exchange);
    if (invalidity?.why !== why || !isAnswered(exchange) || isRefusedBySuccess(exchange)) return undefined;
    if (isSuccess(exchange)) {
      const expected = `400, because of ${invalidity.violations.join(', ')}`;
      return [findingAt(exchange, message, expected, `${describeAnswer(exchange)} for ${show(exchange.sent)}`)];
    }
    const status = exchange.response?.status;
    return (status === 400 || status === 422) && !isHostileName(exchange) ? FINE : undefined;
  });

const mandatory = refuses('services.write.mandatory', 'mandatory', 'a Write without a mandatory option is taken');
const unknownOption = refuses(
  'services.write.unknown-option',
  'unknown-option',
  'a Write with an option that does not exist is taken',
);

const validationError: Rule = perExchange('services.write.validation-error', (exchange) => {
  const invalidity = invalidityOf(exchange);
  if (invalidity === undefined || !isAnswered(exchange)) return undefined;
  if (isSuccess(exchange) && !isRefusedBySuccess(exchange)) return undefined;
  if (isHostileName(exchange) || isHttpLayer(exchange) || isStimulusOwned(exchange)) return undefined;
  if (exchange.response?.status === 400) {
    return judgeDetails(exchange, invalidity.violations);
  }
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  return [findingAt(exchange, 'an invalid Write is not answered by 400', '400 with the violations', observed)];
});

/** With several violations each has to be there: as an entry of its own, or by its name. The form is another's. */
function judgeDetails(exchange: ViewedExchange, paths: readonly string[]): Verdict {
  const { body } = exchange;
  if (hasNoBody(exchange)) {
    const message = 'an invalid Write is refused without an error body';
    return [findingAt(exchange, message, '400 with the violations', `${describeAnswer(exchange)} without a body`)];
  }
  const error = body.kind === 'json' ? memberOf(body.value, 'error') : undefined;
  if (paths.length < 2 || typeof error !== 'object' || error === null) return FINE;
  const violations = certainViolations(paths);
  if (violations.length < 2) return FINE;
  const details = memberOf(error, 'details');
  if (details === undefined && mayBeRefusedUnread(exchange)) return FINE;
  const entries = Array.isArray(details) ? details : [details];
  if (Array.isArray(details) && entries.length >= violations.length) return FINE;
  const text = entries.filter((entry) => typeof entry === 'string').join('\n');
  const unnamed = violations.filter((branch) => !branch.some((path) => isNamed(path, text)));
  if (unnamed.length === 0) return FINE;
  return [
    findingAt(
      exchange,
      'an error does not list every violation',
      `an entry in details for each of ${violations.map(([path]) => path).join(', ')}`,
      details === undefined ? 'no details' : `details ${show(details)}`,
    ),
  ];
}

const isNamed = (path: string, text: string): boolean => text.includes(path.slice(path.lastIndexOf('.') + 1));

const REFUSED_WRITE = new Set(['refused-write'] as const);

const refusedChangesNothing: Rule = perExchange('services.write.refused-changes-nothing', (exchange, view) =>
  judgeReadBack(view, exchange, REFUSED_WRITE, 'a Write that was refused'),
);

export const writeRefusalRules: readonly Rule[] = [mandatory, validationError, unknownOption, refusedChangesNothing];
