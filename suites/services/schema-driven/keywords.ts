// The keywords of JSON Schema by what they ask for: one case for each, so that a report says which kind of rule a target
// enforces and which not.

/** What a case is about, and the keywords of draft-07 that it violates, each alone. */
export interface KeywordGroup {
  readonly name: string;
  readonly what: string;
  readonly keywords: readonly string[];
}

export const KEYWORD_GROUPS: readonly KeywordGroup[] = [
  { name: 'type', what: 'of another JSON type', keywords: ['type'] },
  { name: 'enum', what: 'that is none of the listed ones', keywords: ['enum', 'const'] },
  {
    name: 'bounds',
    what: 'outside of its bounds',
    keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  },
  { name: 'length', what: 'that is too short or too long', keywords: ['minLength', 'maxLength'] },
  { name: 'pattern', what: 'that does not match its pattern', keywords: ['pattern'] },
  { name: 'required', what: 'without a required member', keywords: ['required', 'dependencies'] },
  {
    name: 'additional-properties',
    what: 'with a member that does not exist',
    keywords: ['additionalProperties', 'propertyNames', 'patternProperties'],
  },
  {
    name: 'items',
    what: 'with too many, too few or wrong items',
    keywords: ['items', 'additionalItems', 'contains', 'minItems', 'maxItems', 'uniqueItems'],
  },
  { name: 'size', what: 'with too many or too few members', keywords: ['minProperties', 'maxProperties'] },
  {
    name: 'conditional',
    what: 'that breaks a rule between options',
    keywords: ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'not'],
  },
];
