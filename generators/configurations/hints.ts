import type { JsonObject } from './json.ts';

/** What the generators must know of the service besides its schema. */
export interface Hints {
  /** Text that stands for the password of the service, for example `{password}`. */
  readonly password: string;
  /** The whole configuration that a configuration as sent stands for: omitted options take their defaults. */
  readonly merge: (sent: JsonObject) => JsonObject;
  /** Smallest configurations that a Write accepts; what is generated starts from them. */
  readonly bases: readonly JsonObject[];
}

/** The option that holds the password: generated configurations keep the one of their base. */
export const PASSWORD_OPTION = 'service_password';
