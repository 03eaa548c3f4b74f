// services.isolates.*: what is done to one service, or by one account, shows nowhere else.
import { describeAnswer, findingAt, isAnswered, isHostileName, isRefused, show } from '../answer.ts';
import type { Rule, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { isOthersService, labelsOfOther, reachedOthersService } from './other-account.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';

const OTHER_ACCOUNT: ReadonlySet<Touch> = new Set<Touch>(['other-account']);
const OTHER_SERVICE: ReadonlySet<Touch> = new Set<Touch>(['other-service']);

const accounts: Rule = perExchange(
  'services.isolates.accounts',
  (exchange, view) =>
    judgeList(exchange, view) ??
    judgeRefusal(exchange, view) ??
    judgeReach(exchange, view) ??
    judgeReadBack(view, exchange, OTHER_ACCOUNT, 'what another account did'),
);

/** A List while the other account has services that this one has not. */
function judgeList(exchange: ViewedExchange, view: ServicesView): Verdict {
  const { listed, existing } = exchange;
  if (listed === undefined) return undefined;
  // What this account once had itself may be listed because of that.
  const foreign = [...labelsOfOther(view, exchange)].filter((label) => !existing?.get(label)?.everWritten);
  if (foreign.length === 0) return undefined;
  const shown = foreign.filter((label) => listed.some(({ service }) => service === label));
  if (shown.length === 0) return FINE;
  const services = shown.map(show).join(', ');
  return [findingAt(exchange, 'a List shows services of another account', `without ${services}`, `with ${services}`)];
}

/** Passwords are made for the run: where a refusal tells one, it is that of the service of the other account. */
function judgeRefusal(exchange: ViewedExchange, view: ServicesView): Verdict {
  const { body } = exchange;
  if (!isOthersService(view, exchange) || !isRefused(exchange) || exchange.sent !== undefined) return undefined;
  if (body.kind !== 'json' || !/\{password(:\d)?\}/.test(body.text)) return undefined;
  return [
    findingAt(
      exchange,
      'a refusal tells the password of a service of another account',
      'nothing of what another account holds',
      show(body.value),
    ),
  ];
}

/** A request for a service that only the other account has. */
function judgeReach(exchange: ViewedExchange, view: ServicesView): Verdict {
  if (!isAnswered(exchange) || !isOthersService(view, exchange)) return undefined;
  const { operation, response } = exchange;
  if (!reachedOthersService(view, exchange)) {
    return isRefused(exchange) || response?.status === 201 ? FINE : undefined;
  }
  const expected = operation.do === 'write' ? '201: a service of its own' : '404: this account has no such service';
  return [
    findingAt(
      exchange,
      `a ${nameOf(operation.do)} gets at a service of another account`,
      expected,
      describeAnswer(exchange),
    ),
  ];
}

const nameOf = (what: string): string => `${what.charAt(0).toUpperCase()}${what.slice(1)}`;

const services: Rule = perExchange('services.isolates.services', (exchange, view) =>
  isHostileName(exchange) ? undefined : judgeReadBack(view, exchange, OTHER_SERVICE, 'a change of another service'),
);

export const isolatesRules: readonly Rule[] = [accounts, services];
