import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, NameBinding } from './binding.ts';
import { createExecBinding, type ExecBindingOptions } from './exec-binding.ts';
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

const YES = 'say({ id, accepted: true });';
const signal = new AbortController().signal;

function bind(command: string, options: Partial<ExecBindingOptions> = {}): NameBinding {
  const binding = createExecBinding({ command, timeoutScale: 0.25, ...options });
  open.push(binding);
  return binding;
}

const offer = (binding: NameBinding, name: string, given = signal): Promise<Answer | undefined> =>
  binding.offer({ kind: 'media', name, octets: new Uint8Array() }, given);

/** Offers 150 ordinary names with these among them; returns what did not come to `accepted`, by name. */
async function among(binding: NameBinding, ...names: readonly string[]): Promise<Record<string, Partial<Answer>>> {
  const all = Array.from({ length: 150 }, (_, index) => `n${index}`);
  all.splice(70, 0, ...names);
  const answers = await Promise.all(all.map((name) => offer(binding, name)));
  const odd = all.flatMap((name, index) => {
    const { beganMs: _, durationMs: __, ...rest } = answers[index] ?? { outcome: 'not asked' };
    return rest.outcome === 'accepted' ? [] : [[name, rest] as const];
  });
  return Object.fromEntries(odd) as Record<string, Partial<Answer>>;
}

describe('a command', () => {
  it('says yes and no to thousands of names, with reasons', async () => {
    const binding = bind(
      await folder.program(
        'say(name.includes(" ") ? { id, accepted: false, reason: "a\\nblank" } : { id, accepted: true });',
      ),
    );
    const names = Array.from({ length: 3000 }, (_, index) => (index % 3 === 0 ? `a ${index}` : `a${index}`));
    const answers = await Promise.all(names.map((name) => offer(binding, name)));
    expect(answers.filter((answer) => answer?.outcome === 'accepted').length).toBe(2000);
    expect(answers[0]).toEqual({
      beganMs: expect.any(Number),
      durationMs: expect.any(Number),
      outcome: 'refused',
      reason: 'a blank',
    });
  });

  it('gets any name whole, in lines of ASCII', async () => {
    const names = ['\ud800', 'a\u2028\u2029\u0085b', '😀ü', '\0\r\n\x7f', '"\\/', 'x'.repeat(4096)];
    const binding = bind(
      await folder.program(
        'say({ id, accepted: true, reason: /^[\\x20-\\x7e]*$/.test(raw.shift()) + " " + [...name.slice(0, 9)].map((each) => each.codePointAt(0).toString(16)).join(" ") + " " + name.length });',
        "const raw = []; createInterface({ input: process.stdin }).on('line', (line) => raw.push(line));",
      ),
    );
    const answers = await Promise.all(names.map((name) => offer(binding, name)));
    expect(answers.map((answer) => answer?.reason)).toEqual(
      names.map((name) => {
        const codes = [...name.slice(0, 9)].map((each) => each.codePointAt(0)?.toString(16));
        return `true ${codes.join(' ')} ${name.length}`;
      }),
    );
  });

  it('may answer in any order, in pieces, and with blank lines', async () => {
    const binding = bind(
      await folder.program(
        `held.push(id);
        if (held.length < 8 && name !== 'last' && name !== 'control.wav') return;
        for (const each of held.splice(0).reverse()) {
          const text = '\\r\\n' + JSON.stringify({ accepted: each % 2 === 0, id: each }) + '\\r\\n';
          for (const piece of text.match(/[^]{1,7}/g)) process.stdout.write(piece);
        }`,
        'const held = [];',
      ),
    );
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'last'].map((name) => offer(binding, name)));
    // The control name was the first question.
    expect(answers.map((answer) => answer?.outcome)).toEqual([
      'accepted',
      'refused',
      'accepted',
      'refused',
      'accepted',
      'refused',
      'accepted',
    ]);
  });

  it('is started once, not before the first name, and ended at the end', async () => {
    const binding = bind(await folder.program('say({ id, accepted: true, reason: String(process.pid) });'));
    const pids = new Set<string | undefined>();
    for (const name of ['a', 'b', 'c']) pids.add((await offer(binding, name))?.reason);
    expect(pids.size).toBe(1);
    const pid = Number([...pids][0]);
    expect(() => process.kill(pid, 0)).not.toThrow();
    await binding.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await offer(binding, 'd')).toBeUndefined();
  });

  it('is left alone with names that were given up', async () => {
    const binding = bind(await folder.program('if (name !== "quiet") say({ id, accepted: true });'));
    const controller = new AbortController();
    const given = offer(binding, 'quiet', controller.signal);
    controller.abort();
    expect(await given).toBeUndefined();
    expect(await offer(binding, 'late', controller.signal)).toBeUndefined();
    expect((await offer(binding, 'a'))?.outcome).toBe('accepted');
  });
});

