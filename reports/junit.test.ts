import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { RunDocument } from '../harness/run.ts';
import { exchangeEvidence } from './exchange-evidence.ts';
import { renderJunit } from './junit.ts';
import { fixtureRequirement, fixtureRun, halfSample } from './run.fixture.ts';
import { hostileRun, knownRun, outdated, runsOfAllSuites } from './run-variants.fixture.ts';
import { forgets, servicesRequirement, servicesRun, servicesTranscript } from './services-run.fixture.ts';

const schema = await readFile(new URL('../test/fixtures/junit.xsd', import.meta.url), 'utf8');

const problems = async (xml: string): Promise<readonly string[]> => {
  const result = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });
  return result.errors.map(({ message }) => message.slice(0, 300));
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

  it('has a test for each requirement and each case that was to be made, and counts them', () => {
    const xml = render(fixtureRun);
    expect(xml.match(/<testcase /g)).toHaveLength(fixtureRun.requirements.length + fixtureRun.cases.length - 1);
    expect(testCase(xml, 'churn/full')).toBe('');
    expect(xml).toContain('<property name="cases left out" value="1"/>');
    expect(xml).toContain('name="websocket requirements" tests="4" failures="2" errors="0" skipped="1"');
    expect(xml).toContain('name="websocket cases" tests="7" failures="4" errors="0" skipped="2"');
    expect(xml).toContain('tests="11" failures="6" errors="0" skipped="3"');
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
    const [first] = fixtureRun.cases;
    if (first === undefined) throw new Error('a run without cases');
    const needy = {
      ...first,
      id: 'needs/more',
      verdict: 'skipped',
      findings: [],
      reason: 'no second account',
    } as const;
    expect(testCase(render({ ...fixtureRun, cases: [needy] }), 'needs/more')).toContain(
      '<skipped message="skipped: no second account"/>',
    );
  });

  it('passes what a baseline lists, with its reason, strict or not', async () => {
    for (const strict of [false, true]) {
      const xml = render(knownRun([]), strict);
      expect(await problems(xml)).toEqual([]);
      expect(xml).toContain('name="websocket requirements" tests="4" failures="0" errors="0" skipped="1"');
      expect(testCase(xml, 'ws.play.whole-samples')).toMatch(
        /<system-out>fail: .*\nknown: {4}mended in the next version \(until 2027-01-31\), https:/,
      );
      expect(xml).toContain('<property name="known" value="9"/>');
    }
  });

  it('fails a requirement with something new beside what is known', async () => {
    const { requirements } = knownRun([]);
    const mixed = requirements.map((each) => ({
      ...each,
      findings: each.findings.flatMap((one) => [one, { ...halfSample, message: 'new' }]),
    }));
    const xml = render({ ...knownRun([]), requirements: mixed });
    expect(await problems(xml)).toEqual([]);
    const failed = testCase(xml, 'ws.play.whole-samples');
    expect(failed).toContain('<failure message="new" type="fail">');
    expect(failed).toMatch(/<\/failure>\n<system-out>fail: ws.play.whole-samples \(12 times\)\nknown:/);
  });

  it('fails what is wrong with a baseline', async () => {
    const xml = render(knownRun([outdated]));
    expect(await problems(xml)).toEqual([]);
    expect(xml).toContain('name="websocket baseline" tests="1" failures="1"');
    expect(testCase(xml, 'ws.call.pong in ping/long')).toContain(
      '<failure message="it passes now" type="baseline passes">known.json:12: remove',
    );
  });

  it('has an error where a run has no verdict', async () => {
    const cut: RunDocument = { ...fixtureRun, complete: false, incompleteReason: 'the target <died>' };
    const xml = render(cut);
    expect(await problems(xml)).toEqual([]);
    expect(xml).toContain('tests="12" failures="6" errors="1" skipped="3"');
    expect(testCase(xml, 'verdict')).toContain(
      '<error message="the run is incomplete: the target &lt;died&gt;" type="no verdict">',
    );
    const idle = render({
      ...fixtureRun,
      requirements: [],
      cases: [],
      summary: { ...fixtureRun.summary, verdict: 'none' },
    });
    expect(testCase(idle, 'verdict')).toContain('<error message="the run put no requirement to the test"');
  });

  it.each(runsOfAllSuites)('stays valid whatever %s says', async (_target, run) => {
    for (const strict of [false, true]) {
      const xml = render(hostileRun(run), strict);
      expect(await problems(xml)).toEqual([]);
      expect(/\p{Cc}/u.test(xml.replaceAll('\n', ''))).toBe(false);
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
    expect(failed).toContain('&gt;    +20.0  → PATCH    …-one');
    expect(failed).toContain('            …- stands for aculab-conformance-a1b2c3-7-');
    expect(failed).toContain('requests:\n  curl --include --request PUT');
  });
});
