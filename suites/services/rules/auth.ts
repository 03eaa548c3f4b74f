// services.auth.*: who has no valid credentials learns nothing and changes nothing.
import type { Json } from '../../../harness/traces/services-trace.ts';
import {
  describeAnswer,
  errorSentence,
  findingAt,
  isAnswered,
  isHostileName,
  isHostileValue,
  isHttpLayer,
  isRefused,
  isServerError,
  isUnsupportedMethod,
} from '../answer.ts';
import { isDeeperThan, isObject, memberOf } from '../model/json.ts';
import type { Rule, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';

const required = perExchange('services.auth.required', (exchange, view) =>
  exchange.operation.as === 'none' ? judge(exchange, view, 'a request without credentials') : undefined,
);

const refused = perExchange('services.auth.refused', (exchange, view) =>
  exchange.operation.as === 'refused' ? judge(exchange, view, 'a request with wrong credentials') : undefined,
);

function judge(exchange: ViewedExchange, view: ServicesView, request: string): Verdict {
  const { prediction, response } = exchange;
  if (prediction.kind !== 'refusal' || prediction.why !== 'credentials' || !isAnswered(exchange)) return undefined;
  const leak = leakIn(exchange);
  if (response?.status === 401 || response?.status === 403) {
    if (leak === undefined) return FINE;
    return [findingAt(exchange, `${request} is refused, and answered with data all the same`, 'no data', leak)];
  }
  if (isOwnedElsewhere(exchange) || (isRefused(exchange) && isWrongOtherwise(exchange, view))) return undefined;
  const observed = `${describeAnswer(exchange)}${leak === undefined ? errorSentence(exchange) : ` with ${leak}`}`;
  return [findingAt(exchange, `${request} is not refused as such`, '401 or 403, and no data', observed)];
}

/** A server error upon what is made to hurt belongs to the rules of what hurts; 429 and the like to the HTTP layer. */
const isOwnedElsewhere = (exchange: ViewedExchange): boolean =>
  isHttpLayer(exchange) || isUnsupportedMethod(exchange) || (isServerError(exchange) && isMadeToHurt(exchange));

const isMadeToHurt = (exchange: ViewedExchange): boolean =>
  exchange.malformed || isHostileName(exchange) || isHostileValue(exchange);

/** Something besides the credentials is wrong, and which error comes first is open (reading R28). */
function isWrongOtherwise(exchange: ViewedExchange, { model }: ServicesView): boolean {
  const { operation, before, sent } = exchange;
  if (isMadeToHurt(exchange)) return true;
  if (operation.do === 'write') return sent === undefined || model.write(sent).verdict !== 'valid';
  if (operation.service !== undefined && before?.presence !== 'present') return true;
  if (operation.do !== 'modify') return false;
  const existing = before?.configuration;
  return sent === undefined || existing === undefined || model.modify(existing, sent).verdict !== 'valid';
}

/** Options whose names say nothing else than that a configuration is shown. */
const TELLING_OPTIONS = [
  'service_password',
  'extra_channels',
  'g729',
  'call_constraints',
  'application_type',
  'uas',
  'rest',
  'fax',
];

const DEEPEST_SEARCH = 50;

/** What the body tells of services, configurations or the schema, in words without the values. */
function leakIn({ body, sent }: ViewedExchange): string | undefined {
  if (body.kind !== 'json' || isDeeperThan(body.value, DEEPEST_SEARCH)) return undefined;
  const leaks = objectsIn(body.value).flatMap((object): readonly string[] => {
    if (Array.isArray(memberOf(object, 'services'))) return ['a list of services'];
    if (isObject(memberOf(object, 'properties')) && memberOf(object, '$schema') !== undefined) return ['the schema'];
    // What was sent itself may be repeated.
    const options = TELLING_OPTIONS.filter(
      (name) => memberOf(object, name) !== undefined && memberOf(sent, name) === undefined,
    );
    return options.length > 1 || options[0] === 'service_password' ? [`a configuration (${options.join(', ')})`] : [];
  });
  return leaks[0];
}

function objectsIn(value: Json): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = (Object.values(value) as Json[]).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value, ...inner];
}

const UNAUTHORISED: ReadonlySet<Touch> = new Set<Touch>(['unauthorised']);

const noEffect = perExchange('services.auth.no-effect', (exchange, view) =>
  judgeReadBack(view, exchange, UNAUTHORISED, 'a request without valid credentials'),
);

export const authRules: readonly Rule[] = [required, refused, noEffect];
