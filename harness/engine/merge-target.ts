// What is said of the target, and of what a run was given, where several shards said it.
import type { BaselineProblem, BaselineUse, RunDocument } from '../run.ts';

/** Facts of all shards: crashes one after the other, the slowest round trip, each note once. */
export function mergedTarget(
  runs: readonly RunDocument[],
  of: number,
  notes: readonly string[],
): RunDocument['target'] {
  const targets = runs.map(({ target }) => target);
  const crashes = targets.flatMap((target) => target.crashes ?? []);
  const roundTrips = targets.flatMap(({ roundTripMs }) => roundTripMs ?? []);
  const told = [...sharesOf(runs, of), ...placesOf(runs), ...notes, ...notesOf(runs)];
  return {
    ...Object.assign({}, ...targets.toReversed()),
    ...(crashes.length === 0 ? {} : { crashes }),
    ...(roundTrips.length === 0 ? {} : { roundTripMs: Math.max(...roundTrips) }),
    notes: told,
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const indexOf = ({ shard }: RunDocument): number => shard?.index ?? 0;

function sharesOf(runs: readonly RunDocument[], of: number): readonly string[] {
  const shares = runs.map((run) => {
    const ran = run.cases.filter(({ verdict }) => verdict !== 'skipped').length;
    return `${indexOf(run)}/${of} ran ${ran} ${ran === 1 ? 'case' : 'cases'} in ${seconds(run.durationMs)}`;
  });
  return [`Merged from shards: ${shares.join(', ')}. The time is that of the longest.`];
}

function placesOf(runs: readonly RunDocument[]): readonly string[] {
  if (new Set(runs.map(({ target }) => target.url)).size < 2) return [];
  const places = runs.map((run) => `${indexOf(run)} at ${run.target.url}`);
  return [`The shards asked different ports: ${places.join(', ')}.`];
}

/** What all of them say is said once; what only some say, with who says it. */
function notesOf(runs: readonly RunDocument[]): readonly string[] {
  // A shard without cases never saw the target.
  const sayers = runs.filter((run) => run.cases.some(({ verdict }) => verdict !== 'skipped'));
  const said = new Map<string, number[]>();
  for (const run of sayers) {
    for (const note of new Set(run.target.notes)) said.set(note, [...(said.get(note) ?? []), indexOf(run)]);
  }
  return [...said].map(([note, indices]) =>
    indices.length === sayers.length
      ? note
      : `${indices.length === 1 ? 'Shard' : 'Shards'} ${indices.join(', ')}: ${note}`,
  );
}

/** An entry is met in the shard of its case, and what is wrong with it may be said by several. */
export function mergedBaseline(runs: readonly RunDocument[]): BaselineUse | undefined {
  const uses = runs.flatMap(({ baseline }) => baseline ?? []);
  const [first] = uses;
  if (first === undefined) return undefined;
  const entries = Math.max(...uses.map((use) => use.entries));
  const problems = new Map(uses.flatMap((use) => use.problems).map((problem) => [JSON.stringify(problem), problem]));
  // What every shard looks at for itself may fail in one of them alone: there the entry is met. A shard that says itself
  // that the entry passes has met another one of the same case.
  const isMetElsewhere = (problem: BaselineProblem): boolean =>
    problem.kind === 'passes' &&
    runs.some((run) => hasKnown(run, problem) && !(run.baseline?.problems ?? []).some(isSameAs(problem)));
  const met = uses.reduce((sum, use) => sum + use.met, 0);
  return {
    file: first.file,
    entries,
    met: Math.min(entries, met),
    problems: [...problems.values()].filter((problem) => !isMetElsewhere(problem)),
  };
}

const hasKnown = ({ requirements }: RunDocument, { requirement, case: id }: BaselineProblem): boolean =>
  requirements.some(({ findings }) =>
    findings.some((each) => each.known !== undefined && each.requirement === requirement && each.case === id),
  );

/** The line to change tells entries apart that differ in nothing else. */
const isSameAs =
  (problem: BaselineProblem) =>
  (other: BaselineProblem): boolean =>
    other.kind === problem.kind && other.change === problem.change;
