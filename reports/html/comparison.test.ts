import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RunDocument } from '../../harness/run.ts';
import { compareRuns } from '../comparison.ts';
import { fixtureRequirement, fixtureRun } from '../run.fixture.ts';
import { renderComparison } from '../terminal/comparison.ts';
import { terminalStyle } from '../terminal/style.ts';
import { columnsOf } from '../terminal/width.ts';
import { renderComparisonPage } from './comparison.ts';

const HOSTILE = `"'><img src=x onerror=alert(1)></style></title><script>alert(1)</script>&lt;\u202e\u001b[2J${'x'.repeat(3000)}`;

/** Every text that a target or the file of a stranger may choose. */
const hostile: RunDocument = {
  ...fixtureRun,
  seed: 8,
  profile: HOSTILE,
  command: `npx aculab-conformance ${HOSTILE}`,
  tool: { name: 'aculab-conformance', version: HOSTILE },
  complete: false,
  incompleteReason: HOSTILE,
  target: { suite: 'websocket', url: HOSTILE },
  requirements: fixtureRun.requirements.map((each) => ({
    ...each,
    id: `${each.id}${HOSTILE}`,
    findings: each.findings.map((finding) => ({
      ...finding,
      message: HOSTILE,
      expected: HOSTILE,
      observed: HOSTILE,
      reading: HOSTILE,
      case: HOSTILE,
    })),
  })),
  cases: fixtureRun.cases.map((each, index) => ({
    ...each,
    reason: HOSTILE,
    durationMs: 60_000 + each.durationMs,
    ...(index === 4 ? { verdict: 'inconclusive' } : {}),
    ...(index > 4 ? { id: `${each.id}${HOSTILE}` } : {}),
  })),
};
const ESCAPE = '\u001b';
const ATTRIBUTES = [
  'aria-label',
  'aria-labelledby',
  'charset',
  'class',
  'content',
  'href',
  'http-equiv',
  'id',
  'lang',
  'name',
  'scope',
];
const comparison = compareRuns(fixtureRun, hostile);
const options = {
  shell: '<html><style>:root{color:red}</style></html>',
  sentence: `WORSE: ${HOSTILE}`,
  tone: 'fail',
  requirement: fixtureRequirement,
} as const;
const page = renderComparisonPage(comparison, options);

describe('compare.html', () => {
  it('lets no text become anything but text', () => {
    // Without the style, which is ours: what is a tag there, and what is in it.
    const tags = Array.from(page.replace(/<style>[\s\S]*?<\/style>/, '').matchAll(/<(\/?[a-z0-9!]+)([^>]*)>/g));
    const names = new Set(tags.map(([, name = '']) => name.replace('/', '')));
    const attributes = new Set(
      tags.flatMap(([, , text = '']) => Array.from(text.matchAll(/([^\s=]+)="[^"]*"/g), ([, name]) => name)),
    );
    for (const name of ['script', 'img', 'link', 'style', 'iframe']) expect(names.has(name), name).toBe(false);
    expect([...attributes].sort()).toEqual(ATTRIBUTES);
    expect(/[\u202e\u009b]/u.test(page) || page.includes(ESCAPE)).toBe(false);
    expect(page.includes('&#60;script&#62;alert(1)&#60;/script&#62;')).toBe(true);
  });

  it('allows its own style and nothing else', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    expect(style.startsWith(':root{color:red}')).toBe(true);
    expect(/url\(|@import/.test(style)).toBe(false);
  });

  it('has a heading for the verdict, for each section and each change, and links that lead to them', () => {
    expect(page.split('<h1>')).toHaveLength(2);
    const links = Array.from(page.matchAll(/href="#([^"]*)"/g), ([, id]) => id);
    expect(links).toEqual(['newly-failing', 'newly-warning', 'lost', 'added', 'removed']);
    for (const id of links) expect(page.includes(`<h2 id="${id}">`), id).toBe(true);
  });

  it('shows what was expected and observed of what fails newly, and how to repeat it', () => {
    const red = renderComparisonPage(compareRuns({ ...fixtureRun, requirements: [], cases: [] }, fixtureRun), options);
    const entry = red.slice(red.indexOf('ws.play.whole-samples'));
    expect(entry).toContain('A binary frame of a play holds a whole number of samples');
    expect(entry).toContain('<dd class="expected">a multiple of 2 bytes (16bit_PCM, 1 channel)</dd>');
    expect(entry).toContain('<dd class="observed">321 bytes</dd>');
    expect(entry).toMatch(/<code>npx aculab-conformance websocket .* --only plain-call\/tone --seed 7/);
  });
});

describe('the comparison in a terminal', () => {
  it('fits 80 columns and lets no escape through, whatever the texts', () => {
    const lines = renderComparison(
      { comparison, requirement: fixtureRequirement, files: ['out/compare.html'], verdict: options },
      terminalStyle(80, false),
    );
    const text = lines.join('\n');
    expect(text.includes(ESCAPE) || text.includes('\u202e')).toBe(false);
    const isCommand = (line: string): boolean => /^\s{6}repeat|^\s{16}/.test(line);
    expect(lines.filter((line) => !isCommand(line) && columnsOf(line) > 80)).toHaveLength(0);
    expect(lines.slice(0, 2).join('')).toMatch(/^Before {8}2026/);
    expect(text.indexOf('Newly failing')).toBeLessThan(text.indexOf('Judged no longer'));
  });
});
