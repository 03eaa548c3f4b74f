import type { Ajv2020 } from 'ajv/dist/2020.js';
import { sentencesOf } from './sentence.ts';

/** A JSON Schema of draft 2020-12, as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Says what is wrong with a value, one line each, or nothing where it is valid. */
export type Validator = (value: unknown) => readonly string[];

let ajv: Promise<Ajv2020> | undefined;
const compiled = new WeakMap<JsonSchema, Promise<Validator>>();

// Loading ajv takes longer than starting Node: it waits until something is to be validated.
async function load(): Promise<Ajv2020> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  return new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    // Judges a union by the one branch that its tag names, so that errors speak of that branch alone.
    discriminator: true,
    allErrors: true,
    // The sentences name legal alternatives, which are in the schema and the value, not in the bare error.
    verbose: true,
  });
}

/** Compiles a schema, once for each schema object. Rejects where the schema itself is wrong. */
export function compile(schema: JsonSchema): Promise<Validator> {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  ajv ??= load();
  const validator = ajv.then((instance) => {
    const validate = instance.compile(schema);
    return (value: unknown) => {
      try {
        return validate(value) ? [] : sentencesOf(validate.errors ?? []);
      } catch (error) {
        // The stack ran out: schemas that refer to themselves follow the nesting of the value.
        if (error instanceof RangeError) return ['(root): nested too deeply'];
        throw error;
      }
    };
  });
  compiled.set(schema, validator);
  return validator;
}
