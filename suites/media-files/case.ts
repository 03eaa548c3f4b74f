// A case of the media-files suite. Its steps are made when the way to the target and the seed are known.
import { NAMES_TRACE_FORMAT, type NamesStep, type NamesTrace } from '../../harness/traces/names-trace.ts';
import type { Profile } from '../../harness/traces/trace.ts';

/** What is known when the steps of a case are made. */
export interface NamesContext {
  readonly seed: number;
  /** A store is asked over HTTP and clean-up costs as much again, so it is given fewer names. */
  readonly binding: 'store' | 'validator';
}

export interface NamesCase {
  /** Group and name: kebab-case segments with slashes between them. */
  readonly id: string;
  /** What happens, as a sentence without its full stop. */
  readonly title: string;
  readonly suite: 'media-files';
  /** Requirements that the case is made for; every rule judges it all the same. */
  readonly requirements: readonly string[];
  /** `standard` where absent. */
  readonly profile?: Profile;
  /** Runs alone, because it may break the target for others. */
  readonly exclusive?: boolean;
  /** Where it makes sense: with both where absent. */
  readonly only?: NamesContext['binding'];
  /** Made at random: where it fails, the shortest name that shows the same is looked for. */
  readonly generated?: boolean;
  /** The same for the same context. */
  readonly steps: (context: NamesContext) => readonly NamesStep[];
}

/** The trace of a case for one target. */
export function traceOf(
  { id, title, suite, requirements, profile, exclusive, only, steps }: NamesCase,
  context: NamesContext,
): NamesTrace {
  return {
    format: NAMES_TRACE_FORMAT,
    id,
    title,
    suite,
    requirements,
    ...(profile === undefined ? {} : { profile }),
    ...(exclusive === undefined ? {} : { exclusive }),
    ...(only === undefined ? {} : { only }),
    steps: steps(context),
  };
}
