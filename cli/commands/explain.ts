import { UsageError } from '../../harness/engine/options.ts';
import { FAULTS } from '../../reference/websocket/index.ts';
import { printable } from '../../reports/printable.ts';
import { jsonLines } from '../../reports/terminal/json-lines.ts';
import { counted } from '../../reports/terminal/labels.ts';
import type { TerminalStyle } from '../../reports/terminal/style.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { nearestIds, REQUIREMENTS, requirement } from '../../specification/catalogue.ts';
import { READINGS, reading } from '../../specification/readings.ts';
import type { Requirement } from '../../specification/types.ts';
import { websocketCases } from '../../suites/websocket/cases.ts';
import { flagOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';

type Cases = Awaited<ReturnType<typeof websocketCases>>;
type Field = readonly [label: string, text: string];

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

const explainRequirement = (found: Requirement, cases: Cases): Explanation => {
  const judging = cases.filter((each) => each.requirements.includes(found.id)).map(({ id }) => id);
  const faults = FAULTS.filter((fault) => fault.id.split('/')[0] === found.id);
  const everywhere = found.suite === 'websocket' ? 'none made for it; every case is judged' : 'none in this version';
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
      ['cases', judging.length === 0 ? everywhere : judging.join(', ')],
      ['faults', faults.length === 0 ? 'none' : faults.map(({ id }) => id).join(', ')],
      ['remedy', found.remedy],
    ],
    data: { ...found, kind: 'requirement', cases: judging, faults: faults.map(({ id }) => id) },
  };
};

const find = (id: string, cases: Cases): Explanation | undefined => {
  const known = requirement(id);
  if (known !== undefined) return explainRequirement(known, cases);
  const trace = cases.find((each) => each.id === id);
  if (trace !== undefined) {
    return {
      id,
      what: 'case',
      fields: [
        ['title', trace.title],
        ['made for', trace.requirements.join(', ') || 'no requirement in particular'],
        ['profile', trace.profile ?? 'standard'],
        ['runs', trace.exclusive === true ? 'alone' : 'beside other cases'],
      ],
      steps: trace.steps,
      data: { ...trace, kind: 'case' },
    };
  }
  const asked = reading(id.toUpperCase());
  if (asked !== undefined) {
    const touched = REQUIREMENTS.filter((each) => each.readings.includes(asked.id)).map((each) => each.id);
    return {
      id: asked.id,
      what: 'reading',
      fields: [
        ['question', asked.question],
        ...asked.readings.map((text, index): Field => [`reading ${index + 1}`, text]),
        ['harness', asked.harness],
        ['bears on', touched.join(', ') || 'no requirement'],
      ],
      data: { ...asked, kind: 'reading', requirements: touched },
    };
  }
  const fault = FAULTS.find((each) => each.id === id);
  return fault === undefined
    ? undefined
    : {
        id,
        what: 'fault of the reference server',
        fields: [
          ['what', fault.title],
          ['violates', fault.requirement],
          ['turns', fault.verdict],
          ['shows in', `the app ${fault.app}`],
        ],
        data: { ...fault, kind: 'fault' },
      };
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
  const cases = await websocketCases({ seed: SEED });
  const explanation = find(id, cases);
  if (explanation === undefined) {
    const ids = [...new Set([...REQUIREMENTS, ...cases, ...READINGS, ...FAULTS].map((each) => each.id))];
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
