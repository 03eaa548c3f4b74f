// Random sequences of requests as cases: each is one sequence, drawn for the target's own schema and defaults.
import fc from 'fast-check';
import type { Profile } from '../../../harness/traces/trace.ts';
import type { CaseContext, ServicesCase } from '../case.ts';
import { SequenceArbitrary } from './sequence-arbitrary.ts';
import { sourcesFor } from './step-sources.ts';

/** How many sequences each profile adds; together some 40, 1,500 and 10,000 requests. */
const SEQUENCES: Readonly<Record<Profile, number>> = { smoke: 2, standard: 78, full: 460 };

const REQUIREMENTS = [
  'services.write.creates',
  'services.write.replaces',
  'services.write.defaults',
  'services.write.replace-resets',
  'services.write.validation-error',
  'services.write.refused-changes-nothing',
  'services.modify.merges',
  'services.modify.null',
  'services.modify.validates-merge',
  'services.modify.refused-changes-nothing',
  'services.read.own-write',
  'services.delete.no-content',
  'services.list.complete',
  'services.isolates.services',
  'services.schema.agrees-with-write',
  'services.schema.validates-configurations',
];

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];

/** Sequences of Write, Modify, Read, Delete and List over a few names, each step predicted by the model. */
export const statefulCases: readonly ServicesCase[] = PROFILES.flatMap((profile) =>
  Array.from({ length: SEQUENCES[profile] }, (_, index) => ({ profile, index })),
).map(({ profile, index }, number) => ({
  id: `stateful/${profile}-${String(index + 1).padStart(3, '0')}`,
  title: 'A random sequence of requests, each answer predicted',
  suite: 'services',
  requirements: REQUIREMENTS,
  profile,
  generated: true,
  steps: (context) => ({ steps: sequence(context, number) }),
}));

function sequence({ seed, model }: CaseContext, number: number) {
  const arbitrary = new SequenceArbitrary({ sources: sourcesFor(model) });
  // Seeds next to one another would give the same sequences to runs with neighbouring seeds.
  const own = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) | 0;
  return fc.sample(arbitrary, { numRuns: 1, seed: own })[0] ?? [];
}
