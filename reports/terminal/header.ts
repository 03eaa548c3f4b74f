import { printable } from '../printable.ts';
import type { SuiteWords } from '../suite-words.ts';
import { duration } from './labels.ts';
import type { TerminalStyle, Tone } from './style.ts';
import { hanging } from './wrap.ts';

/** What was found out about the target before the first case. Structurally the harness's preflight report. */
export interface PreflightView {
  readonly url: string;
  readonly ok: boolean;
  readonly steps: ReadonlyArray<{
    readonly stage: string;
    readonly outcome: 'ok' | 'warning' | 'failed';
    readonly detail: string;
    readonly ms: number;
  }>;
  readonly rawCause?: number;
  readonly reason?: string;
  readonly advice?: string;
  readonly subprotocol?: string;
  readonly tries?: number;
}

export interface HeaderInput {
  readonly tool: string;
  readonly version: string;
  readonly seed: number;
  readonly profile: string;
  readonly shard?: { readonly index: number; readonly of: number };
  /** URL without login, command or path. */
  readonly target: string;
  /** The configuration file that options came from. */
  readonly config?: string;
  /** What is to be said of the baseline. */
  readonly baseline?: string | undefined;
}

const LABEL_COLUMNS = 14;

const shardText = (shard: HeaderInput['shard']): string =>
  shard === undefined ? '' : `, shard ${shard.index}/${shard.of}`;

/** First lines of a run: the tool, the target and the seed, which a run that is killed would otherwise take with it. */
export const renderHeader = (input: HeaderInput, style: TerminalStyle): readonly string[] => [
  style.paint('strong', `${input.tool} ${input.version}`),
  ...hanging({ indent: 0, label: 'Target', labelColumns: LABEL_COLUMNS, text: printable(input.target) }, style.columns),
  ...hanging(
    {
      indent: 0,
      label: 'Seed',
      labelColumns: LABEL_COLUMNS,
      text: `${input.seed}, profile ${input.profile}${shardText(input.shard)}`,
    },
    style.columns,
  ),
  ...(input.config === undefined
    ? []
    : hanging(
        { indent: 0, label: 'Options', labelColumns: LABEL_COLUMNS, text: printable(input.config) },
        style.columns,
      )),
  ...(input.baseline === undefined
    ? []
    : hanging(
        { indent: 0, label: 'Baseline', labelColumns: LABEL_COLUMNS, text: printable(input.baseline) },
        style.columns,
      )),
];

const OUTCOMES: Readonly<Record<PreflightView['steps'][number]['outcome'], { icon: string; tone: Tone }>> = {
  ok: { icon: '✓', tone: 'pass' },
  warning: { icon: '!', tone: 'warn' },
  failed: { icon: '✗', tone: 'fail' },
};

/** The steps towards the target, one line each: as `doctor` shows them. */
export const renderPreflightSteps = (report: PreflightView, style: TerminalStyle): readonly string[] =>
  report.steps.flatMap((step) => {
    const { icon, tone } = OUTCOMES[step.outcome];
    const text = `${printable(step.detail)}${step.outcome === 'ok' ? ` (${duration(step.ms)})` : ''}`;
    return hanging(
      { indent: 0, label: `${icon} ${step.stage}`, labelColumns: LABEL_COLUMNS, text },
      style.columns,
      (label) => style.paint(tone, label),
    );
  });

/** The steps in short: one line when all is well, the steps that are not otherwise. */
export const renderPreflightSummary = (report: PreflightView, style: TerminalStyle): readonly string[] => {
  const troubled = report.steps.filter((step) => step.outcome !== 'ok');
  // A stage may come once for each account.
  const reached = [...new Set(report.steps.filter((step) => step.outcome === 'ok').map((step) => step.stage))];
  return [
    ...(reached.length === 0
      ? []
      : hanging(
          {
            indent: 0,
            label: 'Preflight',
            labelColumns: LABEL_COLUMNS,
            text: `${reached.join(', ')} ok${report.subprotocol === undefined ? '' : `; subprotocol ${printable(report.subprotocol)}`}`,
          },
          style.columns,
        )),
    ...renderPreflightSteps({ ...report, steps: troubled }, style),
  ];
};

/** Why there is no verdict: the reason, what the application would see, what to change. */
export const renderUnreachable = (
  report: PreflightView,
  style: TerminalStyle,
  options: { readonly stepsShown: boolean; readonly words: SuiteWords },
): readonly string[] => {
  const { words } = options;
  const line = (label: string, text: string, tone: Tone): readonly string[] =>
    hanging({ indent: 0, label, labelColumns: LABEL_COLUMNS, text }, style.columns, (word) => style.paint(tone, word));
  const told = report.steps.some(({ outcome, detail }) => outcome === 'failed' && detail === report.reason);
  return [
    ...(options.stepsShown && told
      ? []
      : line(words.unusableLabel, printable(report.reason ?? words.unusable), 'fail')),
    ...((report.tries ?? 1) > 1 ? line('Tries', `${report.tries}, the last one is shown`, 'quiet') : []),
    ...(report.rawCause === undefined
      ? []
      : line('Raw cause', `the application would see raw cause ${report.rawCause}`, 'quiet')),
    ...(report.advice === undefined ? [] : line('Advice', printable(report.advice), 'quiet')),
  ];
};
