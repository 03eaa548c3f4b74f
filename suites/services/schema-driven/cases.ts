// Configurations made from the target's own schema: valid ones that a Write has to accept, and ones that violate exactly
// one keyword and have to be refused.
import fc from 'fast-check';
import type { Violation } from '../../../generators/configurations/index.ts';
import type { Json, JsonObject, ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { Profile } from '../../../harness/traces/trace.ts';
import type { CaseContext, CaseSteps, ServicesCase } from '../case.ts';
import type { ConfigurationModel } from '../model/configuration-model.ts';
import { isObject, memberOf, sameJson } from '../model/json.ts';
import { MINIMAL_REST, MINIMAL_UAS, sourcesFor, violationsOf } from '../stateful/step-sources.ts';
import { modify, read, schema, write, writeThenRead } from '../steps.ts';
import { KEYWORD_GROUPS, type KeywordGroup } from './keywords.ts';

const NO_SCHEMA = 'the target gives no schema that can be used';

/** Configurations of one case, and violations of one keyword group: samples; the full profile takes all. */
const VALID_PER_CASE = 10;
const VALID_CASES: Readonly<Record<Profile, number>> = { smoke: 1, standard: 9, full: 40 };
const SAMPLE = 24;
const SAMPLE_OF_CHANGES = 12;

const REQUIREMENTS = ['services.schema.agrees-with-write', 'services.schema.validates-configurations'];

/** The schema itself, read as the first thing of every case that uses it. */
const fetched: ServicesCase = {
  id: 'schema/fetched',
  title: 'The configuration schema is read',
  suite: 'services',
  requirements: ['services.schema.draft-07', 'services.schema.shape'],
  profile: 'smoke',
  steps: () => ({ steps: [schema()] }),
};

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];

const valid: readonly ServicesCase[] = PROFILES.flatMap((profile) =>
  Array.from(
    { length: VALID_CASES[profile] },
    (_, index): ServicesCase => ({
      id: `schema/accepts/${profile}-${String(index + 1).padStart(2, '0')}`,
      title: 'Configurations that the schema accepts are written',
      suite: 'services',
      requirements: [...REQUIREMENTS, 'services.write.creates', 'services.write.defaults'],
      profile,
      generated: true,
      steps: (context) =>
        withSchema(context, () => {
          const seed = context.seed + PROFILES.indexOf(profile) * 1000 + index;
          const drawn = fc.sample(sourcesFor(context.model).configurations, { numRuns: VALID_PER_CASE, seed });
          return { steps: drawn.flatMap((configuration, at) => writeThenRead(`v${at + 1}`, configuration)) };
        }),
    }),
  ),
);

/** One violation after the other, each to a name that is not in use; a Read tells whether anything was stored. */
function refused(list: readonly Violation[]): readonly ServicesStep[] {
  return list.flatMap(({ value }, at) => [write(`x${at + 1}`, value), read(`x${at + 1}`)]);
}

/** A violation as the change that makes it of a service, which has the name of its base. */
interface WrongChange {
  readonly service: string;
  readonly change: JsonObject;
}

/** The same as changes of services that stand, each sent with nothing but what is wrong. */
function refusedChanges(list: readonly WrongChange[]): readonly ServicesStep[] {
  return [
    ...BASES.filter(([name]) => list.some(({ service }) => service === name)).map(([name, base]) => write(name, base)),
    ...list.flatMap(({ service, change }) => [modify(service, change), read(service)]),
  ];
}

/** What a Modify has to supply to get from one configuration to the other; undefined where something must go. */
function changeTo(wanted: JsonObject, from: JsonObject): JsonObject | undefined {
  if (Object.keys(from).some((name) => !Object.hasOwn(wanted, name))) return undefined;
  const change: Record<string, Json> = {};
  for (const [name, value] of Object.entries(wanted)) {
    const before = memberOf(from, name);
    if (sameJson(value, before)) continue;
    const inner = isObject(value) && isObject(before) ? changeTo(value, before) : value;
    if (inner === undefined) return undefined;
    change[name] = inner;
  }
  return change;
}

const BASES: ReadonlyArray<readonly [name: string, base: JsonObject]> = [
  ['uas', MINIMAL_UAS],
  ['rest', MINIMAL_REST],
];

function violating({ name, what, keywords }: KeywordGroup): readonly ServicesCase[] {
  const profile = name === 'type' || name === 'conditional' ? 'smoke' : 'standard';
  const found = (model: ConfigurationModel, base: JsonObject): readonly Violation[] =>
    violationsOf(model, base).filter((each) => keywords.includes(each.keyword));
  const none = { notApplicable: `the schema has no ${keywords.join(', ')} that a value can break` };

  const made = (
    id: string,
    profile: Profile,
    take: (list: readonly Violation[], seed: number) => readonly Violation[],
  ) =>
    ({
      id: `schema/refuses/${id}`,
      title: `A value ${what} is written`,
      suite: 'services',
      requirements: [...REQUIREMENTS, 'services.write.validation-error', 'services.write.refused-changes-nothing'],
      profile,
      generated: true,
      steps: (context) =>
        withSchema(context, () => {
          const all = BASES.flatMap(([, base]) => found(context.model, base));
          return all.length === 0 ? none : { steps: refused(take(all, context.seed)) };
        }),
    }) as const satisfies ServicesCase;
  const changed = {
    id: `schema/refuses-change/${name}`,
    title: `A service is given a value ${what} by a Modify`,
    suite: 'services',
    requirements: ['services.modify.validates-merge', 'services.modify.refused-changes-nothing'],
    profile: 'standard',
    generated: true,
    steps: (context) =>
      withSchema(context, () => {
        const all = BASES.flatMap(([service, base]) =>
          found(context.model, base).flatMap(({ value }): readonly WrongChange[] => {
            const change = changeTo(value, base);
            return change === undefined ? [] : [{ service, change }];
          }),
        );
        return all.length === 0 ? none : { steps: refusedChanges(sampleOf(all, SAMPLE_OF_CHANGES, context.seed)) };
      }),
  } as const satisfies ServicesCase;
  return [
    made(name, profile, (list, seed) => sampleOf(list, SAMPLE, seed)),
    made(`${name}-all`, 'full', (list) => list),
    changed,
  ];
}

/** So many of a list, spread over it, another choice for another seed. */
function sampleOf<T>(list: readonly T[], size: number, seed: number): readonly T[] {
  if (list.length <= size) return list;
  const stride = list.length / size;
  const offset = seed % Math.max(1, Math.floor(stride));
  return Array.from({ length: size }, (_, at) => list[Math.floor(at * stride) + offset]).filter(
    (each): each is T => each !== undefined,
  );
}

function withSchema({ model }: CaseContext, make: () => CaseSteps): CaseSteps {
  return model.schema.usable ? make() : { notApplicable: NO_SCHEMA };
}

/** Cases made from the target's own schema. */
export const schemaDrivenCases: readonly ServicesCase[] = [fetched, ...valid, ...KEYWORD_GROUPS.flatMap(violating)];
