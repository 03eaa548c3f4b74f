import { expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { renderGithub } from './github.ts';
import { fixtureRun, halfSample } from './run.fixture.ts';
import { hostileRun, knownRun, outdated, runsOfAllSuites } from './run-variants.fixture.ts';

const lines = (run: RunDocument, strict = false): readonly string[] => renderGithub(run, { strict });

it('has an error for each group that fails and a warning for each that warns, with what repeats them', () => {
  const all = lines(fixtureRun);
  expect(all.map((line) => line.split('::', 2)[1])).toEqual([
    'error title=fail ws.message.type',
    'error title=fail ws.play.whole-samples',
    'warning title=warn ws.play.ten-ms-multiple',
  ]);
  expect(all[1]).toContain(
    '::A frame ends inside a sample%0Aexpected: a multiple of 2 bytes (16bit_PCM, 1 channel)%0Aobserved: 321 bytes%0Acase: plain-call/tone and 1 more%0Arepeat: npx aculab-conformance websocket ws://127.0.0.1:9000/bot ',
  );
  expect(lines(fixtureRun, true).filter((line) => line.startsWith('::error '))).toHaveLength(3);
});

it('has no more than GitHub shows of each kind, one of each requirement first, and names the rest', () => {
  // Letters: numbers alone would be one group.
  const many = [...'abcdefghijklm'].map((letter) => ({ ...halfSample, message: `wrong in ${letter}${letter}` }));
  const requirements = fixtureRun.requirements.map((each) => ({ ...each, verdict: 'fail', findings: many }) as const);
  const all = lines({ ...fixtureRun, requirements: requirements.slice(0, 2) });
  expect(all).toHaveLength(10);
  expect(all.slice(0, 4).map((line) => /::(wrong in ..)/.exec(line)?.[1])).toEqual([
    'wrong in aa',
    'wrong in aa',
    'wrong in bb',
    'wrong in bb',
  ]);
  expect(all.at(-1)).toBe('::error title=17 more::17 more of these are in the report of the run.');
});

it('tells what is known as a notice, and what is wrong with a baseline as an error', () => {
  expect(lines(knownRun([])).map((line) => line.split(' ', 1)[0])).toEqual(['::notice', '::notice', '::notice']);
  const [error, notice] = lines(knownRun([outdated]));
  expect(error).toBe(
    '::error file=known.json,line=12,title=baseline%3A ws.call.pong::it passes now%0Acase: ping/long%0Aknown.json:12: remove this entry',
  );
  expect(notice).toMatch(/%0Aknown: mended in the next version \(until 2027-01-31\), https:\/\/bugs.example\/12$/);
});

it('has an error where a run has no verdict', () => {
  const [first] = lines({ ...fixtureRun, complete: false, incompleteReason: 'it\ndied' });
  expect(first).toBe('::error title=no verdict::the run is incomplete: it\\ndied');
});

it.each(runsOfAllSuites)('holds one command in a line, whatever %s says', (_target, run) => {
  const all = lines(hostileRun(run));
  expect(all.length).toBeGreaterThan(2);
  for (const line of all) {
    expect(line).toMatch(/^::(error|warning|notice) (file=[^:,]*,line=\d+,)?title=[^:,]*::/);
    expect(line).not.toMatch(/[\p{Cc}\p{Zl}]/u);
  }
});
