// One line of English for one error of ajv: where, what was there, what is legal.
import type { ErrorObject } from 'ajv';
import { nearestIds } from '../nearest.ts';

type Properties = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const propertiesOf = (schema: unknown): Properties =>
  isObject(schema) && isObject(schema.properties) ? schema.properties : {};

/** A value as JSON, short enough for a line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const list = (values: readonly unknown[]): string => values.map(shown).join(', ');

function didYouMean(wrong: unknown, legal: readonly string[]): string {
  const [nearest] = typeof wrong === 'string' ? nearestIds(wrong, legal, 1) : [];
  return nearest === undefined ? `; legal: ${legal.join(', ')}` : `; did you mean ${shown(nearest)}?`;
}

/** The names that the tag of a union may have: its branches spell theirs as a constant. */
function tagsOf(union: unknown, tag: string): readonly string[] {
  const branches = isObject(union) && Array.isArray(union.oneOf) ? union.oneOf : [];
  return branches.flatMap((branch) => {
    const property = propertiesOf(branch)[tag];
    return isObject(property) && typeof property.const === 'string' ? [property.const] : [];
  });
}

function complaint({ keyword, params, data, parentSchema, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `${shown(params.missingProperty)} is missing`;
    case 'additionalProperties': {
      const wrong: unknown = params.additionalProperty;
      return `unknown property ${shown(wrong)}${didYouMean(wrong, Object.keys(propertiesOf(parentSchema)))}`;
    }
    case 'discriminator': {
      const tag = String(params.tag);
      const value: unknown = params.tagValue;
      const legal = tagsOf(parentSchema, tag);
      return value === undefined
        ? `${shown(tag)} is missing; legal: ${legal.join(', ')}`
        : `unknown ${shown(tag)} ${shown(value)}${didYouMean(value, legal)}`;
    }
    case 'type':
      return `must be of type ${[params.type].flat().join(' or ')}, is ${shown(data)}`;
    case 'const':
      return `must be ${shown(params.allowedValue)}, is ${shown(data)}`;
    case 'enum':
      return `must be one of ${list(params.allowedValues)}, is ${shown(data)}`;
    case 'pattern': {
      const meaning = isObject(parentSchema) ? parentSchema.description : undefined;
      return `must be ${typeof meaning === 'string' ? meaning : `like ${String(params.pattern)}`}, is ${shown(data)}`;
    }
    case 'minProperties':
    case 'maxProperties':
      return `must have ${params.limit === 1 ? 'exactly one' : shown(params.limit)} of ${Object.keys(propertiesOf(parentSchema)).join(', ')}`;
    default:
      // What remains speaks for itself: "must be >= 0", "must NOT have fewer than 1 items".
      return `${message ?? keyword}, is ${shown(data)}`;
  }
}

/** One line for each error: JSON pointer, colon, complaint. The pointer of the whole value is "(root)". */
export function sentencesOf(errors: readonly ErrorObject[]): readonly string[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const lines = errors
    // That a condition's branch failed is told by the errors of the branch.
    .filter(({ keyword }) => keyword !== 'if')
    // What has the wrong type breaks every other demand on its value too: the type alone says why.
    .filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath))
    .map((error) => `${error.instancePath === '' ? '(root)' : error.instancePath}: ${complaint(error)}`);
  return [...new Set(lines)];
}
