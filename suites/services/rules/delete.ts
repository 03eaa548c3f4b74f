// services.delete.*: the end of a service, and what comes after it.
import {
  describeAnswer,
  errorSentence,
  findingAt,
  hasNoBody,
  isAnswered,
  isHostileName,
  isRefused,
  isServerError,
  isSuccess,
  show,
} from '../answer.ts';
import type { Rule, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { isOthersService, reachedOthersService } from './other-account.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';
import { isStimulusOwned } from './stimulus.ts';
import { isNeverWritten, judgeUnknownService } from './unknown-service.ts';

const noContent: Rule = perExchange('services.delete.no-content', (exchange) => {
  const { operation, prediction, response } = exchange;
  if (operation.do !== 'delete' || prediction.kind === 'refusal' || prediction.kind === 'any') return undefined;
  if (!isAnswered(exchange) || isStimulusOwned(exchange)) return undefined;
  if (response?.status === 204 && hasNoBody(exchange)) return FINE;
  // A name that was taken and is not found again is services.survives.hostile-names'.
  if (isRefused(exchange) && isHostileName(exchange)) return undefined;
  const isCertain = prediction.kind === 'success' || isSuccess(exchange) || isServerError(exchange);
  if (!isCertain) return undefined;
  const body = hasNoBody(exchange) ? '' : ` with a body of ${response?.body?.bytes} bytes`;
  const observed = `${describeAnswer(exchange)}${body}${errorSentence(exchange)}`;
  return [findingAt(exchange, 'a Delete is not answered by 204 without a body', '204 without a body', observed)];
});

const unknown: Rule = perExchange('services.delete.unknown', (exchange, view) => {
  if (exchange.operation.do !== 'delete' || !isNeverWritten(exchange)) return undefined;
  return judgeUnknownService(view, exchange, { what: 'Delete of a service that does not exist', needsBody: true });
});

const gone: Rule = perExchange('services.delete.gone', (exchange, view) => {
  if (exchange.operation.do === 'list') return judgeListAfterDelete(exchange);
  if (!isOfAbsent(exchange) || !exchange.before?.deleted) return undefined;
  switch (exchange.operation.do) {
    case 'read':
      return judgeReadOfDeleted(exchange, view);
    case 'modify':
      return judgeUnknownService(view, exchange, { what: 'Modify of a deleted service', needsBody: false });
    case 'delete':
      return judgeUnknownService(view, exchange, { what: 'second Delete of a service', needsBody: false });
    default:
      return undefined;
  }
});

/** A deleted service that is listed is no complete list either: both requirements say so. */
function judgeListAfterDelete({ listed, existing, ...exchange }: ViewedExchange): Verdict {
  if (listed === undefined || existing === undefined) return undefined;
  const deleted = [...existing].filter(([, { presence, deleted: isDeleted }]) => presence === 'absent' && isDeleted);
  if (deleted.length === 0) return undefined;
  const shown = deleted.filter(([label]) => listed.some(({ service }) => service === label)).map(([label]) => label);
  if (shown.length === 0) return FINE;
  const services = shown.map((label) => show(label)).join(', ');
  return [findingAt(exchange, 'a List shows a deleted service', `without ${services}`, `with ${services}`)];
}

const isOfAbsent = ({ prediction, before }: ViewedExchange): boolean =>
  prediction.kind === 'refusal' && prediction.why === 'unknown-service' && before?.presence === 'absent';

/** What brings a deleted service back is the matter of what was done since. */
const SINCE: ReadonlySet<Touch> = new Set<Touch>([
  'refused-write',
  'unauthorised',
  'malformed',
  'other-service',
  'other-account',
]);

function judgeReadOfDeleted(exchange: ViewedExchange, view: ServicesView): Verdict {
  if (!isAnswered(exchange) || isStimulusOwned(exchange) || reachedOthersService(view, exchange)) return undefined;
  if (exchange.response?.status === 404) return FINE;
  if (isRefused(exchange) && (isHostileName(exchange) || isOthersService(view, exchange))) return undefined;
  if (judgeReadBack(view, exchange, SINCE, '') !== undefined) return undefined;
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  return [findingAt(exchange, 'a Read of a deleted service is not answered by 404', '404', observed)];
}

export const deleteRules: readonly Rule[] = [noContent, gone, unknown];
