// compare.html: two runs beside each other, one file that needs no script and loads nothing.
import { createHash } from 'node:crypto';
import type { RequirementLookup } from '../catalogue-lookup.ts';
import type { Change, ComparedRun, Comparison } from '../comparison.ts';
import {
  type ChangeEntry,
  type ChangeGroup,
  type ComparisonSection,
  comparisonSections,
  type SectionName,
} from '../comparison-sections.ts';
import { printable, shortened } from '../printable.ts';
import { counted, duration, VERDICT_LABELS } from '../terminal/labels.ts';
import { COMPARISON_STYLE } from './comparison-style.ts';
import type { ReportTone } from './model/report-data.ts';

export interface ComparisonPageOptions {
  /** The page of a report, whose look this one has. */
  readonly shell: string;
  /** The sentence that goes with the exit code, and how it is meant. */
  readonly sentence: string;
  readonly tone: ReportTone;
  readonly requirement: RequirementLookup;
}

/** Longer texts of a target than that are for run.json. */
const LONGEST_TEXT = 2000;
const ENTRIES_SHOWN = 500;
const GROUPS_SHOWN = 5;
const CASES_SHOWN = 20;

/** The page. Everything that came from a target is text on it and nothing else. */
export const renderComparisonPage = (comparison: Comparison, options: ComparisonPageOptions): string => {
  const style = `${/<style>([\s\S]*?)<\/style>/.exec(options.shell)?.[1] ?? ''}\n${COMPARISON_STYLE}`;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const sections = comparisonSections(comparison);
  const [word = '', rest] = splitSentence(options.sentence);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    '<title>Comparison of two runs</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<div class="banner ${options.tone}"><h1>${shown(word)}</h1>${rest === undefined ? '' : `<p class="lead">${shown(rest)}</p>`}</div>`,
    ...comparison.differences.map((text) => `<p class="notice">${shown(text)}</p>`),
    runsTable(comparison),
    contents(sections),
    ...sections.map((section) => sectionHtml(section, options.requirement)),
    durationsHtml(comparison),
    stillFailingHtml(comparison),
    '</main>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
};

const shown = (text: string): string =>
  shortened(printable(text), LONGEST_TEXT).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const splitSentence = (sentence: string): readonly [string, string?] => {
  const at = sentence.indexOf(': ');
  return at < 0 ? [sentence] : [sentence.slice(0, at), sentence.slice(at + 2)];
};

const ROWS: ReadonlyArray<readonly [string, (run: ComparedRun) => string]> = [
  ['Started', ({ startedAt }) => startedAt],
  ['Target', ({ target }) => target],
  ['Seed', ({ seed }) => String(seed)],
  ['Profile', ({ profile }) => profile],
  ['Version', ({ version }) => version],
  ['Command', ({ command }) => command],
];

/** Differ in every two runs, or follow from what differs. */
const PLAIN_ROWS = new Set(['Started', 'Command']);

const runsTable = ({ before, after }: Comparison): string => {
  const row = ([label, of]: (typeof ROWS)[number]): string => {
    const mark = of(before) === of(after) || PLAIN_ROWS.has(label) ? '' : ' class="differs"';
    const cell = (run: ComparedRun): string => `<td${mark}>${shown(of(run))}</td>`;
    return `<tr><th scope="row">${label}</th>${cell(before)}${cell(after)}</tr>`;
  };
  return [
    '<table class="runs heads">',
    '<caption class="unseen">The two runs</caption>',
    '<thead><tr><th scope="col"><span class="unseen">What</span></th><th scope="col">Before</th><th scope="col">After</th></tr></thead>',
    `<tbody>${ROWS.map(row).join('')}</tbody>`,
    '</table>',
  ].join('\n');
};

const contents = (sections: readonly ComparisonSection[]): string =>
  sections.length === 0
    ? ''
    : `<nav aria-label="Sections"><ul class="contents">${sections
        .map(({ name, title, entries }) => `<li><a href="#${name}">${title}</a> ${entries.length}</li>`)
        .join('')}</ul></nav>`;

