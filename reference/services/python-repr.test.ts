import { describe, expect, it } from 'vitest';
import type { Json } from './json.ts';
import { pythonRepr } from './python-repr.ts';

describe('pythonRepr', () => {
  it.each<[Json, string]>([
    [null, 'None'],
    [true, 'True'],
    [false, 'False'],
    [16, '16'],
    [-1.5, '-1.5'],
    [Number.POSITIVE_INFINITY, 'inf'],
    ['woiern', "'woiern'"],
    ["it's", '"it\'s"'],
    [`it's "it"`, `'it\\'s "it"'`],
    ['a\n\t\\\0\u0085', "'a\\n\\t\\\\\\x00\\x85'"],
    ['\ud800 😀 ü', "'\\ud800 😀 ü'"],
    [['GET', 'POST'], "['GET', 'POST']"],
    [{ a: [1, { b: null }] }, "{'a': [1, {'b': None}]}"],
  ])('prints %j', (value, printed) => {
    expect(pythonRepr(value)).toBe(printed);
  });

  it('cuts what is long or deep', () => {
    expect(pythonRepr('x'.repeat(2 ** 20)).length).toBeLessThan(310);
    let deep: Json = [];
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(pythonRepr(deep)).toBe('[[[[...]]]]');
  });
});
