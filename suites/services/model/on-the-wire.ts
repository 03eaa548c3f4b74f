import type { ConfigurationSchema, SchemaProblem } from '../../../generators/configurations/index.ts';

/** As long as the passwords of a run are, and of the same characters. */
const PASSWORD = 'aB3dE6gH9jK2mN5pQ8sT1vW4';

/** A text of a configuration as it goes over the wire: with a password in the place of its placeholder. */
export const asOnTheWire = (text: string): string => text.replaceAll(/\{password(?::\d)?\}/g, PASSWORD);

/**
 * A schema that judges configurations with placeholders as they go over the wire: it may well ask for passwords longer
 * than a placeholder is. One and the same object is judged once.
 */
export function withPasswords(schema: ConfigurationSchema): ConfigurationSchema {
  const known = new WeakMap<object, readonly SchemaProblem[]>();
  const check = (value: unknown): readonly SchemaProblem[] => {
    if (typeof value !== 'object' || value === null) return schema.check(value);
    const problems = known.get(value) ?? schema.check(filled(value));
    known.set(value, problems);
    return problems;
  };
  return { ...schema, check };
}

function filled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('service_password' in value)) return value;
  const { service_password: password } = value;
  if (typeof password !== 'string' || !password.includes('{password')) return value;
  return { ...value, service_password: asOnTheWire(password) };
}
