import { UsageError } from '../../harness/engine/options.ts';
import { printable } from '../../reports/printable.ts';
import { jsonLines } from '../../reports/terminal/json-lines.ts';
import { counted } from '../../reports/terminal/labels.ts';
import type { TerminalStyle } from '../../reports/terminal/style.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { nearestIds, REQUIREMENTS, requirement } from '../../specification/catalogue.ts';
import { READINGS, reading } from '../../specification/readings.ts';
import type { Reading, Requirement } from '../../specification/types.ts';
import { flagOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { foldedIds } from '../folded-ids.ts';
import { JUDGED_SUITES, type JudgedSuite, type ListedCase, type ListedFault } from '../judged-suites.ts';

type Field = readonly [label: string, text: string];

/** A suite with all that can be explained of it. */
interface Known {
  readonly suite: JudgedSuite;
  readonly cases: readonly ListedCase[];
  readonly faults: readonly ListedFault[];
}

interface Explanation {
  readonly id: string;
  readonly what: string;
  readonly fields: readonly Field[];
  /** What a case does, step by step. */
  readonly steps?: readonly unknown[];
  readonly data: unknown;
}

const SEED = 1;
const LABEL_COLUMNS = 13;
const STEPS_SHOWN = 12;
const STEP_LINES = 12;

const readingFields = (ids: readonly string[]): readonly Field[] =>
  ids.flatMap((id) => {
    const known = reading(id);
    return known === undefined ? [] : [[`reading ${id}`, known.question] as const];
  });

const explainRequirement = (found: Requirement, all: readonly Known[]): Explanation => {
  const own = all.find(({ suite }) => suite.name === found.suite);
  const judging = (own?.cases ?? []).filter((each) => each.requirements.includes(found.id)).map(({ id }) => id);
  const faults = (own?.faults ?? []).filter((fault) => fault.id.split('/')[0] === found.id);
  const everywhere = own === undefined ? 'none in this version' : 'none made for it; every case is judged';
  return {
    id: found.id,
    what: 'requirement',
    fields: [
      ['statement', found.statement],
      ['source', `${found.source.document}, ${found.source.section}`],
      ['level', `${found.level} (${found.level === 'must' ? 'a violation fails' : 'a violation warns'})`],
      ['basis', found.basis],
      ...readingFields(found.readings),
      ['untested if', found.exercisedBy],
      ['cases', judging.length === 0 ? everywhere : foldedIds(judging)],
      ['faults', faults.length === 0 ? 'none' : faults.map(({ id }) => id).join(', ')],
      ['remedy', found.remedy],
    ],
    data: { ...found, kind: 'requirement', cases: judging, faults: faults.map(({ id }) => id) },
  };
};

const explainCase = (found: ListedCase, suite: JudgedSuite): Explanation => ({
  id: found.id,
  what: 'case',
  fields: [
    ['title', found.title],
    ['suite', suite.name],
    ['made for', found.requirements.join(', ') || 'no requirement in particular'],
    ['profile', found.profile ?? 'standard'],
    ['runs', found.exclusive === true ? 'alone' : 'beside other cases'],
    ...(found.steps === undefined
      ? [['steps', `made for the target: ${suite.name} <url> --only ${found.id} --dry-run shows them`] as const]
      : []),
  ],
  ...(found.steps === undefined ? {} : { steps: found.steps }),
  data: { ...found, suite: suite.name, kind: 'case' },
});

const explainFault = (found: ListedFault, suite: JudgedSuite): Explanation => ({
  id: found.id,
  what: `fault of the ${suite.reference}`,
  fields: [
    ['what', found.title],
    ['violates', found.requirement],
    ['turns', found.verdict],
    ...(found.app === undefined ? [] : [['shows in', `the app ${found.app}`] as const]),
    ...(found.bindings === undefined ? [] : [['shows by', found.bindings.join(', ')] as const]),
  ],
  data: { ...found, kind: 'fault' },
});

const explainReading = (found: Reading): Explanation => {
  const touched = REQUIREMENTS.filter((each) => each.readings.includes(found.id)).map((each) => each.id);
  return {
    id: found.id,
    what: 'reading',
    fields: [
      ['question', found.question],
      ...found.readings.map((text, index): Field => [`reading ${index + 1}`, text]),
      ['harness', found.harness],
      ['bears on', touched.join(', ') || 'no requirement'],
    ],
    data: { ...found, kind: 'reading', requirements: touched },
  };
};

const find = (id: string, all: readonly Known[]): Explanation | undefined => {
  const known = requirement(id);
  if (known !== undefined) return explainRequirement(known, all);
  for (const { suite, cases } of all) {
    const found = cases.find((each) => each.id === id);
    if (found !== undefined) return explainCase(found, suite);
  }
  const asked = reading(id.toUpperCase());
  if (asked !== undefined) return explainReading(asked);
  for (const { suite, faults } of all) {
    const found = faults.find((each) => each.id === id);
    if (found !== undefined) return explainFault(found, suite);
  }
  return undefined;
};

/** A step as JSON on one line where it fits, over several lines that are cut at the columns where it does not. */
const stepLines = (step: unknown, index: number, style: TerminalStyle): readonly string[] => {
  const label = `step ${index + 1}`.padEnd(LABEL_COLUMNS);
  const room = style.columns - LABEL_COLUMNS - 2;
  const texts = jsonLines(step, room);
  const shown = texts.length <= STEP_LINES ? texts : [...texts.slice(0, STEP_LINES - 2), '  …', ...texts.slice(-1)];
  return shown.map((text, line) => {
    const head = line === 0 ? style.paint('quiet', label) : ' '.repeat(LABEL_COLUMNS);
    return `  ${head}${text}`;
  });
};

const stepsLines = (steps: readonly unknown[], id: string, style: TerminalStyle): readonly string[] => {
  const shown = steps.slice(0, STEPS_SHOWN).flatMap((step, index) => stepLines(step, index, style));
  const hidden = steps.length - STEPS_SHOWN;
  return hidden <= 0 ? shown : [...shown, `  and ${counted(hidden, 'more step')}: 'explain ${id} --json' shows all`];
};

const lines = (explanation: Explanation, style: TerminalStyle): readonly string[] => [
  `${style.paint('strong', explanation.id)}  ${style.paint('quiet', explanation.what)}`,
  ...explanation.fields.flatMap(([label, text]) =>
    hanging({ indent: 2, label, labelColumns: LABEL_COLUMNS, text: printable(text) }, style.columns, (word) =>
      style.paint('quiet', word),
    ),
  ),
  ...stepsLines(explanation.steps ?? [], explanation.id, style),
];

/** `explain <id>`: everything known about a requirement, a case, a reading or a fault. */
export const explain: Command = async (args, { terminal }) => {
  const id = String(args.id);
  const all = await Promise.all(
    JUDGED_SUITES.map(async (suite) => ({ suite, cases: await suite.cases(SEED), faults: await suite.faults() })),
  );
  const explanation = find(id, all);
  if (explanation === undefined) {
    const known = all.flatMap(({ cases, faults }) => [...cases, ...faults]);
    const ids = [...new Set([...REQUIREMENTS, ...READINGS, ...known].map((each) => each.id))];
    const near = nearestIds(id, ids);
    const hint =
      near.length > 0
        ? `; did you mean ${near.join(' or ')}?`
        : "; 'list requirements' and 'list cases' show what there is";
    throw new UsageError(`${printable(id)} is no requirement, case, reading or fault${hint}`);
  }
  if (flagOf(args, 'json')) terminal.document(explanation.data);
  else terminal.tell(lines(explanation, terminal.style()));
  return EXIT_CODES.conformant;
};
