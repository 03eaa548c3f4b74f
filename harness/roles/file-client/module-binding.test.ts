import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, NameBinding } from './binding.ts';
import { createModuleBinding } from './module-binding.ts';
import { preflightValidator } from './preflight-validator.ts';
import { type ValidatorFolder, validatorFolder } from './validator.fixture.ts';

let folder: ValidatorFolder;
beforeAll(async () => {
  folder = await validatorFolder();
});
afterAll(() => folder.remove());

const open: NameBinding[] = [];
afterEach(async () => {
  for (const binding of open.splice(0)) await binding.close();
});

const signal = new AbortController().signal;
let count = 0;

async function bind(text: string, extension = 'mjs'): Promise<NameBinding> {
  const path = await folder.file(`module-${count++}.${extension}`, text);
  const binding = createModuleBinding({ path, timeoutScale: 0.25 });
  open.push(binding);
  return binding;
}

const validator = (body: string): Promise<NameBinding> =>
  bind(`export const isValidName = (name, kind) => { ${body} };`);

const offer = (
  binding: NameBinding,
  name: string,
  kind: 'media' | 'msg_media' = 'media',
): Promise<Answer | undefined> => binding.offer({ kind, name, octets: new Uint8Array() }, signal);

async function among(
  binding: NameBinding,
  ...names: readonly string[]
): Promise<ReadonlyMap<string, Answer | undefined>> {
  const all = Array.from({ length: 600 }, (_, index) => `n${index}`);
  all.splice(300, 0, ...names);
  const answers = await Promise.all(all.map((name) => offer(binding, name)));
  return new Map(
    all.flatMap((name, index) => (answers[index]?.outcome === 'accepted' ? [] : [[name, answers[index]] as const])),
  );
}

describe('a module', () => {
  it.each([
    ['a named function', 'mjs', "export const isValidName = (name, kind) => name === 'a' && kind === 'media';"],
    ['a default function', 'mjs', "export default (name, kind) => name === 'a' && kind === 'media';"],
    ['a default object', 'mjs', "export default { isValidName: (name, kind) => name === 'a' && kind === 'media' };"],
    ['a function of CommonJS', 'cjs', "module.exports = (name, kind) => name === 'a' && kind === 'media';"],
    ['a property of CommonJS', 'cjs', "exports.isValidName = (name, kind) => name === 'a' && kind === 'media';"],
    ['a promise', 'mjs', "export const isValidName = async (name, kind) => name === 'a' && kind === 'media';"],
  ])('exports %s', async (_, extension, text) => {
    const binding = await bind(text, extension);
    const answers = await Promise.all([offer(binding, 'a'), offer(binding, 'b'), offer(binding, 'a', 'msg_media')]);
    expect(answers.map((answer) => answer?.outcome)).toEqual(['accepted', 'refused', 'refused']);
  });

  it('gets any name whole', async () => {
    const names = ['\ud800', '\udfff\ud800', '😀\u2028', '\0', 'x'.repeat(4096)];
    const binding = await validator('throw [...name].map((each) => each.codePointAt(0)).join() + " " + name.length;');
    const answers = await Promise.all(names.map((name) => offer(binding, name)));
    for (const [index, name] of names.entries()) {
      const said = `threw ${[...name].map((each) => each.codePointAt(0)).join()} ${name.length}`;
      expect(answers[index]?.reason).toBe(said.slice(0, 160));
    }
  });

  it('is asked about thousands of names in well under a second', async () => {
    const binding = await validator('return !/[^a-z0-9]/.test(name);');
    await offer(binding, 'first');
    const before = process.cpuUsage();
    const answers = await Promise.all(Array.from({ length: 2000 }, (_, index) => offer(binding, `a${index}`)));
    const { user, system } = process.cpuUsage(before);
    // Of both threads, so that other work of the machine does not count.
    expect((user + system) / 1e6).toBeLessThan(0.8);
    expect(answers.every((answer) => answer?.outcome === 'accepted')).toBe(true);
  });

  it('refuses what it throws at', async () => {
    const binding = await validator(
      "if (name === 'a') throw new TypeError('no\\nway'); if (name === 'b') throw { toString() { throw 1; } }; return Promise.reject(new Error('late'));",
    );
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => offer(binding, name)));
    expect(answers.map((answer) => [answer?.outcome, answer?.reason])).toEqual([
      ['refused', 'threw TypeError: no way'],
      ['refused', 'threw something that has no text'],
      ['refused', 'threw Error: late'],
    ]);
  });

  it('may print what it likes', async () => {
    const binding = await validator("console.log('{}'); console.error('words'); return true;");
    expect((await offer(binding, 'a'))?.outcome).toBe('accepted');
  });
});

