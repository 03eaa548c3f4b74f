import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../excerpt.ts';
import { exchangeEvidence } from '../exchange-evidence.ts';
import { type FindingGroup, findingGroups } from '../finding-groups.ts';
import { fixtureEvents, fixtureRequirement, fixtureRun, halfSample } from '../run.fixture.ts';
import { forgets, lags, servicesRequirement, servicesRun, servicesTranscript } from '../services-run.fixture.ts';
import { suiteWords } from '../suite-words.ts';
import { renderFailures } from './failures.ts';
import { renderHeader, renderPreflightSteps, renderPreflightSummary, renderUnreachable } from './header.ts';
import { terminalStyle, wantsColour } from './style.ts';
import { renderSummary } from './summary.ts';
import { columnsOf } from './width.ts';

const evidence = new Map([
  [
    halfSample,
    { lines: excerpt({ startedAt: fixtureRun.startedAt, events: fixtureEvents }, { event: halfSample.at?.event }) },
  ],
]);

const render = (columns: number, colour: boolean): string => {
  const style = terminalStyle(columns, colour);
  return [
    ...renderHeader(
      { tool: 'aculab-conformance', version: '1.2.3', seed: 7, profile: 'standard', target: 'ws://h' },
      style,
    ),
    ...renderFailures(
      {
        run: fixtureRun,
        groups: findingGroups(fixtureRun),
        requirement: fixtureRequirement,
        evidence,
        folder: 'results',
      },
      style,
    ),
    ...renderSummary(
      {
        run: fixtureRun,
        requirement: fixtureRequirement,
        files: ['results/run.json', 'results/junit.xml'],
        tellingLines: (output) => output.slice(-1),
        verbose: true,
        notes: ['own/greeting: the server ended the call at step 3 of 4'],
        verdict: { sentence: 'NOT CONFORMANT: 2 requirements fail and 1 warns.', tone: 'fail' },
      },
      style,
    ),
  ].join('\n');
};

