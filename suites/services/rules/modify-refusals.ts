// services.modify.*: a Modify that has to be refused, and what the refusal leaves behind.
import {
  describeAnswer,
  errorSentence,
  findingAt,
  isAnswered,
  isHostileName,
  isHttpLayer,
  isSuccess,
  show,
} from '../answer.ts';
import type { Refusal } from '../model/prediction.ts';
import type { Rule, Touch } from '../rule.ts';
import { FINE, perExchange } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';
import { isStimulusOwned } from './stimulus.ts';
import { isNeverWritten, judgeUnknownService } from './unknown-service.ts';

const VALIDATION: ReadonlySet<Refusal> = new Set<Refusal>(['merge', 'mandatory', 'unknown-option', 'schema']);

const validatesMerge: Rule = perExchange('services.modify.validates-merge', (exchange) => {
  const { operation, prediction, response, sent } = exchange;
  if (operation.do !== 'modify' || prediction.kind !== 'refusal' || !VALIDATION.has(prediction.why)) return undefined;
  if (!isAnswered(exchange) || isStimulusOwned(exchange) || isHttpLayer(exchange)) return undefined;
  if (isSuccess(exchange)) {
    const expected = `400, because of ${prediction.violations.join(', ') || 'the merged configuration'}`;
    const observed = `${describeAnswer(exchange)} for ${show(sent)}`;
    return [findingAt(exchange, 'a Modify is taken although the merged configuration is invalid', expected, observed)];
  }
  if (isHostileName(exchange)) return undefined;
  if (response?.status === 400) return FINE;
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  return [findingAt(exchange, 'a Modify to something invalid is not answered by 400', '400', observed)];
});

const REFUSED: ReadonlySet<Touch> = new Set<Touch>(['refused-modify']);

const refusedChangesNothing: Rule = perExchange('services.modify.refused-changes-nothing', (exchange, view) =>
  exchange.before?.presence === 'present'
    ? judgeReadBack(view, exchange, REFUSED, 'a Modify that was refused')
    : undefined,
);

/** The answer itself, and that nothing was made by it. Of a service that was deleted services.delete.gone speaks. */
const unknownService: Rule = perExchange('services.modify.unknown-service', (exchange, view) => {
  const { operation } = exchange;
  if (!isNeverWritten(exchange)) return undefined;
  if (operation.do === 'read')
    return judgeReadBack(view, exchange, REFUSED, 'a Modify of a service that does not exist');
  if (operation.do !== 'modify') return undefined;
  return judgeUnknownService(view, exchange, { what: 'Modify of a service that does not exist', needsBody: true });
});

export const modifyRefusalRules: readonly Rule[] = [validatesMerge, refusedChangesNothing, unknownService];
