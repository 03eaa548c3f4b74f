import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { RunDocument } from '../harness/run.ts';
import { exchangeEvidence } from './exchange-evidence.ts';
import { renderJunit } from './junit.ts';
import { fixtureRequirement, fixtureRun, halfSample } from './run.fixture.ts';
import { forgets, servicesRequirement, servicesRun, servicesTranscript } from './services-run.fixture.ts';

const schema = await readFile(new URL('../test/fixtures/junit.xsd', import.meta.url), 'utf8');

const problems = async (xml: string): Promise<readonly string[]> => {
  const result = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });
  return result.errors.map(({ message }) => message);
};

const render = (run: RunDocument, strict = false): string =>
  renderJunit(run, { strict, requirement: fixtureRequirement });

const testCase = (xml: string, name: string): string =>
  xml.match(new RegExp(`<testcase name="${name}"[^>]*?(/>|>[\\s\\S]*?</testcase>)`))?.[0] ?? '';

describe('junit.xml', () => {
  it('is valid, strict or not', async () => {
    expect(await problems(render(fixtureRun))).toEqual([]);
    expect(await problems(render(fixtureRun, true))).toEqual([]);
  });

  it('is checked by a schema that refuses what is wrong', async () => {
    expect(await problems(render(fixtureRun).replace('classname=', 'class='))).not.toEqual([]);
    expect(await problems(render(fixtureRun).replaceAll('audio/silence', 'ping/empty'))).not.toEqual([]);
  });

  it('has a test for each requirement and each case, and counts them', () => {
    const xml = render(fixtureRun);
    expect(xml.match(/<testcase /g)).toHaveLength(fixtureRun.requirements.length + fixtureRun.cases.length);
    expect(xml).toContain('name="websocket requirements" tests="4" failures="2" errors="0" skipped="1"');
    expect(xml).toContain('name="websocket cases" tests="8" failures="4" errors="0" skipped="3"');
    expect(xml).toContain('tests="12" failures="6" errors="0" skipped="4"');
  });

  it('tells what was expected and what was observed', () => {
    const failed = testCase(render(fixtureRun), 'ws.play.whole-samples');
    expect(failed).toContain('<failure message="A frame ends inside a sample" type="fail">');
    expect(failed).toContain('expected: a multiple of 2 bytes (16bit_PCM, 1 channel)');
    expect(failed).toContain('observed: 321 bytes');
    expect(failed).toContain('plain-call/tone, event 8 at +1204.3 ms');
  });

  it('lets a warning pass with its text, and fails it when strict', () => {
    const lenient = testCase(render(fixtureRun), 'ws.play.ten-ms-multiple');
    expect(lenient).toContain('<system-out>warn: ws.play.ten-ms-multiple');
    expect(lenient).not.toContain('<failure');
    expect(testCase(render(fixtureRun, true), 'ws.play.ten-ms-multiple')).toContain('type="warn"');
  });

  it('skips what was not judged, and says why', () => {
    const xml = render(fixtureRun);
    expect(testCase(xml, 'ws.hangup.cause')).toContain('message="not exercised: a call_hangup from the server');
    expect(testCase(xml, 'slow-reader')).toContain('<skipped message="inconclusive: this machine was too busy"/>');
    expect(testCase(xml, 'churn/full')).toContain('<skipped message="skipped: not in profile standard"/>');
  });

  it('stays valid whatever the target says', async () => {
    const hostile = `]]><!--&"'<\u0000\u0007\u001b[31m\ud800\uffff\ufffe\u2028\r\n\t${'\u{1f600}'.repeat(3000)}`;
    const finding = {
      ...halfSample,
      message: hostile,
      expected: hostile,
      observed: hostile,
      reading: hostile,
      case: 'a/b',
    };
    const run: RunDocument = {
      ...fixtureRun,
      command: hostile,
      requirements: fixtureRun.requirements.map((each) => ({ ...each, verdict: 'fail', findings: [finding] })),
      cases: fixtureRun.cases.map((each) => ({ ...each, reason: hostile, findings: [finding] })),
    };
    for (const strict of [false, true]) {
      const xml = render(run, strict);
      expect(await problems(xml)).toEqual([]);
      expect(xml.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('junit.xml of an API', () => {
  it('shows the exchanges of a finding and the requests that lead to it, and stays valid', async () => {
    const evidence = new Map([[forgets, exchangeEvidence(servicesTranscript, forgets)]]);
    const xml = renderJunit(servicesRun, { strict: false, requirement: servicesRequirement, evidence });
    expect(await problems(xml)).toEqual([]);
    const failed = testCase(xml, 'services.modify.merges');
    expect(failed).toContain('modify/depth-3, exchange 3 at +20.0 ms');
    expect(failed).toContain('&gt;    +20.0  → PATCH    /service/v1/outbound/aculab-conformance-a1b2c3-7-one');
    expect(failed).toContain('requests:\n  curl --include --request PUT');
  });
});
