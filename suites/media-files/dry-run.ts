// What a run would ask. Nothing is sent and nothing is started.
import { select } from '../../harness/engine/select.ts';
import type { NameBinding } from '../../harness/roles/file-client/binding.ts';
import { DEFAULT_BINDING } from '../../harness/roles/file-client/bindings/default.ts';
import { type PreparedStep, prepareSteps } from '../../harness/roles/file-client/prepare-names.ts';
import { storeRequest } from '../../harness/roles/file-client/store-request.ts';
import type { FileKind, NamesTrace } from '../../harness/traces/names-trace.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { type NamesCase, type NamesContext, traceOf } from './case.ts';
import { mediaFilesCases } from './cases.ts';
import type { MediaFilesRunOptions } from './options.ts';
import { reachTarget } from './reach.ts';

/** A question that a run would put. Names are whole, with a prefix as any run has one. */
export interface PlannedName {
  /** Id of the case. */
  readonly case: string;
  readonly kind: FileKind;
  /** Absent for a list. */
  readonly name?: string;
  /** Of a store. */
  readonly request?: { readonly method: string; readonly url: string };
}

export interface NamesPlan {
  readonly cases: number;
  /** Files that may be created, each deleted at the end of its case; 0 for validators. */
  readonly files: number;
  readonly names: readonly PlannedName[];
}

/**
 * What a run would ask the target. Where something fails, a run asks more, to find the shortest name that shows it.
 *
 * @throws UsageError for filters that match nothing.
 */
export async function planNames(
  options: Pick<
    MediaFilesRunOptions,
    'target' | 'seed' | 'profile' | 'only' | 'skip' | 'shard' | 'durations' | 'cases' | 'scenarios'
  >,
): Promise<NamesPlan> {
  const { target, seed, cases: given, scenarios = [] } = options;
  const reach = await reachTarget({ target, timeoutScale: 1 });
  try {
    const { binding } = reach;
    if (binding === undefined) return { cases: 0, files: 0, names: [] };
    const known: NamesContext = { seed, binding: target.kind === 'store' ? 'store' : 'validator' };
    const ids = requirementsOf('media-files').map(({ id }) => id);
    const { cases } = select<NamesCase | NamesTrace>(given ?? [...mediaFilesCases, ...scenarios], ids, options);
    const fit = cases.filter(({ only }) => only === undefined || only === known.binding);
    const steps = fit.flatMap((each) => stepsOf(each, known, binding, reach.nextPrefix()));
    const offered = steps.filter(({ step }) => target.kind === 'store' && step.do === 'offer');
    return {
      cases: fit.length,
      files: new Set(offered.map(({ step }) => `${step.file.kind}/${step.file.spelling ?? step.file.name}`)).size,
      names: steps.map(({ id, step }) => plannedName(id, step, target)),
    };
  } finally {
    await reach.close();
  }
}

interface StepOfCase {
  readonly id: string;
  readonly step: PreparedStep;
}

function stepsOf(
  each: NamesCase | NamesTrace,
  known: NamesContext,
  binding: NameBinding,
  prefix: string,
): readonly StepOfCase[] {
  const trace = 'format' in each ? each : traceOf(each, known);
  return prepareSteps(trace, binding, prefix).map((step) => ({ id: trace.id, step }));
}

function plannedName(id: string, step: PreparedStep, target: MediaFilesRunOptions['target']): PlannedName {
  const { kind, name } = step.file;
  return {
    case: id,
    kind,
    ...(step.do === 'list' ? {} : { name }),
    ...(target.kind === 'store' ? { request: requestOf(step, target) } : {}),
  };
}

function requestOf(
  step: PreparedStep,
  { url, binding = DEFAULT_BINDING }: Extract<MediaFilesRunOptions['target'], { readonly kind: 'store' }>,
): { readonly method: string; readonly url: string } {
  const base = new URL(url);
  const operation = step.do === 'offer' ? 'write' : step.do;
  const { method, target } = storeRequest(binding, base, operation, { ...step.file, octets: step.octets });
  return { method, url: `${base.origin}${target}` };
}