const TONES: Readonly<Record<SectionName, string>> = {
  'newly-failing': 'fail',
  fixed: 'pass',
  changed: 'fail',
  'newly-warning': 'warn',
  known: 'none',
  lost: 'warn',
  added: 'none',
  removed: 'none',
};

const sectionHtml = ({ name, title, entries }: ComparisonSection, requirement: RequirementLookup): string =>
  [
    `<section aria-labelledby="${name}">`,
    `<h2 id="${name}">${title} <span class="quiet">${entries.length}</span></h2>`,
    '<ul class="changes">',
    ...entries.slice(0, ENTRIES_SHOWN).map((entry) => entryHtml(entry, TONES[name], requirement)),
    '</ul>',
    ...(entries.length > ENTRIES_SHOWN ? [`<p class="quiet">and ${entries.length - ENTRIES_SHOWN} more</p>`] : []),
    '</section>',
  ].join('\n');

const wordOf = (verdict: Change['before']): string =>
  verdict === 'absent' ? 'absent' : VERDICT_LABELS[verdict].word.toLowerCase();

const entryHtml = ({ change, groups }: ChangeEntry, tone: string, requirement: RequirementLookup): string => {
  const { kind, id, before, after, reason, repeat } = change;
  const statement = kind === 'requirement' ? requirement(id)?.statement : undefined;
  return [
    `<li class="change ${tone}">`,
    `<h3>${kind === 'case' ? 'Case ' : ''}${shown(id)} <span class="quiet">${wordOf(before)} before, ${wordOf(after)} now</span></h3>`,
    ...(statement === undefined ? [] : [`<p>${shown(statement)}</p>`]),
    ...(reason === undefined || groups.length > 0 ? [] : [`<p class="quiet">${shown(reason)}</p>`]),
    ...groups.slice(0, GROUPS_SHOWN).map(groupHtml),
    ...(groups.length > GROUPS_SHOWN
      ? [`<p class="quiet">and ${counted(groups.length - GROUPS_SHOWN, 'more finding')}</p>`]
      : []),
    ...(repeat === undefined ? [] : [`<p class="label">Repeat it</p>`, `<pre><code>${shown(repeat)}</code></pre>`]),
    '</li>',
  ].join('\n');
};

const groupHtml = ({ example, cases }: ChangeGroup): string => {
  const { message, expected, observed, reading, known } = example;
  const row = (label: string, text: string | undefined, name = ''): string =>
    text === undefined ? '' : `<dt>${label}</dt><dd${name === '' ? '' : ` class="${name}"`}>${shown(text)}</dd>`;
  const more = cases.length > CASES_SHOWN ? ` and ${cases.length - CASES_SHOWN} more` : '';
  return [
    '<div class="found">',
    `<p>${shown(message)}</p>`,
    '<dl>',
    row('Expected', expected, 'expected'),
    row('Observed', observed, 'observed'),
    row('Reading', reading),
    row('Known', known?.reason),
    row(cases.length === 1 ? 'Case' : 'Cases', `${cases.slice(0, CASES_SHOWN).join(', ')}${more}`),
    '</dl>',
    '</div>',
  ].join('');
};

const durationsHtml = ({ durations }: Comparison): string =>
  durations.length === 0
    ? ''
    : [
        '<section aria-labelledby="durations">',
        `<h2 id="durations">Slower or faster <span class="quiet">${durations.length}</span></h2>`,
        '<table class="runs"><thead><tr><th scope="col">Case</th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>',
        ...durations
          .slice(0, ENTRIES_SHOWN)
          .map(
            ({ id, beforeMs, afterMs }) =>
              `<tr><th scope="row">${shown(id)}</th><td>${duration(beforeMs)}</td><td>${duration(afterMs)}</td></tr>`,
          ),
        '</tbody></table>',
        '</section>',
      ].join('\n');

const stillFailingHtml = ({ stillFailing }: Comparison): string =>
  stillFailing.length === 0
    ? ''
    : [
        '<section aria-labelledby="still-failing">',
        `<h2 id="still-failing">Still failing, as before <span class="quiet">${stillFailing.length}</span></h2>`,
        `<p>${shown(stillFailing.join(', '))}</p>`,
        '</section>',
      ].join('\n');
