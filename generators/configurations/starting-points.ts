import type { ConfigurationSchema } from './configuration-schema.ts';
import type { Hints } from './hints.ts';
import { type JsonObject, jsonKey } from './json.ts';

/** Whether a configuration is valid as sent and as merged with the defaults: then no reading refuses it. */
export function isValidEitherWay(schema: ConfigurationSchema, hints: Hints, sent: JsonObject): boolean {
  return schema.check(sent).length === 0 && schema.check(hints.merge(sent)).length === 0;
}

/**
 * The bases, then the whole configurations that they stand for, as far as the schema accepts them as sent and as merged.
 * Empty where the schema refuses all of them: then no valid configuration can be generated.
 */
export function startingPoints(schema: ConfigurationSchema, hints: Hints): readonly JsonObject[] {
  if (!schema.usable) return [];
  const candidates = [...hints.bases, ...hints.bases.map(hints.merge)].filter((sent) =>
    isValidEitherWay(schema, hints, sent),
  );
  return [...new Map(candidates.map((sent) => [jsonKey(sent), sent])).values()];
}
