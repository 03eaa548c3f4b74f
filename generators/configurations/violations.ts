import { brokenValues } from './broken-values.ts';
import { conditionViolations } from './condition-violations.ts';
import type { ConfigurationSchema } from './configuration-schema.ts';
import { DEMANDING_KEYWORDS } from './draft-07.ts';
import { edgeValues } from './edge-values.ts';
import type { Hints } from './hints.ts';
import { dotted, isObject, type Json, type JsonObject, jsonKey, memberAt, type Path, withMember } from './json.ts';
import { type Place, placesOf } from './places.ts';
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
const MOST_LEGAL = 8;
// Judging is the cost; a schema of a thousand options has more candidates than anybody wants to wait for.
const MOST_JUDGED = 12_000;

/**
 * The base with one change that breaks one keyword at one place, for every place and keyword where that is possible. What is
 * listed is invalid as sent and as merged with the defaults, and, as sent, in nothing but that keyword or at that path.
 * The same list every time.
 */
export function violations(schema: ConfigurationSchema, hints: Hints, base: JsonObject): Violations {
  if (!schema.usable) return { list: [], dropped: 0, droppedPairs: [] };
  const workshop = workshopOf(schema.schema);
  const judge = violationJudge(schema, hints, MOST_JUDGED);
  const rows: (readonly Violation[])[] = [];
  const droppedPairs: DroppedPair[] = [];
  const record = (path: Path, keyword: string, found: readonly Violation[], why: string) => {
    if (found.length > 0) rows.push(found);
    else droppedPairs.push({ path: dotted(path), keyword, why });
  };

  for (const place of placesOf(schema.schema, workshop.resolve)) {
    const { path, schemas } = place;
    const prepared = withContainers(schema, hints, base, path);
    const legal = legalValues(schema, hints, prepared, place);
    const put = (value: Json): JsonObject | undefined =>
      path.length > 0 ? withMember(prepared, path, value) : isObject(value) ? value : undefined;
    for (const part of schemas.filter(isObject)) {
      for (const keyword of Object.keys(part).filter((name) => DEMANDING_KEYWORDS.has(name))) {
        if (keyword === 'if') {
          const found = conditionViolations(schema, workshop, judge, prepared, { place, part });
          record(path, keyword, found.list, found.why);
          continue;
        }
        const candidates = brokenValues(keyword, part, { schemas, legal, workshop }).flatMap(({ value, what }) => {
          const whole = put(value);
          return whole === undefined ? [] : [{ value: whole, what }];
        });
        const most = keyword === 'type' ? MOST_OF_TYPE : MOST_OF_A_PAIR;
        const found = judge.choose(keyword, path, distinct(candidates), most);
        record(path, keyword, found.list, found.why);
      }
    }
  }
  return { list: interleaved(rows), dropped: droppedPairs.length, droppedPairs };
}

/** The base with whatever must be around the place, made legal where that is possible. */
function withContainers(schema: ConfigurationSchema, hints: Hints, base: JsonObject, path: Path): JsonObject {
  const workshop = workshopOf(schema.schema);
  let prepared = base;
  for (let depth = 1; depth < path.length; depth++) {
    const container = path.slice(0, depth);
    if (isObject(memberAt(prepared, container))) continue;
    const place = placeAt(schema, container);
    const objects = [{}, ...(place === undefined ? [] : edgeValues(place.schemas, workshop).filter(isObject))];
    const filled = objects.map((object) => withMember(prepared, container, object));
    prepared = filled.find((candidate) => isValidEitherWay(schema, hints, candidate)) ?? prepared;
  }
  return prepared;
}

function legalValues(
  schema: ConfigurationSchema,
  hints: Hints,
  prepared: JsonObject,
  { path, schemas }: Place,
): readonly Json[] {
  if (path.length === 0) return [prepared];
  const present = memberAt(prepared, path);
  const candidates = [...(present === undefined ? [] : [present]), ...edgeValues(schemas, workshopOf(schema.schema))];
  // The simplest ones, and the last ones, which are the longest and fullest.
  return [...candidates.slice(0, 2 * MOST_LEGAL), ...candidates.slice(-2)]
    .filter((value) => isValidEitherWay(schema, hints, withMember(prepared, path, value)))
    .slice(0, MOST_LEGAL);
}

function placeAt(schema: ConfigurationSchema, path: Path): Place | undefined {
  const wanted = dotted(path);
  return schema.places().find((place) => dotted(place.path) === wanted);
}

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((candidate) => [jsonKey(candidate.value), candidate])).values()];
}

function interleaved(rows: readonly (readonly Violation[])[]): readonly Violation[] {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: longest }, (_, i) => rows.flatMap((row) => row.slice(i, i + 1))).flat();
}
