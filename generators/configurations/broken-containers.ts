// Objects and arrays that break a demand on their members or items.
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
import { edgeValues, otherNames } from './edge-values.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';

const MOST_COUNTED = 1000;
const WRONG_MEMBERS: readonly Json[] = [...OF_EACH_TYPE, '', -1, 'x'.repeat(300)];

export const CONTAINER_BREAKERS: Readonly<Record<string, Breaker>> = {
  required: (demand, _schema, { legal }) => {
    const names = isList(demand) ? demand.filter((name) => typeof name === 'string') : [];
    return names.flatMap((name) =>
      objectsIn(legal)
        .filter((object) => Object.hasOwn(object, name))
        .map((object) => told(without(object, name), `lacks ${name}`)),
    );
  },
  additionalProperties: (demand, schema, around) => {
    const objects = objectsIn([...around.legal, {}]);
    if (demand !== false) return described(around).flatMap((name) => withWrongMember(objects, name));
    const patterns = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
    const unknown = ['unknown_option', 'UnknownOption', '-', '0'].find(
      (name) => !patterns.some((pattern) => around.workshop.matches([pattern], name)),
    );
    return unknown === undefined ? [] : objects.flatMap((object) => withUnknown(object, unknown));
  },
  patternProperties: (demand, _schema, { legal, workshop }) => {
    const patterns = isObject(demand) ? Object.keys(demand) : [];
    const names = patterns.flatMap((pattern) => workshop.strings(pattern).slice(-2));
    return names.flatMap((name) => withWrongMember(objectsIn([...legal, {}]), name));
  },
  propertyNames: (_demand, _schema, around) => {
    const members = memberSamples(around);
    return objectsIn(around.legal).flatMap((object) =>
      ['unknown option', '!', 'x'.repeat(300), ''].flatMap((name) =>
        members.map((member) =>
          told({ ...object, [name]: member }, `has a member named ${JSON.stringify(name.slice(0, 20))}`),
        ),
      ),
    );
  },
  minProperties: (demand, _schema, { legal }) => {
    if (typeof demand !== 'number' || demand < 1) return [];
    return objectsIn(legal).map((object) =>
      told(Object.fromEntries(Object.entries(object).slice(0, demand - 1)), `has fewer than ${demand} members`),
    );
  },
  maxProperties: (demand, _schema, around) => {
    if (typeof demand !== 'number' || demand >= MOST_COUNTED) return [];
    const pool = memberPool(around, demand + 1);
    return objectsIn(around.legal).map((object) => {
      const more = pool.filter(([name]) => !Object.hasOwn(object, name));
      const entries = [...Object.entries(object), ...more].slice(0, demand + 1);
      return told(Object.fromEntries(entries), `has ${entries.length} members, more than ${demand}`);
    });
  },
  dependencies: (demand, _schema, around) => {
    if (!isObject(demand)) return [];
    return Object.entries(demand).flatMap(([name, needed]) => {
      const others = isList(needed) ? needed.filter((other) => typeof other === 'string') : [];
      return objectsIn(around.legal).flatMap((object) => withoutDependents(object, name, others, around));
    });
  },
  items: (_demand, _schema, { legal }) => {
    const lists = [...legal.filter(isList), []];
    const wrong = [...OF_EACH_TYPE, ''];
    return lists.flatMap((list) => [
      ...wrong.map((item) => told([...list.slice(1), item], `holds ${nameOf(item)}`)),
      ...wrong.map((item) => told([...list, item], `holds ${nameOf(item)}`)),
    ]);
  },
  minItems: (demand, _schema, around) => {
    if (typeof demand !== 'number') return [];
    return listsOfLength(demand - 1, around).map((list) =>
      told(list, `has ${list.length} items, fewer than ${demand}`),
    );
  },
  maxItems: (demand, _schema, around) => {
    if (typeof demand !== 'number') return [];
    return listsOfLength(demand + 1, around).map((list) => told(list, `has ${list.length} items, more than ${demand}`));
  },
  uniqueItems: (_demand, _schema, around) => {
    const items = [...legalItems(around), ...around.legal.filter(isList).flat()];
    return items.map((item) => told([item, item], 'holds the same item twice'));
  },
};

function withUnknown(object: JsonObject, name: string): readonly BrokenValue[] {
  return [
    told({ ...object, [name]: true }, `has the unknown option ${name}`),
    told({ ...object, [name]: null }, `has the unknown option ${name}, null`),
  ];
}

function withWrongMember(objects: readonly JsonObject[], name: string): readonly BrokenValue[] {
  return objects.flatMap((object) =>
    WRONG_MEMBERS.map((member) => told({ ...object, [name]: member }, `has ${name} as ${nameOf(member)}`)),
  );
}

function withoutDependents(
  object: JsonObject,
  name: string,
  others: readonly string[],
  around: Surroundings,
): readonly BrokenValue[] {
  const shapes = around.workshop.shapes(around.schemas);
  const members = shapes.flatMap((shape) => edgeValues(shape.members.get(name) ?? [], around.workshop).slice(0, 3));
  return members.flatMap((member) => {
    const whole = { ...object, [name]: member };
    if (others.length === 0) return [told(whole, `has ${name}`)];
    return others.map((other) => told(without(whole, other), `has ${name} and lacks ${other}`));
  });
}

/** Names of members that the schema describes without naming them. */
function described({ schemas, workshop }: Surroundings): readonly string[] {
  const names = workshop.shapes(schemas).flatMap((shape) => otherNames(shape, workshop));
  return [...names.slice(0, 2), 'unknown_option'];
}

function memberSamples({ schemas, workshop }: Surroundings): readonly Json[] {
  const others = workshop.shapes(schemas).flatMap((shape) => shape.otherMembers ?? []);
  return others.length === 0 ? ['a'] : edgeValues(others, workshop).slice(0, 3);
}

function memberPool(around: Surroundings, count: number): readonly (readonly [string, Json])[] {
  const { schemas, workshop } = around;
  const shapes = workshop.shapes(schemas);
  const named = shapes.flatMap((shape) =>
    [...shape.members].flatMap(([name, inner]) =>
      edgeValues(inner, workshop)
        .slice(0, 1)
        .map((value) => [name, value] as const),
    ),
  );
  const [member = 'a'] = memberSamples(around);
  const [stem = 'option'] = shapes.flatMap((shape) => otherNames(shape, workshop)).slice(-1);
  const lengthened = Array.from({ length: count + 1 }, (_, i) => [`${stem}${'a'.repeat(i)}`, member] as const);
  return [...named, ...lengthened];
}

function legalItems({ schemas, workshop }: Surroundings): readonly Json[] {
  const items = workshop.shapes(schemas).flatMap((shape) => shape.items);
  return items.length === 0 ? ['a', 'b', 'c', 0, 1] : edgeValues(items, workshop);
}

/** Lists of so many items: legal ones, repeated where they are few; then texts and numbers, each different. */
function listsOfLength(length: number, around: Surroundings): readonly (readonly Json[])[] {
  if (length < 0 || length > MOST_COUNTED) return [];
  const items = legalItems(around);
  return [
    Array.from({ length }, (_, i) => items[i % Math.max(1, items.length)] ?? null),
    Array.from({ length }, (_, i) => `${i + 1}`),
    Array.from({ length }, (_, i) => i + 1),
  ];
}