describe('the one name among many', () => {
  it('at which the command ends is found, with its last words', async () => {
    const binding = bind(
      await folder.program(`if (name === 'x') { process.stderr.write('at\\nits end\\n'); process.exit(3); } ${YES}`),
    );
    expect(await among(binding, 'x')).toEqual({
      x: {
        outcome: 'failed',
        reason: 'the command ended with exit code 3',
        failure: { kind: 'exit', message: 'the command ended with exit code 3' },
        stderr: ['at', 'its end'],
      },
    });
  });

  it('at which a signal ends it is found', async () => {
    const binding = bind(
      await folder.program(`if (name === 'x') process.kill(process.pid, 'SIGSEGV'); else { ${YES} }`),
    );
    expect((await among(binding, 'x')).x?.reason).toMatch(/^the command was ended by SIGSEGV$/);
  });

  it('that is never answered is found, and so is one that blocks all others', async () => {
    const binding = bind(await folder.program(`if (name === 'x') return; if (name === 'y') for (;;); ${YES}`));
    const message = 'no answer within 500 ms';
    const failed = { outcome: 'failed', reason: message, failure: { kind: 'timeout', message } };
    expect(await among(binding, 'x')).toEqual({ x: failed });
    // It is known by now how fast the others are answered.
    const second = await among(binding, 'y');
    expect(Object.keys(second)).toEqual(['y']);
    expect(second.y?.reason).toMatch(/^no answer within \d{3} ms$/);
  });

  it.each([
    ['print rubbish', "say('loading');", 'rubbish', 'a line that is no JSON: loading'],
    ['print a text', `say('"yes"');`, 'rubbish', 'a line that is no JSON object: "yes"'],
    ['forget the id', 'say({ accepted: true }); return;', 'rubbish', 'an answer without "id": {"accepted":true}'],
    [
      'say neither yes nor no',
      'say({ id, accepted: 1 }); return;',
      'rubbish',
      /^an answer in which "accepted" is not true or false: \{"id":\d+,"accepted":1\}$/,
    ],
    [
      'end no line',
      "process.stdout.write('x'.repeat(70_000)); return;",
      'rubbish',
      'a line of more than 65536 characters',
    ],
    [
      'answer what was not asked',
      'say({ id: "no", accepted: true });',
      'unknown-id',
      'an answer to id "no", which was not asked',
    ],
    ['answer twice', YES, 'unknown-id', 'the name was answered twice'],
  ])('that makes the command %s is found', async (_, deed, kind, message) => {
    const binding = bind(await folder.program(`if (name === 'x') { ${deed} } ${YES}`));
    const found = await among(binding, 'x');
    expect(Object.keys(found)).toEqual(['x']);
    expect(found.x).toMatchObject({ outcome: 'failed', failure: { kind } });
    expect(found.x?.reason).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it('after whose answer the command ends is found', async () => {
    const binding = bind(await folder.program(`${YES} if (name === 'x') setImmediate(() => process.exit(1));`));
    expect((await offer(binding, 'x'))?.failure?.message).toBe('after its answer: the command ended with exit code 1');
  });

  it('is one of several', async () => {
    const binding = bind(
      await folder.program(
        `if (name === 'x') process.exit(1); if (name === 'y') say('?'); if (name === 'z') return; ${YES}`,
      ),
    );
    const found = await among(binding, 'x', 'y', 'z', 'x');
    expect(Object.entries(found).map(([name, { failure }]) => [name, failure?.kind])).toEqual([
      ['x', 'exit'],
      ['y', 'rubbish'],
      ['z', 'timeout'],
    ]);
    expect(binding.unusable()).toBeUndefined();
  });

  it('stands for all where no single one does it', async () => {
    const binding = bind(
      await folder.program(
        'if (++pending > 20) process.exit(4); setImmediate(() => { pending--; say({ id, accepted: true }); });',
        'let pending = 0;',
      ),
    );
    const found = Object.values(await among(binding));
    expect(found.length).toBeGreaterThan(0);
    for (const { reason } of found) {
      expect(reason).toMatch(
        /^the command ended with exit code 4, with \d+ names without an answer; alone, each of them is answered$/,
      );
    }
  });
});

describe('a command that says something strange', () => {
  /** Puts 300 names; returns how many came to each outcome, and how often the command was started. */
  const counted = async (deed: string, before = ''): Promise<Record<string, number>> => {
    const binding = bind(
      await folder.program(
        `seen++; ${deed} say({ id, accepted: true, reason: String(process.pid) });`,
        `let seen = 0; ${before}`,
      ),
    );
    const counts: Record<string, number> = {};
    const pids = new Set<string>();
    const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => offer(binding, `n${index}`)));
    for (const { outcome, reason = '', failure } of answers.flatMap((answer) => answer ?? [])) {
      const key = failure === undefined ? outcome : `${outcome} ${failure.kind}`;
      counts[key] = (counts[key] ?? 0) + 1;
      if (failure === undefined) pids.add(reason);
    }
    return { ...counts, starts: pids.size };
  };

  it.each([
    [
      'now and then besides its answers',
      "if (seen % 50 === 7) say('words');",
      { accepted: 294, 'failed rubbish': 6, starts: 1 },
    ],
    ['by every answer twice', 'say({ id, accepted: true });', { 'failed unknown-id': 300, starts: 0 }],
    [
      'by answers without a boolean',
      'if (seen % 4 === 3) { say({ id, accepted: 0 }); return; }',
      { accepted: 225, 'failed rubbish': 75, starts: 1 },
    ],
  ])('%s goes on all the same', async (_, deed, counts) => {
    expect(await counted(deed)).toEqual(counts);
  });

  it('instead of some answers is asked for those again', async () => {
    const { accepted = 0, 'failed rubbish': failed = 0 } = await counted(
      "if (seen % 50 === 7) { say('words'); return; }",
    );
    expect(accepted + failed).toBe(300);
    expect(failed).toBeGreaterThan(0);
  });

  it('instead of the answer to the control name is known by it', async () => {
    // The name, the control name before it, and the one behind it.
    const binding = bind(await folder.program(`if (id === 3) say({ id, accepted: 1 }); else { ${YES} }`));
    expect((await offer(binding, 'a'))?.failure?.kind).toBe('rubbish');
    expect((await offer(binding, 'b'))?.outcome).toBe('accepted');
  });

  it('without end is ended', async () => {
    const binding = bind(await folder.program(`if (name === 'x') for (;;) say('more'); ${YES}`));
    const found = await among(binding, 'x');
    expect(found.x?.failure?.kind).toBe('rubbish');
    expect(Object.keys(found)).toEqual(['x']);
  });
});

