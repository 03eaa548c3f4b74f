// Configurations made from the target's own schema: valid ones that a Write has to accept, and ones that violate exactly
// one keyword and have to be refused.
import fc from 'fast-check';
import type { Violation } from '../../../generators/configurations/index.ts';
import type { JsonObject, ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { Profile } from '../../../harness/traces/trace.ts';
import type { CaseContext, CaseSteps, ServicesCase } from '../case.ts';
import { MINIMAL_REST, MINIMAL_UAS, sourcesFor, violationsOf } from '../stateful/step-sources.ts';
import { read, schema, write, writeThenRead } from '../steps.ts';
import { KEYWORD_GROUPS, type KeywordGroup } from './keywords.ts';

const NO_SCHEMA = 'the target gives no schema that can be used';

/** Configurations of one case, and violations of one keyword group: a sample; the full profile takes all. */
const VALID_PER_CASE = 10;
const VALID_CASES: Readonly<Record<Profile, number>> = { smoke: 1, standard: 9, full: 40 };
const SAMPLE = 24;

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

const BASES: ReadonlyArray<readonly [name: string, base: JsonObject]> = [
  ['uas', MINIMAL_UAS],
  ['rest', MINIMAL_REST],
];

function violating({ name, what, keywords }: KeywordGroup): readonly ServicesCase[] {
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
          const all = BASES.flatMap(([, base]) => violationsOf(context.model, base)).filter((each) =>
            keywords.includes(each.keyword),
          );
          if (all.length === 0)
            return { notApplicable: `the schema has no ${keywords.join(', ')} that a value can break` };
          return { steps: refused(take(all, context.seed)) };
        }),
    }) as const satisfies ServicesCase;
  return [
    made(name, name === 'type' || name === 'conditional' ? 'smoke' : 'standard', (list, seed) =>
      sampleOf(list, SAMPLE, seed),
    ),
    made(`${name}-all`, 'full', (list) => list),
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
