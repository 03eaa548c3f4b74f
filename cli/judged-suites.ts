// The suites that this version has, as the commands that speak of all of them see them. What belongs to a suite is loaded
// when it is asked for.
import type { CaseHead } from '../harness/engine/case.ts';
import { UsageError } from '../harness/engine/options.ts';
import { requirementsOf } from '../specification/catalogue.ts';
import type { Requirement, SuiteName } from '../specification/types.ts';
import { type Arguments, choiceOf, textOf } from './argument.ts';

/** Suites that this version can run. */
export type JudgedSuiteName = Exclude<SuiteName, 'cloud'>;

/** A case as it is listed and explained. */
export interface ListedCase extends CaseHead {
  /** Absent where they depend on the target. */
  readonly steps?: readonly unknown[];
}

export interface ListedFault {
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly verdict: 'fail' | 'warn';
  /** Where it shows, for a reference with several applications. */
  readonly app?: string;
  /** Where it shows, for a reference that is reached in several ways. */
  readonly bindings?: readonly string[];
}

export interface JudgedSuite {
  readonly name: JudgedSuiteName;
  readonly requirements: readonly Requirement[];
  /** What its reference is called. */
  readonly reference: string;
  readonly cases: (seed: number) => Promise<readonly ListedCase[]>;
  readonly faults: () => Promise<readonly ListedFault[]>;
}

/** All of them, in the order in which they are told of. */
export const JUDGED_SUITES: readonly JudgedSuite[] = [
  {
    name: 'websocket',
    requirements: requirementsOf('websocket'),
    reference: 'reference server',
    cases: async (seed) => (await import('../suites/websocket/cases.ts')).websocketCases({ seed }),
    faults: async () => (await import('../reference/websocket/index.ts')).FAULTS,
  },
  {
    name: 'services',
    requirements: requirementsOf('services'),
    reference: 'reference API',
    cases: async (seed) => {
      const { servicesCases } = await import('../suites/services/cases.ts');
      return servicesCases({ seed }).map(({ steps: _madeForTheTarget, ...head }) => head);
    },
    faults: async () => (await import('../reference/services/index.ts')).SERVICES_FAULTS,
  },
  {
    name: 'media-files',
    requirements: requirementsOf('media-files'),
    reference: 'reference store',
    cases: async () => {
      const { mediaFilesCases } = await import('../suites/media-files/cases.ts');
      return mediaFilesCases.map(({ steps: _madeForTheTarget, ...head }) => head);
    },
    faults: async () => (await import('../reference/media-files/index.ts')).MEDIA_FILES_FAULTS,
  },
];

/** The suite of that name. */
export const judgedSuite = (name: JudgedSuiteName): JudgedSuite => {
  const found = JUDGED_SUITES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no suite ${name}`);
  return found;
};

/** The suite that --suite names, or all. @throws UsageError */
export const suitesOf = (args: Arguments): readonly JudgedSuite[] => {
  const name = textOf(args, 'suite');
  if (name === undefined) return JUDGED_SUITES;
  return [
    judgedSuite(
      choiceOf(
        '--suite',
        name,
        JUDGED_SUITES.map((each) => each.name),
      ),
    ),
  ];
};

/** Refuses options that the target's suite has no use for. @throws UsageError */
export const refuseOptions = (args: Arguments, names: readonly string[], problem: string): void => {
  const given = names.find((name) => args[name] !== undefined && args[name] !== false);
  if (given !== undefined) throw new UsageError(`--${given} ${problem}`);
};
