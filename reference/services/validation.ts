// What the schema has against a configuration, one violation for each thing that is wrong, in the words of the service.
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Json } from './json.ts';
import { pythonRepr } from './python-repr.ts';
import { SCHEMA } from './schema.table.ts';

export interface Violation {
  /** Where, from the top: keys, and the places in arrays as text. */
  readonly path: readonly string[];
  /** The keyword of JSON Schema that is violated. */
  readonly keyword: string;
  /** The sentence of the rule, where the demand is one that only some configurations have to meet. */
  readonly rule?: string;
  /** The entry in the details of the error. */
  readonly sentence: string;
}

export type Validator = (value: Json) => readonly Violation[];

let validator: Promise<Validator> | undefined;

/** The validator of the schema, made once for all servers of the process. It throws RangeError where nesting is too deep. */
export function openValidator(): Promise<Validator> {
  validator ??= compile();
  return validator;
}

// Loading ajv takes longer than starting Node: it waits until there is a server.
async function compile(): Promise<Validator> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, verbose: true, ownProperties: true });
  const validate = ajv.compile(SCHEMA);
  return (value) => violationsOf(validate, value);
}

function violationsOf(validate: ValidateFunction, value: Json): readonly Violation[] {
  if (validate(value)) return [];
  const all = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(violation);
  const plain = all.filter(({ rule }) => rule === undefined);
  const mistyped = new Set(plain.filter(({ keyword }) => keyword === 'type').map(pathOf));
  const wrong = new Set(plain.map(pathOf));
  return [
    // A value of the wrong type breaks the other demands on it too, and one sentence tells it all.
    ...plain.filter((one) => one.keyword === 'type' || !mistyped.has(pathOf(one))),
    // The rules for some configurations come after those for all, and do not repeat them.
    ...all.filter((one) => one.rule !== undefined && !wrong.has(pathOf(one))),
  ];
}

const pathOf = ({ path }: Violation): string => path.join('.');

function violation(error: ErrorObject): Violation {
  const parents = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { keyword } = error;
  const path = keyword === 'additionalProperties' ? [...parents, String(error.params.additionalProperty)] : parents;
  const rule = ruleOf(error);
  const start = path.length === 0 ? '' : `${path.join('.')} `;
  const end = rule === undefined ? '' : ` ${rule}`;
  return { path, keyword, ...(rule === undefined ? {} : { rule }), sentence: `${start}${complaint(error)}.${end}` };
}

/** The sentence of the conditional rule in which an error arose. */
function ruleOf({ schemaPath }: ErrorObject): string | undefined {
  const number = /^#\/allOf\/(\d+)\//.exec(schemaPath)?.[1];
  const rules = SCHEMA.allOf;
  if (number === undefined || !Array.isArray(rules)) return undefined;
  const rule: unknown = rules[Number(number)]?.description;
  return typeof rule === 'string' ? rule : undefined;
}

/** Value and predicate in the words of Python's jsonschema. */
function complaint({ keyword, params, data }: ErrorObject): string {
  const value = pythonRepr(data as Json);
  switch (keyword) {
    case 'type':
      return `${value} is not of type ${[params.type].flat().map(pythonRepr).join(' or ')}`;
    case 'enum':
      return `${value} is not one of ${pythonRepr(params.allowedValues)}`;
    case 'additionalProperties':
      return `Additional properties are not allowed (${pythonRepr(params.additionalProperty)} was unexpected)`;
    case 'required':
      return `${pythonRepr(params.missingProperty)} is a required property`;
    case 'minLength':
    case 'minItems':
      return `${value} is too short`;
    case 'maxLength':
    case 'maxItems':
      return `${value} is too long`;
    case 'minimum':
      return `${value} is less than the minimum of ${params.limit}`;
    case 'maximum':
      return `${value} is greater than the maximum of ${params.limit}`;
    case 'exclusiveMinimum':
      return `${value} is less than or equal to the minimum of ${params.limit}`;
    case 'exclusiveMaximum':
      return `${value} is greater than or equal to the maximum of ${params.limit}`;
    case 'multipleOf':
      return `${value} is not a multiple of ${params.multipleOf}`;
    case 'pattern':
      return `${value} does not match ${pythonRepr(params.pattern)}`;
    case 'uniqueItems':
      return `${value} has non-unique elements`;
    default:
      return `${value} is not valid (${keyword})`;
  }
}
