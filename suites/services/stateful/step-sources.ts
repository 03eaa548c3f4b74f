import type fc from 'fast-check';
import {
  type Hints,
  openConfigurationSchema,
  type Violation,
  validChange,
  validConfiguration,
  violations,
} from '../../../generators/configurations/index.ts';
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import { DOCUMENTED_SCHEMA } from '../../../specification/services/documented-schema.ts';
import type { ConfigurationModel } from '../model/configuration-model.ts';

/** Where the values of drawn steps come from: made once for a target, as it takes time. */
export interface StepSources {
  readonly model: ConfigurationModel;
  readonly configurations: fc.Arbitrary<JsonObject>;
  readonly changes: fc.Arbitrary<JsonObject>;
  /** Configurations that are wrong in one place. */
  readonly wrong: readonly Violation[];
}

/** The smallest configurations that a Write takes, as published. */
export const MINIMAL_UAS: JsonObject = {
  service_password: '{password}',
  uas: { application_name: 'my_uas_app' },
};
export const MINIMAL_REST: JsonObject = {
  service_password: '{password}',
  application_type: 'REST',
  rest: { first_page: { address: 'http://11.222.33.44:50080/my_first_page' } },
};

/** What generators need to know besides the schema. */
function hintsFor(model: ConfigurationModel): Hints {
  return {
    password: '{password}',
    merge: (sent) => model.completed(sent),
    bases: [MINIMAL_UAS, MINIMAL_REST],
  };
}

const KNOWN = new WeakMap<ConfigurationModel, StepSources>();

/** The sources for a target, made when first asked for. */
export function sourcesFor(model: ConfigurationModel): StepSources {
  const known = KNOWN.get(model) ?? stepSources(model);
  KNOWN.set(model, known);
  return known;
}

/** Draws by the target's own schema, and by what is published where the target's cannot be used. */
function stepSources(model: ConfigurationModel): StepSources {
  const schema = model.schema.usable ? model.schema : openConfigurationSchema(DOCUMENTED_SCHEMA);
  const hints = hintsFor(model);
  return {
    model,
    configurations: validConfiguration(schema, hints),
    changes: validChange(schema, hints),
    wrong: [MINIMAL_UAS, MINIMAL_REST].flatMap((base) =>
      model.schema.usable ? violationsOf(model, base) : violations(schema, hints, base).list,
    ),
  };
}

const VIOLATIONS = new WeakMap<ConfigurationModel, Map<JsonObject, readonly Violation[]>>();

/** All violations of the target's own schema around a base; looked for when first asked for. */
export function violationsOf(model: ConfigurationModel, base: JsonObject): readonly Violation[] {
  const known = VIOLATIONS.get(model) ?? new Map<JsonObject, readonly Violation[]>();
  VIOLATIONS.set(model, known);
  const list = known.get(base) ?? violations(model.schema, hintsFor(model), base).list;
  known.set(base, list);
  return list;
}
