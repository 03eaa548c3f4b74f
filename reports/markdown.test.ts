import { expect, it } from 'vitest';
import { exchangeEvidence } from './exchange-evidence.ts';
import { renderMarkdown } from './markdown.ts';
import { fixtureRequirement, fixtureRun } from './run.fixture.ts';
import { hostileRun, knownRun, outdated, runsOfAllSuites } from './run-variants.fixture.ts';
import { forgets, servicesRequirement, servicesRun, servicesTranscript } from './services-run.fixture.ts';

const sentence = 'NOT CONFORMANT: 2 requirements fail and 1 warns.';
const text = renderMarkdown(fixtureRun, { sentence, requirement: fixtureRequirement });

it('is this', async () => {
  await expect(text).toMatchFileSnapshot('./markdown.golden.txt');
});

it('takes nothing of the target for markup', () => {
  const message = '<img src=x onerror=alert(1)> [click](http://evil) www.evil | `code` **bold** @all #1\n# heading';
  const run = {
    ...fixtureRun,
    requirements: fixtureRun.requirements.map((each) => ({
      ...each,
      findings: each.findings.map((finding) => ({ ...finding, message })),
    })),
  };
  const [line = ''] = renderMarkdown(run, { sentence, requirement: fixtureRequirement })
    .split('\n')
    .filter((each) => each.includes('onerror'));
  const text = line
    .replace('- `audio/silence`: ', '')
    .replace(/ \(in 5 cases: .*\)$/, '')
    .replace(/&#\d+;/g, '');
  expect(text).toContain('click');
  expect(text).not.toMatch(/[<>[\]|`*_@#]|:\/\/|www\./);
});

it('keeps a code span closed, whatever is in it', () => {
  const run = { ...fixtureRun, target: { ...fixtureRun.target, url: 'ws://h/``x`' } };
  expect(renderMarkdown(run, { sentence, requirement: fixtureRequirement })).toContain('``` ws://h/``x` ```');
});

it('folds the exchanges of a finding away, in a fence that nothing in them closes', () => {
  const fencing = { ...exchangeEvidence(servicesTranscript, forgets), commands: ['curl ```` x'] };
  const text = renderMarkdown(servicesRun, {
    sentence,
    requirement: servicesRequirement,
    evidence: new Map([[forgets, fencing]]),
  });
  expect(text).toMatch(/<details><summary>exchanges<\/summary>\n\n {2}```\n {10}ms {2}client → {2}← API\n/);
  expect(text).toContain('  `````\n  curl ```` x\n  `````\n');
});

it('folds what is known away below, and puts what is wrong with a baseline first', () => {
  const lines = renderMarkdown(knownRun([outdated]), { sentence, requirement: fixtureRequirement }).split('\n');
  expect(lines.filter((line) => /^(### |<)/.test(line))).toEqual([
    '### ❌ fail: the baseline `known.json` does not fit',
    '<details><summary>3 known</summary>',
    '</details>',
    '### Notes',
    '<details><summary>1 not exercised</summary>',
    '</details>',
  ]);
  expect(lines).toContain('- `ws.call.pong` in `ping/long`: it passes now');
  expect(lines).toContain('  - change: `known.json:12: remove this entry`');
  expect(lines).toContain(
    '- fail `ws.play.whole-samples` in `plain-call/tone` and 1 more: A frame ends inside a sample (mended in the next version, until 2027-01-31, `https://bugs.example/12`)',
  );
});

it('calls a requirement a warning where all that fails of it is known', () => {
  const requirements = fixtureRun.requirements.map((each) => ({
    ...each,
    findings: each.findings.flatMap((finding) => [
      { ...finding, known: { reason: 'known' } },
      { ...finding, verdict: 'warn' as const, message: 'new' },
    ]),
  }));
  const text = renderMarkdown({ ...fixtureRun, requirements }, { sentence, requirement: fixtureRequirement });
  expect(text.match(/^### .*:/gm)).toEqual(Array(3).fill('### ⚠️ warn:'));
});

it.each(runsOfAllSuites)('has no markup but its own, whatever %s says', (_target, run) => {
  const text = renderMarkdown(hostileRun(run), { sentence, requirement: fixtureRequirement });
  // Code spans show what they hold; the rest is to hold nothing that means anything.
  const outside = text.replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '');
  expect(outside).not.toMatch(/<(?!\/?(details|summary)>)|\]\(|@all|:\/\/|^\s*::/m);
  expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
  expect(/[\p{Cc}\p{Cs}\p{Zl}]/u.test(text.replaceAll('\n', ''))).toBe(false);
});
