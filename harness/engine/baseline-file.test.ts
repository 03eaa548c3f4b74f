import { describe, expect, it } from 'vitest';
import { baselineOf, entryOf, finding } from './baseline.fixture.ts';
import { checkSuite, parseBaseline, readBaseline } from './baseline-file.ts';
import { linesByPointer } from './baseline-lines.ts';
import { UsageError } from './options.ts';

const refusal = async (reading: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message.split('\n');
};

const half = finding('r.one', 'a/one', 'A frame ends inside a sample');

describe('a file that is no baseline', () => {
  it('is refused with the place of each slip', async () => {
    const text = `{
  "format": "aculab-conformance/baseline@1",
  "suite": "websocket",
  "seed": 7,
  "profile": "standrad",
  "entries": [
    {
      "requirement": "r.one", "case": "a/one",
      "signature": "A frame ends",
      "reason": " "
    },
    { "requirement": "r.one", "case": "a/one", "signature": "fail: x", "reason": "y", "expirse": "2026-12-31" }
  ]
}`;
    const lines = await refusal(parseBaseline('known.json', text));
    expect(lines.map((line) => /^known\.json:\d+: \S+:/.exec(line)?.[0]).sort()).toEqual([
      'known.json:10: /entries/0/reason:',
      'known.json:12: /entries/1:',
      'known.json:5: /profile:',
      'known.json:9: /entries/0/signature:',
    ]);
    expect(lines.join('\n')).toMatch(/unknown property "expirse"; did you mean "expires"\?/);
  });

  it('is refused where an entry stands twice, or expires on a day that there is not', async () => {
    expect(
      await refusal(baselineOf(entryOf(half), entryOf(half, { reason: 'another', expires: '2026-02-30' }))),
    ).toEqual([
      'known.json:8: /entries/1: lists the same finding as /entries/0',
      'known.json:8: /entries/1/expires: there is no day 2026-02-30',
    ]);
  });

  it('is refused where it is no JSON, of another format, or not there', async () => {
    expect(await refusal(parseBaseline('known.json', '{'))).toEqual([
      expect.stringMatching(/^known\.json: is no JSON: /),
    ]);
    expect(await refusal(parseBaseline('run.json', '{"format": "aculab-conformance/run@1"}'))).toEqual([
      'run.json:1: /format: must be "aculab-conformance/baseline@1", is "aculab-conformance/run@1"',
    ]);
    expect(await refusal(parseBaseline('package.json', '{"name": "x"}'))).toEqual([
      'package.json:1: (root): "format" is missing',
    ]);
    expect(await refusal(readBaseline('no-such-file.json'))).toEqual([
      "no-such-file.json: there is no such file; 'baseline update' writes one",
    ]);
  });

  it('is refused where it is of another suite', async () => {
    const baseline = await baselineOf();
    expect(() => checkSuite(baseline, 'services')).toThrow('known.json:3: is of the suite websocket');
    expect(() => checkSuite(baseline, 'websocket')).not.toThrow();
  });
});

describe('the lines of a JSON text', () => {
  it('are found for every value, whatever its strings hold', () => {
    const text = '{"a/b": [\n1, {"~": "}],\\"\\n"},\n[]],\n"c":\ntrue}';
    expect(Object.fromEntries(linesByPointer(text))).toEqual({
      '': 1,
      '/a~1b': 1,
      '/a~1b/0': 2,
      '/a~1b/1': 2,
      '/a~1b/1/~0': 2,
      '/a~1b/2': 3,
      '/c': 5,
    });
  });

  it('are those of a list or a single value', () => {
    expect([...linesByPointer('\r\n[0,\r\n{}]')]).toEqual([
      ['', 2],
      ['/0', 2],
      ['/1', 3],
    ]);
    expect([...linesByPointer('\n7')]).toEqual([['', 2]]);
  });
});
