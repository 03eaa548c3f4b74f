// What a correct target does with one request, given what it said before.
import type { Operation } from '../../../harness/http/exchange.ts';
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ServiceBefore } from '../rule.ts';
import type { ConfigurationModel } from './configuration-model.ts';
import type { PredictedConfiguration, Prediction } from './prediction.ts';

/** A request as the prediction needs it. */
export interface Asked {
  readonly operation: Operation;
  /** The method where the operation is `request`. */
  readonly method: string;
  /**
   * What the body is: a JSON object; the same in a spelling or under a Content-Type that a target may refuse; JSON of
   * another kind; no JSON; something too large or too deep to be modelled.
   */
  readonly body: 'object' | 'questionable' | 'not-an-object' | 'malformed' | 'opaque' | 'none';
  readonly sent?: JsonObject;
  /** The name may be refused (reading R27), or may come out as another one. */
  readonly name: 'plain' | 'hostile' | 'undecodable';
}

/** Predicts the answer. `before` is there for every operation that names a service. */
export function predict(asked: Asked, before: ServiceBefore | undefined, model: ConfigurationModel): Prediction {
  const { operation } = asked;
  if (operation.as === 'none' || operation.as === 'refused') return refusal('credentials');
  switch (operation.do) {
    case 'list':
      return { kind: 'success', action: 'listed' };
    case 'schema':
      return { kind: 'success', action: 'schema' };
    case 'request':
    case 'parallel':
      return { kind: 'any', why: 'another method than the documented ones' };
    default:
      if (before === undefined) return { kind: 'any', why: 'no service is named' };
      if (asked.name === 'undecodable') return { kind: 'any', why: 'the name cannot be decoded' };
      return predictForService(asked, before, model);
  }
}

function predictForService(asked: Asked, before: ServiceBefore, model: ConfigurationModel): Prediction {
  switch (asked.operation.do) {
    case 'read':
      return predictRead(asked, before);
    case 'delete':
      if (before.presence === 'unknown') return either('deleted', 'it is not known whether the service exists');
      return before.presence === 'absent' ? refusal('unknown-service') : { kind: 'success', action: 'deleted' };
    case 'write':
      return predictWrite(asked, before, model);
    default:
      return predictModify(asked, before, model);
  }
}

function predictRead(asked: Asked, { presence, configuration }: ServiceBefore): Prediction {
  if (presence === 'unknown') return either('read', 'it is not known whether the service exists');
  if (presence === 'absent') return refusal('unknown-service');
  const stands = configuration === undefined ? {} : { configuration: asItStands(configuration) };
  return asked.name === 'hostile'
    ? { kind: 'either', action: 'read', why: 'reading R27', ...stands }
    : { kind: 'success', action: 'read', ...stands };
}

function predictWrite(asked: Asked, before: ServiceBefore, model: ConfigurationModel): Prediction {
  const action = before.presence === 'absent' ? 'created' : 'replaced';
  if (asked.body === 'opaque') return { kind: 'any', why: 'the body is too large or too deep to be modelled' };
  if (asked.body === 'malformed' || asked.body === 'none') return refusal('malformed');
  if (asked.sent === undefined) return refusal('not-an-object');
  const { verdict, why, reason, violations, configuration } = model.write(asked.sent);
  if (verdict === 'invalid') return refusal(why, violations);
  if (verdict === 'open') return either(action, reason, configuration);
  if (asked.body === 'questionable') return either(action, 'the body may be refused (reading R38)');
  if (asked.name === 'hostile') return either(action, 'the name may be refused (reading R27)', configuration);
  if (configuration.open.size > 0) return either(action, 'text or numbers that a parser may refuse', configuration);
  if (before.presence === 'unknown') return either(action, 'it is not known whether the service exists', configuration);
  return { kind: 'success', action, configuration };
}

function predictModify(asked: Asked, before: ServiceBefore, model: ConfigurationModel): Prediction {
  if (asked.body === 'opaque') return { kind: 'any', why: 'the body is too large or too deep to be modelled' };
  if (before.presence === 'absent') return refusal('unknown-service');
  if (asked.body === 'malformed' || asked.body === 'none') return refusal('malformed');
  if (asked.sent === undefined) return refusal('not-an-object');
  if (before.presence === 'unknown' || before.configuration === undefined) {
    return either('modified', 'it is not known what the service holds');
  }
  const { verdict, why, reason, violations, configuration } = model.modify(before.configuration, asked.sent);
  if (verdict === 'invalid') return refusal(why, violations);
  if (verdict === 'open') return either('modified', reason, configuration);
  if (asked.body === 'questionable') return either('modified', 'the body may be refused (reading R38)');
  if (asked.name === 'hostile') return either('modified', 'the name may be refused (reading R27)', configuration);
  if (configuration.open.size > 0) return either('modified', 'text or numbers that a parser may refuse', configuration);
  return { kind: 'success', action: 'modified', configuration };
}

/** What the target returned is what it has to return again. */
function asItStands(value: JsonObject): PredictedConfiguration {
  return { value, open: new Set(), extensible: new Set(), originOf: () => 'returned' };
}

function refusal(why: Extract<Prediction, { kind: 'refusal' }>['why'], violations: readonly string[] = []): Prediction {
  return { kind: 'refusal', why, violations };
}

type Action = Extract<Prediction, { kind: 'either' }>['action'];

function either(action: Action, why: string, configuration?: PredictedConfiguration): Prediction {
  return { kind: 'either', action, why, ...(configuration === undefined ? {} : { configuration }) };
}