describe('the text of a run', () => {
  it('is this at 80 columns', async () => {
    await expect(`${render(80, false)}\n`).toMatchFileSnapshot('./terminal.golden.txt');
  });

  it('fits the terminal, narrow or wide', () => {
    for (const columns of [60, 80, 132]) {
      const long = render(columns, false)
        .split('\n')
        .filter((line) => columnsOf(line) > columns);
      expect(long).toEqual([]);
    }
  });

  it('says the same with and without colours', () => {
    expect(stripVTControlCharacters(render(80, true))).toBe(render(80, false));
    expect(render(80, true)).not.toBe(render(80, false));
  });

  it('passes no escape of the target on', () => {
    expect(render(80, false).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('ends with the verdict', () => {
    expect(render(80, false).split('\n').at(-1)).toBe('NOT CONFORMANT: 2 requirements fail and 1 warns.');
  });
});

const renderServices = (columns: number): string => {
  const evidence = new Map([forgets, lags].map((finding) => [finding, exchangeEvidence(servicesTranscript, finding)]));
  const style = terminalStyle(columns, false);
  const input = { run: servicesRun, groups: findingGroups(servicesRun), requirement: servicesRequirement, evidence };
  return renderFailures({ ...input, folder: 'results' }, style).join('\n');
};

describe('the findings of an API', () => {
  it('are told as exchanges, at 80 columns', async () => {
    await expect(`${renderServices(80)}\n`).toMatchFileSnapshot('./services.golden.txt');
  });

  it('fit the terminal, but for words of a command that cannot be broken', () => {
    for (const columns of [60, 80, 132]) {
      const long = renderServices(columns)
        .split('\n')
        .filter((line) => columnsOf(line) > columns && !/^ +(--[a-z-]+ )?('[^']*'|\S+)( \\)?$/.test(line));
      expect(long).toEqual([]);
    }
  });

  it('pass no escape of the target on', () => {
    expect(renderServices(80).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

const words = suiteWords({ suite: 'websocket' });

const unreachable = {
  url: 'ws://127.0.0.1:9000/wrong',
  ok: false,
  steps: [
    { stage: 'tcp', outcome: 'ok' as const, detail: 'connected to 127.0.0.1:9000', ms: 1.2 },
    { stage: 'upgrade', outcome: 'failed' as const, detail: 'answered with 404 Not\u001b[2J Found', ms: 3 },
  ],
  rawCause: 404,
  reason: 'the server answered the upgrade with 404',
  advice: 'check the path of the URL',
  tries: 3,
};

it('says once what further findings say, with their cases', () => {
  const example = forgets;
  const hidden = ['a', 'b', 'c', 'd'].map((id) => ({ ...example, case: `modify/${id}` }));
  const [group] = findingGroups(servicesRun);
  if (group === undefined) throw new Error('no group');
  const groups = [
    { ...group, shown: [], hidden: hidden.map((each) => ({ ...group.shown[0], example: each }) as FindingGroup) },
  ];
  const input = { run: servicesRun, groups, requirement: servicesRequirement, evidence: new Map(), folder: 'r' };
  expect(renderFailures(input, terminalStyle(200, false))).toEqual([
    '      and 4 more findings of services.modify.merges: A Modify returns something else than the merge of what was and what was sent (modify/a, modify/b, modify/c and 1 more)',
    '',
  ]);
});

describe('a target without a call', () => {
  it('is told step by step, with the raw cause and what to change', () => {
    const style = terminalStyle(80, false);
    expect([
      ...renderPreflightSteps(unreachable, style),
      ...renderUnreachable(unreachable, style, { stepsShown: true, words }),
    ]).toEqual([
      '✓ tcp         connected to 127.0.0.1:9000 (1 ms)',
      '✗ upgrade     answered with 404 Not\\x1b[2J Found',
      'No call       the server answered the upgrade with 404',
      'Tries         3, the last one is shown',
      'Raw cause     the application would see raw cause 404',
      'Advice        check the path of the URL',
    ]);
  });

  it('is not told twice why', () => {
    const style = terminalStyle(80, false);
    const steps = unreachable.steps.map((step) => ({ ...step, detail: unreachable.reason }));
    const told = (stepsShown: boolean) => renderUnreachable({ ...unreachable, steps }, style, { stepsShown, words })[0];
    expect(told(true)).toMatch(/^Tries /);
    expect(told(false)).toMatch(/^No call /);
  });

  it('is told in short before a run', () => {
    const report = {
      url: 'ws://h',
      ok: true,
      subprotocol: 'v1.cloud.aculab.com',
      steps: unreachable.steps.slice(0, 1),
    };
    expect(renderPreflightSummary(report, terminalStyle(80, false))).toEqual([
      'Preflight     tcp ok; subprotocol v1.cloud.aculab.com',
    ]);
  });
});

describe('an API without an answer', () => {
  it('is told in words of its own', () => {
    const style = terminalStyle(80, false);
    const report = {
      url: 'http://h',
      ok: false,
      steps: [{ stage: 'list', outcome: 'ok' as const, detail: '', ms: 1 }],
      reason: '404 to GET /',
    };
    const told = renderUnreachable(report, style, { stepsShown: false, words: suiteWords({ suite: 'services' }) });
    expect(told).toEqual(['No answer     404 to GET /']);
  });

  it('names each stage once, however many accounts there are', () => {
    const steps = ['login', 'list', 'login', 'list'].map((stage) => ({
      stage,
      outcome: 'ok' as const,
      detail: '',
      ms: 1,
    }));
    const report = { url: 'http://h', ok: true, steps };
    expect(renderPreflightSummary(report, terminalStyle(80, false))).toEqual(['Preflight     login, list ok']);
  });
});

describe('colour', () => {
  it('is for terminals, unless the environment says otherwise', () => {
    expect(wantsColour({}, true)).toBe(true);
    expect(wantsColour({}, false)).toBe(false);
    expect(wantsColour({ TERM: 'dumb' }, true)).toBe(false);
    expect(wantsColour({ NO_COLOR: '1' }, true)).toBe(false);
    expect(wantsColour({ NO_COLOR: '' }, true)).toBe(true);
    expect(wantsColour({ FORCE_COLOR: '1' }, false)).toBe(true);
    expect(wantsColour({ FORCE_COLOR: '0' }, true)).toBe(false);
    expect(wantsColour({ FORCE_COLOR: '1', NO_COLOR: '1' }, true)).toBe(true);
  });
});
