// services.schema.*: the schema, and whether the target itself keeps to it.
import type { SchemaProblem } from '../../../generators/configurations/index.ts';
import type { Json } from '../../../harness/traces/services-trace.ts';
import {
  describeAnswer,
  errorSentence,
  findingAt,
  isAnswered,
  isHttpLayer,
  isRefused,
  isSuccess,
  show,
} from '../answer.ts';
import type { ConfigurationModel } from '../model/configuration-model.ts';
import { isObject, valueAt } from '../model/json.ts';
import { asOnTheWire } from '../model/on-the-wire.ts';
import type { Rule, RuleFinding, ServicesView, ViewedExchange } from '../rule.ts';
import { isConfiguration } from './configurations.ts';
import { FINE, perExchange } from './per-exchange.ts';
import { schemaDraft07, schemaShape } from './schema-document.ts';
import { problemLines, problemsOfReturned, withoutProblems } from './schema-judgement.ts';

const validatesConfigurations: Rule = {
  requirement: 'services.schema.validates-configurations',
  judge(view) {
    const findings: RuleFinding[] = [];
    let exercised = 0;
    /** By service: what is known to be wrong with its configuration, by this or another requirement. */
    const known = new Map<string, ReadonlySet<string>>();
    for (const exchange of view.exchanges) {
      const problems = problemsIn(exchange, view);
      if (problems === undefined) continue;
      const { operation, prediction, sent } = exchange;
      const service = `${operation.as} ${operation.service}`;
      // What the target took though it had to refuse it is reported there.
      const isTakenWrongly = prediction.kind === 'refusal';
      const before = operation.do === 'write' ? undefined : known.get(service);
      const own = withoutProblems(
        problems,
        (problem) =>
          isTakenWrongly ||
          before?.has(keyOf(problem)) === true ||
          (problem.keyword === 'additionalProperties' && valueAt(sent, problem.path) !== undefined),
      );
      known.set(service, new Set(problems.map(keyOf)));
      if (!isTakenWrongly) exercised += 1;
      if (own.length > 0) findings.push(invalid(exchange, own));
    }
    return { exercised, findings };
  },
};

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const keyOf = ({ path, keyword }: SchemaProblem): string => `${keyword} ${path}`;

type Problems = readonly SchemaProblem[] | undefined;

/** By model and text: a Read mostly returns, octet for octet, what the Write before it did. */
const JUDGED = new WeakMap<ConfigurationModel, Map<string, Problems>>();
const MOST_REMEMBERED = 64;

function problemsIn({ returned, body }: ViewedExchange, { model }: ServicesView): Problems {
  if (!isConfiguration(returned) || body.kind !== 'json') return undefined;
  const { text } = body;
  const judged = JUDGED.get(model) ?? new Map<string, Problems>();
  JUDGED.set(model, judged);
  if (!judged.has(text)) {
    if (judged.size >= MOST_REMEMBERED) judged.clear();
    const configuration = parsed(asOnTheWire(text));
    judged.set(text, isObject(configuration) ? problemsOfReturned(configuration, model) : undefined);
  }
  return judged.get(text);
}

const invalid = (exchange: ViewedExchange, problems: readonly SchemaProblem[]): RuleFinding =>
  findingAt(
    exchange,
    'a returned configuration is invalid by the schema of the target',
    'a configuration that the schema accepts',
    problemLines(problems),
  );

const agreesWithWrite = perExchange('services.schema.agrees-with-write', (exchange, { model }) => {
  const { operation, prediction, event } = exchange;
  if (operation.do !== 'write' || !isAnswered(exchange) || !model.schema.usable) return undefined;
  const sent = parsed(asOnTheWire(event.request.body?.text ?? ''));
  if (sent === undefined || isHttpLayer(exchange)) return undefined;
  const problems = model.schema.check(sent);
  if (prediction.kind === 'success' && problems.length === 0) {
    if (isSuccess(exchange)) return FINE;
    return isRefusedAsInvalid(exchange) ? [refusedValid(exchange)] : undefined;
  }
  if (prediction.kind !== 'refusal' || prediction.why !== 'schema' || problems.length === 0) return undefined;
  if (isRefused(exchange)) return FINE;
  if (!isSuccess(exchange) || isCompleted(exchange, problems, model)) return undefined;
  return [acceptedInvalid(exchange, problems)];
});

/** All that was wrong is what was left out, and with the target's defaults it is there (reading R23). */
const isCompleted = (
  { returned }: ViewedExchange,
  problems: readonly SchemaProblem[],
  model: ConfigurationModel,
): boolean =>
  returned !== undefined &&
  withoutProblems(problems, ({ keyword }) => keyword === 'required').length === 0 &&
  problemsOfReturned(returned, model)?.length === 0;

/** Any other refusal is not one of the configuration. */
const isRefusedAsInvalid = ({ response }: ViewedExchange): boolean =>
  response?.status === 400 || response?.status === 422;

const refusedValid = (exchange: ViewedExchange): RuleFinding =>
  findingAt(
    exchange,
    'a Write refuses a configuration that the schema accepts',
    `${exchange.before?.presence === 'present' ? 200 : 201} for ${show(exchange.sent)}`,
    `${describeAnswer(exchange)}${errorSentence(exchange)}`,
  );

const acceptedInvalid = (exchange: ViewedExchange, problems: readonly SchemaProblem[]): RuleFinding =>
  findingAt(
    exchange,
    'a Write accepts a configuration that the schema refuses',
    `400: ${problemLines(problems)}`,
    `${describeAnswer(exchange)} for ${show(exchange.sent)}`,
  );

export const schemaRules: readonly Rule[] = [schemaDraft07, schemaShape, validatesConfigurations, agreesWithWrite];
