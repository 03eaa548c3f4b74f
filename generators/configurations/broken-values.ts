import { CONTAINER_BREAKERS } from './broken-containers.ts';
import { SCALAR_BREAKERS } from './broken-scalars.ts';
import {
  type Breaker,
  type BrokenValue,
  nameOf,
  OF_EACH_TYPE,
  type Surroundings,
  told,
  without,
} from './broken-value.ts';
import { isSchema } from './draft-07.ts';
import { edgeValues } from './edge-values.ts';
import { isList, isObject, type JsonObject, own } from './json.ts';

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
  const values = [...OF_EACH_TYPE, '', [], {}, ...fewer, ...allowed, 'x'.repeat(300), 1e9];
  return [...broken, ...values.map((value) => told(value, `is ${nameOf(value)}`))];
};
