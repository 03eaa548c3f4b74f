// What is said of a returned configuration that is not as predicted.

import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import { CONFIGURATION_OPTIONS, DOCUMENTED_MEMBERS } from '../../../specification/services/configuration.ts';
import { findingAt, show } from '../answer.ts';
import type { Difference, Origin } from '../model/difference.ts';
import type { PredictedConfiguration } from '../model/prediction.ts';
import type { RuleFinding, ViewedExchange } from '../rule.ts';

/** Every documented option, and the objects that hold some. */
const DOCUMENTED: ReadonlySet<string> = new Set(
  [...DOCUMENTED_MEMBERS.UAS, ...DOCUMENTED_MEMBERS.REST].flatMap((path) => {
    const names = path.split('.');
    return names.map((_, index) => names.slice(0, index + 1).join('.'));
  }),
);

export const isDocumented = (path: string): boolean => DOCUMENTED.has(path);

/** A documented option is not there at all. Where Read shows that, services.read.complete reports it. */
export const isMissingDocumented = ({ path, actual }: Difference): boolean =>
  actual === undefined && isDocumented(path);

/** The object has options of a configuration, so it is neither an error body nor a stray object. */
export const isConfiguration = (value: JsonObject | undefined): value is JsonObject =>
  value !== undefined && CONFIGURATION_OPTIONS.some((name) => Object.hasOwn(value, name));

/** What the answer should look like, where anything can be said. */
export const predictedIn = ({ prediction }: ViewedExchange): PredictedConfiguration | undefined =>
  'configuration' in prediction ? prediction.configuration : undefined;

/** The answer is whole and of success, but there is no configuration in it; a body that is no JSON is another matter. */
export function lacksConfiguration({ body, returned, response }: ViewedExchange): boolean {
  if (body.kind === 'unreadable') return false;
  // A body that the recording cut off may have held one.
  if (body.kind === 'none') return (response?.body?.bytes ?? 0) === 0;
  return !isConfiguration(returned);
}

/** Nothing of what the request left out at the top: it was sent back, and is not the whole configuration. */
export function isEcho({ returned, sent }: ViewedExchange): boolean {
  if (returned === undefined || sent === undefined) return false;
  const leftOut = CONFIGURATION_OPTIONS.filter((name) => !Object.hasOwn(sent, name));
  return leftOut.length > 1 && leftOut.every((name) => !Object.hasOwn(returned, name));
}

export function findingWithoutConfiguration(exchange: ViewedExchange): RuleFinding {
  const { body, operation } = exchange;
  const what = isEcho(exchange) ? 'only what was sent' : 'no configuration';
  return findingAt(
    exchange,
    `the answer to a ${nameOf(operation.do)} holds ${what}`,
    'the whole configuration in the body',
    body.kind === 'json' ? show(body.value) : 'no body',
  );
}

const nameOf = (what: string): string => `${what.charAt(0).toUpperCase()}${what.slice(1)}`;

const SOURCES: Readonly<Record<Origin, string>> = {
  sent: ' (as sent)',
  'sent-null': ' (as sent)',
  'documented-default': ' (the documented default)',
  'learned-default': ' (the default that the target itself showed)',
  kept: ' (as before)',
  returned: '',
};

const MOST_SHOWN = 4;

/** One finding for all places of one exchange at which a configuration is wrong in the same way; none for no place. */
export function differenceFindings(
  exchange: ViewedExchange,
  message: string,
  differences: readonly Difference[],
): readonly RuleFinding[] {
  if (differences.length === 0) return [];
  const shown = differences.slice(0, MOST_SHOWN);
  const more = differences.length > MOST_SHOWN ? `, and ${differences.length - MOST_SHOWN} more` : '';
  const expected = shown.map(
    ({ path, expected, origin }) => `${path}: ${valueText(expected)}${sourceOf(expected, origin)}`,
  );
  const observed = shown.map(({ path, actual }) => `${path}: ${valueText(actual)}`);
  return [findingAt(exchange, message, `${expected.join(', ')}${more}`, `${observed.join(', ')}${more}`)];
}

const valueText = (value: Difference['actual']): string => (value === undefined ? 'absent' : show(value));

const sourceOf = (value: Difference['expected'], origin: Origin): string =>
  value === undefined ? '' : SOURCES[origin];
