import type { ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { Profile } from '../../../harness/traces/trace.ts';
import type { CaseContext, CaseSteps, ServicesCase } from '../case.ts';

/** Steps, or lists of steps that belong together. */
export type StepList = ReadonlyArray<ServicesStep | readonly ServicesStep[]>;

export interface CaseDescription {
  /** What happens, as a sentence without its full stop. */
  readonly title: string;
  readonly requirements: readonly string[];
  readonly profile?: Profile;
  readonly exclusive?: boolean;
  readonly needsSecondAccount?: boolean;
  /** As they are, or made for what is known of the target. */
  readonly steps: StepList | ((context: CaseContext) => StepList | { readonly notApplicable: string });
}

const NO_SECOND_ACCOUNT = 'only one account was given; add a second one with --user2 and --key2';

/** A case of the services suite: its id is group and name, `modify/depth-2`. */
export function servicesCase(id: string, { steps, ...description }: CaseDescription): ServicesCase {
  return {
    id,
    suite: 'services',
    ...description,
    steps: (context) => {
      if (description.needsSecondAccount === true && !context.secondAccount) {
        return { notApplicable: NO_SECOND_ACCOUNT };
      }
      return toSteps(typeof steps === 'function' ? steps(context) : steps);
    },
  };
}

function toSteps(made: StepList | { readonly notApplicable: string }): CaseSteps {
  return 'notApplicable' in made ? made : { steps: made.flat() };
}