describe('the one name among many', () => {
  it.each([
    ['never comes back', 'for (;;);', 'timeout', 'no answer within 500 ms'],
    ['is matched for ever', "return /^(a+)+$/.test('a'.repeat(60) + '!');", 'timeout', 'no answer within 500 ms'],
    ['has a promise that never settles', 'return new Promise(() => {});', 'timeout', 'no answer within 500 ms'],
    ['ends the thread', 'process.exit(3);', 'exit', 'the module ended its thread with exit code 3'],
    [
      'breaks the thread',
      "setTimeout(() => { throw new Error('x'); }); return new Promise(() => {});",
      'exit',
      'the module ended its thread: Error: x',
    ],
  ])('at which the function %s is found', async (_, deed, kind, message) => {
    const binding = await validator(`if (name === 'x') { console.error('words'); ${deed} } return true;`);
    const found = await among(binding, 'x');
    expect([...found.keys()]).toEqual(['x']);
    expect(found.get('x')).toMatchObject({ outcome: 'failed', reason: message, failure: { kind, message } });
  });

  it('that takes all memory is found', async () => {
    const binding = await validator(
      "if (name === 'x') { const all = []; for (;;) all.push(new Array(1e5).fill(name)); } return true;",
    );
    const found = await among(binding, 'x');
    expect([...found.keys()]).toEqual(['x']);
    expect(found.get('x')?.failure?.kind).toMatch(/exit|timeout/);
  });

  it('is one of several', async () => {
    const binding = await validator("if (name === 'x') for (;;); if (name === 'y') process.exit(1); return true;");
    const found = await among(binding, 'x', 'y');
    expect([...found].map(([name, answer]) => [name, answer?.failure?.kind])).toEqual([
      ['x', 'timeout'],
      ['y', 'exit'],
    ]);
  });
});

describe('a module that cannot be used', () => {
  const cannot = async (binding: NameBinding, reason: RegExp, advice = /exports isValidName/): Promise<void> => {
    const report = await preflightValidator(binding);
    expect(report.ok).toBe(false);
    expect(report.reason).toMatch(reason);
    expect(report.advice).toMatch(advice);
  };

  it.each([
    ['exports nothing', '', /exports no function isValidName$/],
    [
      'exports something else',
      'export const isLegalName = () => true;',
      /exports no function isValidName, but isLegalName$/,
    ],
    ['has a slip', 'export const isValidName = ;', /cannot be loaded: SyntaxError: /],
    ['throws', "throw new Error('x');", /cannot be loaded: Error: x$/],
    ['returns nothing', 'export const isValidName = () => {};', /returns undefined, not true or false/],
    [
      'returns a match',
      "export const isValidName = (name) => name.match('o');",
      /returns an object \(Array\), not true or false/,
    ],
    ['promises a number', 'export const isValidName = async () => 1;', /returns a number, not true or false/],
  ])('since it %s fails the preflight', async (_, text, reason) => {
    await cannot(await bind(text), reason);
  });

  it('since it is not there fails the preflight', async () => {
    const binding = createModuleBinding({ path: '/no/such/module.js' });
    open.push(binding);
    await cannot(binding, /cannot be loaded: Error: Cannot find module/);
  });

  it('since it is never loaded fails the preflight', async () => {
    const path = await folder.file('never.mjs', 'await new Promise(() => {}); export const isValidName = () => true;');
    const binding = createModuleBinding({ path, timeoutScale: 0.05 });
    open.push(binding);
    await cannot(binding, /no answer within 500 ms|ended its thread/, /has to come back|exports isValidName/);
  });

  it('since it returns no boolean for one name ends the questioning', async () => {
    const binding = await validator("return name === 'x' ? null : true;");
    const found = await among(binding, 'x');
    expect(found.get('x')).toBeUndefined();
    expect(binding.unusable()?.reason).toBe('isValidName returns null, not true or false or a promise of one');
    expect(await offer(binding, 'a')).toBeUndefined();
  });
});
