import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { renderCtrf } from './ctrf.ts';
import { exchangeEvidence } from './exchange-evidence.ts';
import { fixtureRequirement, fixtureRun } from './run.fixture.ts';
import { hostileRun, knownRun, outdated, runsOfAllSuites } from './run-variants.fixture.ts';
import { forgets, servicesRequirement, servicesRun, servicesTranscript } from './services-run.fixture.ts';

const schema = JSON.parse(
  await readFile(new URL('../test/fixtures/ctrf/ctrf-schema-0.0.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({
  strict: false,
  allErrors: true,
  formats: { uuid: /^[0-9a-f-]{36}$/, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, uri: /^\w+:/ },
}).compile(schema);

interface Document {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly tests: ReadonlyArray<Readonly<Record<string, unknown>>>;
  };
}

const problems = (document: unknown): readonly unknown[] => (validate(document) ? [] : (validate.errors ?? []));

const render = (run: RunDocument, strict = false): Document => {
  const document = JSON.parse(
    renderCtrf(run, { strict, requirement: fixtureRequirement, pathOf: (path) => `../${path}` }),
  );
  expect(problems(document)).toEqual([]);
  return document;
};

const test = ({ results }: Document, name: string): Readonly<Record<string, unknown>> | undefined =>
  results.tests.find((each) => each.name === name);

describe('ctrf.json', () => {
  it('is checked by a schema that refuses what is wrong', () => {
    const document = render(fixtureRun);
    expect(problems({ ...document, surplus: 1 })).not.toEqual([]);
    const [first, ...rest] = document.results.tests;
    const wrong = { ...document, results: { ...document.results, tests: [{ ...first, status: 'known' }, ...rest] } };
    expect(problems(wrong)).not.toEqual([]);
  });

  it('has a test for each requirement and each case that was to be made, and counts them', () => {
    const { summary, tests } = render(fixtureRun).results;
    expect(tests).toHaveLength(fixtureRun.requirements.length + fixtureRun.cases.length - 1);
    const start = Date.parse(fixtureRun.startedAt);
    expect(summary).toEqual({
      tests: 11,
      passed: 2,
      failed: 6,
      skipped: 2,
      pending: 0,
      other: 1,
      suites: 2,
      start,
      stop: start + 61_234,
      duration: 61_234,
    });
    expect(render(fixtureRun, true).results.summary.failed).toBe(7);
  });

  it('tells of a requirement what was found, and of a case where its transcript is', () => {
    const document = render(fixtureRun);
    expect(test(document, 'ws.play.whole-samples')).toMatchObject({
      status: 'failed',
      rawStatus: 'fail',
      suite: ['websocket', 'requirements'],
      message: 'A frame ends inside a sample',
      trace: expect.stringContaining('expected: a multiple of 2 bytes'),
      labels: { level: 'must', section: 'Audio play start', exercised: 400 },
    });
    expect(test(document, 'plain-call/tone')).toMatchObject({
      duration: 3210,
      attachments: [{ name: 'transcript', path: '../transcripts/plain-call/tone.ndjson' }],
    });
    expect(test(document, 'ws.hangup.cause')).toMatchObject({ status: 'skipped', rawStatus: 'not-exercised' });
    expect(test(document, 'slow-reader')).toMatchObject({ status: 'other', message: 'this machine was too busy' });
  });

  it('calls what is known neither passed nor failed, and fails what is wrong with a baseline', () => {
    const document = render(knownRun([outdated]), true);
    expect(document.results.summary).toMatchObject({ failed: 1, other: 8 });
    expect(test(document, 'ws.play.whole-samples')).toMatchObject({ status: 'other', rawStatus: 'known' });
    expect(test(document, 'ws.call.pong in ping/long')).toMatchObject({
      status: 'failed',
      rawStatus: 'passes',
      trace: 'known.json:12: remove this entry',
    });
  });

  it('has a failing test where a run has no verdict', () => {
    const document = render({ ...fixtureRun, complete: false, incompleteReason: 'it died' });
    expect(test(document, 'verdict')).toMatchObject({
      status: 'failed',
      rawStatus: 'no-verdict',
      message: 'the run is incomplete: it died',
    });
  });

  it.each(runsOfAllSuites)('stays valid and printable whatever %s says', (_target, run) => {
    const { tests } = render(hostileRun(run)).results;
    for (const { name, message = '', trace = '' } of tests) {
      // Lines of a trace are ours; nothing else breaks one.
      const text = `${name}${message}${String(trace).replaceAll('\n', '')}`;
      expect(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}]/u.test(text)).toBe(false);
    }
  });

  it('shows the exchanges of a finding', () => {
    const document = JSON.parse(
      renderCtrf(servicesRun, {
        strict: false,
        requirement: servicesRequirement,
        evidence: new Map([[forgets, exchangeEvidence(servicesTranscript, forgets)]]),
        pathOf: (path) => path,
      }),
    );
    expect(problems(document)).toEqual([]);
    expect(test(document, 'services.modify.merges')).toMatchObject({
      trace: expect.stringContaining('→ PATCH    …-one'),
    });
  });
});