describe('a command that cannot be used', () => {
  it('is given up after so many restarts, with what is known by then', async () => {
    const binding = bind(await folder.program(`if (name.startsWith('x')) process.exit(1); ${YES}`), {
      mostRestarts: 3,
    });
    const answers = await Promise.all(['a', 'x1', 'x2', 'x3', 'x4', 'b'].map((name) => offer(binding, name)));
    expect(answers.slice(1, 5).filter((answer) => answer?.failure?.kind === 'exit').length).toBe(3);
    expect(answers.at(-1)).toBeUndefined();
    expect(binding.unusable()).toEqual({
      reason: 'it had to be started again 3 times: the command ended with exit code 1',
      after: 'exit',
    });
    expect(await binding.answers(signal)).toBe(false);
    expect(await offer(binding, 'a')).toBeUndefined();
  });

  it.each([
    ['is not there', 'no-such-command-here', 'exit', /exit code 127: .*not found/, /spelling of --exec/],
    ['ends at once', 'echo sorry >&2; exit 2', 'exit', /exit code 2: sorry/, /keep reading/],
    ['does not answer', 'cat > /dev/null', 'timeout', /no answer within 500 ms/, /flush/],
    ['prints what it likes', 'echo Ready.; cat > /dev/null', 'rubbish', /no JSON: Ready\./, /stderr/],
    ['repeats the question', 'cat', 'rubbish', /"accepted" is not true or false/, /stderr/],
    ['closes its output', 'exec >&-; cat > /dev/null', 'exit', /closed its output/, /keep reading/],
  ])('since it %s fails the preflight', async (_, command, after, reason, advice) => {
    const binding = bind(command, { timeoutScale: 0.05 });
    const report = await preflightValidator(binding);
    expect(report).toMatchObject({ ok: false, url: command });
    expect(report.steps.map(({ stage, outcome }) => [stage, outcome])).toEqual([['start', 'failed']]);
    expect(report.reason).toMatch(reason);
    expect(report.advice).toMatch(advice);
    expect(binding.unusable()?.after).toBe(after);
  });

  it('since it answers once only fails the preflight', async () => {
    const report = await preflightValidator(
      bind(await folder.program(`${YES} process.exitCode = 0; process.stdin.destroy();`)),
    );
    expect(report).toMatchObject({ ok: false });
    expect(report.reason).toMatch(/exit code 0/);
  });

  it('passes the preflight whatever it says', async () => {
    const report = await preflightValidator(bind(await folder.program('say({ id, accepted: false });')));
    expect(report.ok).toBe(true);
    expect(report.steps.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual([
      'start ok',
      'answer ok',
      'answer ok',
    ]);
  });
});
