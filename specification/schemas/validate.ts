// Validators of the files that this project reads and writes. Each says what is wrong, one line for each slip, with the
// place as a JSON pointer; an empty list means valid.
import { REQUIREMENTS, requirement } from '../catalogue.ts';
import { nearestIds } from '../nearest.ts';
import { compile } from '../validation/compile.ts';
import { BASELINE_SCHEMA } from './baseline.table.ts';
import { type BaselineParts, baselineProblems } from './baseline-problems.ts';
import { BINDING_SCHEMA } from './binding.table.ts';
import { type BindingParts, bindingProblems } from './binding-problems.ts';
import { COMPARISON_SCHEMA } from './comparison.table.ts';
import { CONFIG_SCHEMA } from './config.table.ts';
import { configSecrets } from './config-problems.ts';
import { EXCHANGES_LINE_SCHEMA } from './exchanges.table.ts';
import { RUN_SCHEMA } from './run.table.ts';
import { TRACE_SCHEMA } from './trace.table.ts';
import { TRANSCRIPT_LINE_SCHEMA } from './transcript.table.ts';

/** A trace, parsed from JSON. Names that are nearly right are answered by the right one. */
export async function validateTrace(value: unknown): Promise<readonly string[]> {
  const validate = await compile(TRACE_SCHEMA);
  const problems = validate(value);
  return problems.length > 0 ? problems : unknownRequirements(value as RequirementsOfTrace);
}

/** A run.json, parsed. */
export async function validateRun(value: unknown): Promise<readonly string[]> {
  return (await compile(RUN_SCHEMA))(value);
}

/** A comparison of two runs, parsed. */
export async function validateComparison(value: unknown): Promise<readonly string[]> {
  return (await compile(COMPARISON_SCHEMA))(value);
}

/** One line of a transcript, parsed. That the header comes first and the end last is not seen here. */
export async function validateTranscriptLine(value: unknown): Promise<readonly string[]> {
  return (await compile(TRANSCRIPT_LINE_SCHEMA))(value);
}

/** One line of a transcript of exchanges, parsed. That the header comes first and the end last is not seen here. */
export async function validateExchangesLine(value: unknown): Promise<readonly string[]> {
  return (await compile(EXCHANGES_LINE_SCHEMA))(value);
}

/** A binding, parsed from JSON. */
export async function validateBinding(value: unknown): Promise<readonly string[]> {
  const problems = (await compile(BINDING_SCHEMA))(value);
  return problems.length > 0 ? problems : bindingProblems(value as BindingParts);
}

/** A configuration file, parsed from JSON. Where it holds secrets nothing else is said, and these are not shown. */
export async function validateConfig(value: unknown): Promise<readonly string[]> {
  const secrets = configSecrets(value);
  return secrets.length > 0 ? secrets : (await compile(CONFIG_SCHEMA))(value);
}

/** A baseline, parsed from JSON. Whether its requirements and cases exist is for the run to say. */
export async function validateBaseline(value: unknown): Promise<readonly string[]> {
  const problems = (await compile(BASELINE_SCHEMA))(value);
  return problems.length > 0 ? problems : baselineProblems(value as BaselineParts);
}

interface RequirementsOfTrace {
  readonly requirements: readonly string[];
  readonly steps: ReadonlyArray<{ readonly about?: string }>;
}

function unknownRequirements({ requirements, steps }: RequirementsOfTrace): readonly string[] {
  const legal = REQUIREMENTS.map(({ id }) => id);
  const problem = (id: string, place: string): readonly string[] => {
    if (requirement(id) !== undefined) return [];
    const [nearest] = nearestIds(id, legal, 1);
    const hint = nearest === undefined ? '' : `; did you mean ${JSON.stringify(nearest)}?`;
    return [`${place}: unknown requirement ${JSON.stringify(id)}${hint}`];
  };
  return [
    ...requirements.flatMap((id, index) => problem(id, `/requirements/${index}`)),
    ...steps.flatMap(({ about }, index) => (about === undefined ? [] : problem(about, `/steps/${index}/about`))),
  ];
}
