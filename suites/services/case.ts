// A case of the services suite. Its steps are made when the target is known, because some depend on what was learned of
// it: its schema and its defaults.
import { SERVICES_TRACE_FORMAT, type ServicesStep, type ServicesTrace } from '../../harness/traces/services-trace.ts';
import type { Profile } from '../../harness/traces/trace.ts';
import type { ConfigurationModel } from './model/configuration-model.ts';

/** What is known when the steps of a case are made. */
export interface CaseContext {
  readonly seed: number;
  readonly model: ConfigurationModel;
  /** Credentials of a second account were given. */
  readonly secondAccount: boolean;
}

/** The steps of a case for one target, or in one line why there are none: it completes "not exercised: …". */
export type CaseSteps = { readonly steps: readonly ServicesStep[] } | { readonly notApplicable: string };

export interface ServicesCase {
  /** Group and name: kebab-case segments with slashes between them. */
  readonly id: string;
  /** What happens, as a sentence without its full stop. */
  readonly title: string;
  readonly suite: 'services';
  /** Requirements that the case is made for; every rule judges it all the same. */
  readonly requirements: readonly string[];
  /** `standard` where absent. */
  readonly profile?: Profile;
  /** Runs alone, because it may break the target for others. */
  readonly exclusive?: boolean;
  /** Made at random: where it fails, the fewest requests that show the same are looked for. */
  readonly generated?: boolean;
  /** Does not apply where only one account was given. */
  readonly needsSecondAccount?: boolean;
  /** The same for the same context. */
  readonly steps: (context: CaseContext) => CaseSteps;
}

/** The trace of a case for one target, or why it does not apply to that target. */
export function traceOf(
  { id, title, suite, requirements, profile, exclusive, steps }: ServicesCase,
  context: CaseContext,
): { readonly trace: ServicesTrace } | { readonly notApplicable: string } {
  const made = steps(context);
  if ('notApplicable' in made) return made;
  return {
    trace: {
      format: SERVICES_TRACE_FORMAT,
      id,
      title,
      suite,
      requirements,
      ...(profile === undefined ? {} : { profile }),
      ...(exclusive === undefined ? {} : { exclusive }),
      steps: made.steps,
    },
  };
}
