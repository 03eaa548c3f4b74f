import { OF_EACH_TYPE } from './broken-value.ts';
import { brokenValues } from './broken-values.ts';
import { conditionViolations } from './condition-violations.ts';
import type { ConfigurationSchema } from './configuration-schema.ts';
import { demandsSomething } from './draft-07.ts';
import type { Hints } from './hints.ts';
import { dotted, isObject, type JsonObject, type Path, withMember } from './json.ts';
import { legalSurroundings } from './legal-surroundings.ts';
import { placesOf } from './places.ts';
import { isValidEitherWay } from './starting-points.ts';
import { type Candidate, type Violation, violationJudge } from './violation.ts';
import { workshopOf } from './workshop.ts';

/** What was found for every place and keyword. */
export interface Violations {
  /** One for each place and keyword first, then second ones, and so on: any beginning of the list is broad. */
  readonly list: readonly Violation[];
  /** Pairs of place and keyword for which there is none. */
  readonly dropped: number;
  readonly droppedPairs: readonly DroppedPair[];
}

export interface DroppedPair {
  readonly path: string;
  readonly keyword: string;
  readonly why: string;
}

const MOST_OF_A_PAIR = 3;
const MOST_OF_TYPE = 6;
// Judging is the cost, and each judgement costs more the larger the schema is: beyond 200 options the number sinks.
const MOST_JUDGED = 12_000;
const LEAST_JUDGED = 600;
const FULLY_TRIED_PLACES = 200;
const MOST_CONDITIONS = 16;

/**
 * The base with one change that breaks one keyword at one place, for every place and keyword where that is possible. What is
 * listed is invalid as sent and as merged with the defaults, and, as sent, in nothing but that keyword or at that path.
 * The same list every time; empty where the base itself is invalid.
 */
export function violations(schema: ConfigurationSchema, hints: Hints, base: JsonObject): Violations {
  if (!schema.usable) return { list: [], dropped: 0, droppedPairs: [] };
  if (!isValidEitherWay(schema, hints, base)) {
    // Whatever is changed in it, it was invalid before.
    return { list: [], dropped: 1, droppedPairs: [{ path: '', keyword: '', why: 'the base itself is invalid' }] };
  }
  const workshop = workshopOf(schema.schema);
  const places = placesOf(schema.schema, workshop.resolve);
  const mostJudged = Math.min(MOST_JUDGED, Math.max(LEAST_JUDGED, (MOST_JUDGED * FULLY_TRIED_PLACES) / places.length));
  const judge = violationJudge(schema, hints, mostJudged);
  const surroundings = legalSurroundings(schema, hints, base, mostJudged / 2);
  let conditionsLeft = MOST_CONDITIONS;
  const rows: (readonly Violation[])[] = [];
  const droppedPairs: DroppedPair[] = [];
  const record = (path: Path, keyword: string, found: readonly Violation[], why: string) => {
    if (found.length > 0) rows.push(found);
    else droppedPairs.push({ path: dotted(path), keyword, why });
  };

  for (const place of places) {
    const { path, schemas } = place;
    const hosts = surroundings.hosts(path);
    const legalIn = hosts.map((host) => ({ host, legal: surroundings.legalValues(host, place) }));
    if (schemas.includes(false)) {
      // As ajv names what a schema false forbids.
      const forbidden = hosts.flatMap((host) =>
        OF_EACH_TYPE.map((value) => ({ value: withMember(host, path, value), what: 'is there at all' })),
      );
      const found = judge.choose('false schema', path, forbidden, MOST_OF_A_PAIR);
      record(path, 'false schema', found.list, found.why);
    }
    for (const part of schemas.filter(isObject)) {
      for (const keyword of Object.keys(part).filter((name) => demandsSomething(part, name))) {
        // The configuration as a whole is always sent as an object: what else a body can be is not a matter of options.
        if (keyword === 'type' && path.length === 0) continue;
        if (keyword === 'if') {
          if (conditionsLeft-- <= 0) {
            record(path, keyword, [], 'too many to try');
            continue;
          }
          const found = conditionViolations(schema, workshop, judge, hosts[0] ?? base, { place, part });
          record(path, keyword, found.list, found.why);
          continue;
        }
        // Made as they are asked for: the first few are mostly enough.
        const candidates = function* (): Iterable<Candidate> {
          for (const { host, legal } of legalIn) {
            for (const { value, what } of brokenValues(keyword, part, { schemas, legal, workshop })) {
              if (path.length > 0 || isObject(value)) yield { value: withMember(host, path, value), what };
            }
          }
        };
        const found = judge.choose(keyword, path, candidates(), keyword === 'type' ? MOST_OF_TYPE : MOST_OF_A_PAIR);
        record(path, keyword, found.list, found.why);
      }
    }
  }
  return { list: interleaved(rows), dropped: droppedPairs.length, droppedPairs };
}

function interleaved(rows: readonly (readonly Violation[])[]): readonly Violation[] {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: longest }, (_, i) => rows.flatMap((row) => row.slice(i, i + 1))).flat();
}
