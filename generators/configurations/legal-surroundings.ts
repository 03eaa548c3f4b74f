import type { ConfigurationSchema } from './configuration-schema.ts';
import { edgeValues } from './edge-values.ts';
import type { Hints } from './hints.ts';
import { dotted, isObject, type Json, type JsonObject, memberAt, type Path, withMember } from './json.ts';
import type { Place } from './places.ts';
import { typesOfValue } from './shape.ts';
import { isValidEitherWay } from './starting-points.ts';
import { workshopOf } from './workshop.ts';

/** Configurations into which a value can be put so that nothing but the value is to be judged. */
export interface LegalSurroundings {
  /**
   * The base with whatever must be around the place, legal where that is possible; and, for a place that depends on its
   * neighbours, the same with all of them.
   */
  hosts(path: Path): readonly JsonObject[];
  /** Values that the place may hold in that host, the simplest first. */
  legalValues(host: JsonObject, place: Place): readonly Json[];
}

const MOST_OF_A_TYPE = 4;

/** Judges at most so many configurations; what comes after is taken on trust. */
export function legalSurroundings(
  schema: ConfigurationSchema,
  hints: Hints,
  base: JsonObject,
  mostJudged: number,
): LegalSurroundings {
  const workshop = workshopOf(schema.schema);
  const places = new Map(schema.places().map((place) => [dotted(place.path), place]));
  const hostsOfContainer = new Map<string, readonly JsonObject[]>();
  let left = mostJudged;
  const isLegal = (sent: JsonObject): boolean => left-- <= 0 || isValidEitherWay(schema, hints, sent);

  const containers = (host: JsonObject, path: Path): readonly JsonObject[] => {
    const edges = edgeValues(places.get(dotted(path))?.schemas ?? [], workshop).filter(isObject);
    return [{}, ...edges].map((object) => withMember(host, path, object)).filter(isLegal);
  };
  const hosts = (path: Path): readonly JsonObject[] => {
    const container = path.slice(0, -1);
    if (container.length === 0) return [base];
    const known = hostsOfContainer.get(dotted(container));
    if (known !== undefined) return known;
    const [upper = base] = hosts(container);
    const present = isObject(memberAt(upper, container));
    const [emptiest, ...others] = containers(upper, container);
    const host = present ? upper : (emptiest ?? upper);
    const fullest = present ? (others.at(-1) ?? emptiest) : others.at(-1);
    const found = fullest === undefined ? [host] : [host, fullest];
    hostsOfContainer.set(dotted(container), found);
    return found;
  };
  const legalValues = (host: JsonObject, { path, schemas }: Place): readonly Json[] => {
    if (path.length === 0) return [host];
    const present = memberAt(host, path);
    const candidates = [...(present === undefined ? [] : [present]), ...edgeValues(schemas, workshop)];
    return mixed(candidates).filter((value) => isLegal(withMember(host, path, value)));
  };
  return { hosts, legalValues };
}

/** The simplest values of each type, and the last one, which is the longest or fullest. */
function mixed(values: readonly Json[]): readonly Json[] {
  const byType = new Map<string, readonly Json[]>();
  for (const value of values) {
    const [type = 'null'] = typesOfValue(value);
    const before = byType.get(type) ?? [];
    byType.set(type, before.length < MOST_OF_A_TYPE ? [...before, value] : [...before.slice(0, -1), value]);
  }
  return [...byType.values()].flat();
}
