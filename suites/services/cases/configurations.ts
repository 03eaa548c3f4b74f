// Configurations that cases send, and changes of them. Option paths are dotted: `rest.first_page.method`.
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import {
  type ApplicationType,
  DOCUMENTED_DEFAULTS,
  type DocumentedDefault,
} from '../../../specification/services/configuration.ts';
import type { CaseContext } from '../case.ts';
import { withValueAt } from '../model/merge.ts';
import { OPTION_VALUES, type OptionValues } from './option-values.table.ts';

/** Stands for a password that is made for the run. */
export const PASSWORD = '{password}';
export const SECOND_PASSWORD = '{password:2}';

/** An address that no one has (RFC 5737), so that a service started by mistake reaches nobody. */
export const page = (name: string): string => `http://192.0.2.10:50080/${name}`;

/** The least that a UAS service can be written with, and options of the top level besides. */
export const uasService = (options: JsonObject = {}): JsonObject => ({
  service_password: PASSWORD,
  uas: { application_name: 'conformance' },
  ...options,
});

/** The least that a REST service can be written with, and options of the top level besides. */
export const restService = (options: JsonObject = {}): JsonObject => ({
  service_password: PASSWORD,
  application_type: 'REST',
  rest: { first_page: { address: page('first') } },
  ...options,
});

export const minimalService = (type: ApplicationType): JsonObject => (type === 'REST' ? restService() : uasService());

export const withOption = withValueAt;

/** The configuration without the option; the objects on its path stay. */
export function withoutOption(configuration: JsonObject, path: string): JsonObject {
  const [name = '', ...below] = path.split('.');
  const entries = Object.entries(configuration);
  if (below.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== name));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === name ? withoutOption(value as JsonObject, below.join('.')) : value]),
  );
}

/** A change that is nothing but this option, as a Modify sends it. */
export const change = (path: string, value: Json): JsonObject => withOption({}, path, value);

/** An option whose default is documented, with other values for it. */
export interface DocumentedOption extends DocumentedDefault {
  readonly values: OptionValues;
  /** In ids of cases: `rest.first_page.method` is `rest-first-page-method`. */
  readonly slug: string;
}

export const DOCUMENTED_OPTIONS: readonly DocumentedOption[] = DOCUMENTED_DEFAULTS.flatMap((documented) => {
  const values = OPTION_VALUES.find(({ path }) => path === documented.path);
  return values === undefined ? [] : [{ ...documented, values, slug: documented.path.replaceAll(/[._]/g, '-') }];
});

/** A value for the option that is not its default and that the target's schema allows; undefined where none is known. */
export function otherValue(
  { model: { schema } }: CaseContext,
  option: DocumentedOption,
  type: ApplicationType = option.shownFor[0] ?? 'UAS',
): Json | undefined {
  if (!schema.usable) return option.values.others[0];
  const base = minimalService(type);
  const listed = schema.places().find(({ path }) => path.join('.') === option.path)?.schema.enum;
  const candidates = [
    ...option.values.others,
    ...(option.values.perhaps ?? []),
    ...(Array.isArray(listed) ? (listed as readonly Json[]) : []),
  ];
  return candidates.find(
    (value) =>
      value !== option.value &&
      !schema
        .check(withOption(base, option.path, value))
        .some(({ path }) => path === option.path || path.startsWith(`${option.path}.`)),
  );
}

/** A service of the type with every documented option of it set to something else than its default. */
export function everyOption(context: CaseContext, type: ApplicationType): JsonObject {
  return DOCUMENTED_OPTIONS.filter(
    ({ path, shownFor }) => shownFor.includes(type) && path !== 'application_type',
  ).reduce((configuration, option) => {
    const value = otherValue(context, option, type);
    return value === undefined ? configuration : withOption(configuration, option.path, value);
  }, minimalService(type));
}
