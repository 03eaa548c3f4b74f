import { expect, it } from 'vitest';
import { exchangeEvidence } from './exchange-evidence.ts';
import { renderMarkdown } from './markdown.ts';
import { fixtureRequirement, fixtureRun } from './run.fixture.ts';
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
