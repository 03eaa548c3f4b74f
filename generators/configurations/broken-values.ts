import { CONTAINER_BREAKERS } from './broken-containers.ts';
import { SCALAR_BREAKERS } from './broken-scalars.ts';
import {
  type Breaker,
  type BrokenValue,
  nameOf,
  OF_EACH_TYPE,
  objectsIn,
  type Surroundings,
  told,
  without,
} from './broken-value.ts';
import { isSchema } from './draft-07.ts';
import { edgeValues } from './edge-values.ts';
import { isList, isObject, type JsonObject, own } from './json.ts';
import { propertiesOf } from './places.ts';
import { unconditional } from './references.ts';

const BREAKERS: Readonly<Record<string, Breaker>> = { ...SCALAR_BREAKERS, ...CONTAINER_BREAKERS };

/** Guesses at values that break one keyword of one schema, the plainest first: whether they do is for the judge to say. */
export function brokenValues(keyword: string, schema: JsonObject, around: Surroundings): readonly BrokenValue[] {
  const demand = own(schema, keyword);
  if (demand === undefined) return [];
  const breaker = Object.hasOwn(BREAKERS, keyword) ? BREAKERS[keyword] : undefined;
  return (breaker ?? alternatives)(demand, schema, around);
}

/** For demands that are schemas: what breaks one alternative, what each allows, values of every type. */
const alternatives: Breaker = (demand, _schema, around) => {
  const branches = (isList(demand) ? demand : [demand]).filter(isSchema);
  const allowed = branches.flatMap((branch) => edgeValues([branch], around.workshop).slice(0, 6));
  const broken = branches.filter(isObject).flatMap((branch) =>
    Object.keys(branch)
      .filter((keyword) => Object.hasOwn(BREAKERS, keyword))
      .flatMap((keyword) => brokenValues(keyword, branch, around).slice(0, 3)),
  );
  const fewer = [...allowed, ...around.legal].flatMap((value) =>
    isObject(value) ? Object.keys(value).map((name) => without(value, name)) : [],
  );
  // Members that the alternatives speak of, set to what hardly any of them allows.
  const spokenOf = [...propertiesOf(unconditional(branches, around.workshop.resolve)).keys()].slice(0, 30);
  const strange = spokenOf.flatMap((name) =>
    objectsIn(around.legal)
      .slice(0, 2)
      .flatMap((object) =>
        OF_EACH_TYPE.map((value) => told({ ...object, [name]: value }, `has ${name} as ${nameOf(value)}`)),
      ),
  );
  const values = [...OF_EACH_TYPE, '', [], {}, ...fewer, ...allowed, 'x'.repeat(300), 1e9];
  return [...broken, ...strange, ...values.map((value) => told(value, `is ${nameOf(value)}`))];
};
