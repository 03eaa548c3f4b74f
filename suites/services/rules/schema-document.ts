// services.schema.draft-07 and services.schema.shape: the schema that Get Schema returns, as a document.
import { type ConfigurationSchema, openConfigurationSchema } from '../../../generators/configurations/index.ts';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { CONFIGURATION_OPTIONS } from '../../../specification/services/configuration.ts';
import { describeAnswer, errorSentence, findingAt, hasNoBody, isAnswered, show } from '../answer.ts';
import type { ConfigurationModel } from '../model/configuration-model.ts';
import { DEEPEST_MODELLED, isDeeperThan, isObject, memberOf, sameJson } from '../model/json.ts';
import { FINE, perExchange } from './per-exchange.ts';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

export const schemaDraft07 = perExchange('services.schema.draft-07', (exchange, { model }) => {
  const { operation, prediction, response, body } = exchange;
  if (operation.do !== 'schema' || prediction.kind !== 'success' || !isAnswered(exchange)) return undefined;
  if (response?.status !== 200) {
    const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
    return [findingAt(exchange, 'Get Schema is not answered by 200', '200 with the schema', observed)];
  }
  // What cannot be read as JSON is services.response.json's, and what was not recorded nobody's.
  if (body.kind === 'unreadable' || (body.kind === 'none' && !hasNoBody(exchange))) return undefined;
  if (body.kind === 'none' || !isObject(body.value)) {
    const observed = body.kind === 'none' ? 'no body' : show(body.value);
    return [findingAt(exchange, 'Get Schema returns no JSON object', 'the schema, a JSON object', observed)];
  }
  const problems = [...declarationProblems(body.value), ...opened(body.value, model).problems.filter(isOfTheSchema)];
  if (problems.length === 0) return FINE;
  const message = 'the schema is no valid schema of draft 07';
  return [findingAt(exchange, message, `a schema that is valid by ${DRAFT_07}`, shortened(problems))];
});

/** With or without its fragment, and by whichever scheme. */
function declarationProblems(schema: JsonObject): readonly string[] {
  const declared = memberOf(schema, '$schema');
  if (declared === undefined) return ['$schema is absent'];
  if (typeof declared === 'string' && /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test(declared)) return [];
  return [`$schema is ${show(declared)}`];
}

function opened(schema: JsonObject, { knowledge, schema: known }: ConfigurationModel): ConfigurationSchema {
  const isKnown = !isDeeperThan(schema, DEEPEST_MODELLED) && sameJson(schema, knowledge.schema);
  return isKnown ? known : openConfigurationSchema(schema);
}

/**
 * Problems of ours with a schema are none of the schema's: limits of time and size, expressions that JavaScript cannot
 * read, documents that are not at hand.
 */
const isOfTheSchema = (problem: string): boolean =>
  !/^(cannot be compiled|cannot judge|takes too long|is too )/.test(problem) ||
  /^cannot be compiled: can't resolve reference #/.test(problem);

export const schemaShape = perExchange('services.schema.shape', (exchange) => {
  const { operation, prediction, response, body } = exchange;
  if (operation.do !== 'schema' || prediction.kind !== 'success' || response?.status !== 200) return undefined;
  if (body.kind !== 'json' || !isObject(body.value)) return undefined;
  const problems = shapeProblems(body.value);
  if (problems.length === 0) return FINE;
  return [
    findingAt(
      exchange,
      'the schema has not the published shape',
      `title, description, type "object", properties with ${CONFIGURATION_OPTIONS.join(', ')}, definitions, allOf, additionalProperties false`,
      shortened(problems),
    ),
  ];
});

function shapeProblems(schema: JsonObject): readonly string[] {
  const properties = memberOf(schema, 'properties');
  // More options than the published ones are foreseen (reading R34).
  const missing = CONFIGURATION_OPTIONS.filter((name) => memberOf(properties, name) === undefined);
  const wrong = (name: string, isRight: (value: Json | undefined) => boolean): readonly string[] => {
    const value = memberOf(schema, name);
    return isRight(value) ? [] : [value === undefined ? `${name} is absent` : `${name} is ${show(value)}`];
  };
  return [
    ...wrong('title', (value) => typeof value === 'string'),
    ...wrong('description', (value) => typeof value === 'string'),
    ...wrong('type', (value) => value === 'object'),
    ...wrong('properties', isObject),
    ...(isObject(properties) && missing.length > 0 ? [`properties has no ${missing.join(', ')}`] : []),
    ...wrong('definitions', isObject),
    ...wrong('allOf', (value) => Array.isArray(value)),
    ...wrong('additionalProperties', (value) => value === false),
  ];
}

const MOST_SHOWN = 5;

function shortened(problems: readonly string[]): string {
  const more = problems.length - MOST_SHOWN;
  return `${problems.slice(0, MOST_SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
