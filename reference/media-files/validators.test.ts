import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createValidator, MEDIA_FILES_FAULTS, MEDIA_FILES_VARIATIONS, VALIDATOR_MODULE_PATH } from './index.ts';
import { isValidName } from './validator-module.ts';

const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(program: string, env: NodeJS.ProcessEnv = process.env): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { env });
  children.push(child);
  return child;
}

/** A validator that is a process, with these faults. */
const startLines = (...faults: readonly string[]): ChildProcessWithoutNullStreams =>
  start(`
    const { runValidatorLines } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    await runValidatorLines(process.stdin, process.stdout, ${JSON.stringify(faults)});`);

interface End {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<End> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  const [code] = await once(child, 'close');
  return { out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString(), code };
}

/** All that it says to some input, after which its input ends. */
function answered(input: string | Buffer, ...faults: readonly string[]): Promise<End> {
  const child = startLines(...faults);
  // A process that ends early does not read all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return ended(child);
}

const question = (id: unknown, name: string, kind = 'media'): string => `${JSON.stringify({ id, kind, name })}\n`;
const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => question(index + 1, 'a.wav')).join('');
const parsed = (out: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('a validator that is asked line by line', () => {
  it('answers every line by its id and ends with its input', async () => {
    const input = question(1, 'a/b.wav') + question('two', 'a b.wav') + question(3, 'x.png', 'msg_media');
    const { out, err, code } = await answered(input);
    expect(parsed(out)).toEqual([
      { id: 1, accepted: true },
      { id: 'two', accepted: false, reason: '" " is not allowed' },
      { id: 3, accepted: true },
    ]);
    expect([err, code]).toEqual(['', 0]);
  });

  it('takes lone surrogates, line separators and characters in two pieces', async () => {
    const child = startLines();
    const end = ended(child);
    child.stdin.write('{"id":1,"kind":"media","name":"\\ud800.wav"}\r\n');
    const octets = Buffer.from('{"id":2,"kind":"rest","name":"\u2028 \u{1f600}"}\n');
    child.stdin.write(octets.subarray(0, -4));
    await once(child.stdout, 'data');
    child.stdin.end(octets.subarray(-4));
    expect(parsed((await end).out)).toEqual([
      { id: 1, accepted: false, reason: '"\\ud800" is not allowed' },
      { id: 2, accepted: true },
    ]);
  });

  it('answers what it cannot read, and a last line without its end', async () => {
    const { out } = await answered(
      `no json\n\n[]\n{"id":1,"kind":"toys","name":"a.wav"}\n${question(2, 'a.wav').trim()}`,
    );
    expect(parsed(out).map(({ id, accepted }) => [id, accepted])).toEqual([
      [null, false],
      [null, false],
      [1, false],
      [2, true],
    ]);
  });

  it('answers 5,000 names', async () => {
    const { out } = await answered(many(5000));
    expect(parsed(out).map(({ id }) => id)).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  const fault = (variant: string): string => `files.survives.hostile-names/${variant}`;

  it('exits after 100 answers, in good order or in a crash', async () => {
    const [exited, died] = await Promise.all([answered(many(150), fault('exits')), answered(many(150), fault('dies'))]);
    expect([exited.code, exited.err, parsed(exited.out).length]).toEqual([0, '', 100]);
    expect([died.code, parsed(died.out).length]).toEqual([1, 100]);
    expect(died.err).toContain('a fault was asked to crash it');
  });

  it('crashes at a name after it has answered the others', async () => {
    const input = question(1, 'a.wav') + question(2, 'a\0.wav') + question(3, 'a.wav');
    const { out, code } = await answered(input, fault('nul'));
    expect([parsed(out), code]).toEqual([[{ id: 1, accepted: true }], 1]);
  });

  it('hangs at a name until its input ends', async () => {
    const { out, code } = await answered(question(1, 'a'.repeat(300)) + question(2, 'a.wav'), fault('hang'));
    expect([out, code]).toEqual(['', 0]);
  });

  it('says what nobody asked for', async () => {
    const [silent, rubbish, unclear, unknown, twice, flood] = await Promise.all(
      ['silent', 'rubbish', 'no-boolean', 'unknown-id', 'twice', 'flood'].map(async (variant) => {
        const { out } = await answered(many(50), fault(variant));
        return out.split('\n').slice(0, -1);
      }),
    );
    expect(silent).toHaveLength(49);
    expect(rubbish?.at(-1)).toBe('checking…');
    expect(unclear?.at(-1)).toBe('{"id":50,"accepted":"yes"}');
    expect(unknown?.at(-1)).toBe('{"id":"nobody","accepted":true}');
    expect(twice).toHaveLength(100);
    expect(flood?.at(-1)).toHaveLength(2 ** 23);
  });

  it('answers in other ways that are as good', async () => {
    const input = question(1, 'a.wav') + question(2, 'a b.wav');
    const [last, long, more, ends] = await Promise.all(
      ['exec/out-of-order', 'exec/long-reasons', 'exec/more-members', 'exec/carriage-returns'].map((id) =>
        answered(input, id),
      ),
    );
    expect(parsed(last?.out ?? '').map(({ id }) => id)).toEqual([2, 1]);
    expect(String(parsed(long?.out ?? '')[1]?.reason)).toHaveLength(40_000);
    expect(parsed(more?.out ?? '')[0]).toMatchObject({ id: 1, accepted: true, checkedBy: 'reference' });
    expect(ends?.out).toMatch(/true\}\r\n.*\}\r\n$/);
  });
});

describe('a validator that is a module', () => {
  it('answers by booleans', () => {
    const validate = createValidator();
    expect([validate('a.wav', 'media'), validate('a.png', 'media'), validate('a.png', 'msg_media')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(validate('a.wav', 'toys')).toBe(false);
    expect(isValidName('a.wav', 'media')).toBe(true);
  });

  it('throws, or answers by promises, if it is to', async () => {
    const throwing = createValidator(['R48/throws']);
    expect(throwing('a.wav', 'media')).toBe(true);
    expect(() => throwing('a b.wav', 'media')).toThrow('not allowed');
    await expect(createValidator(['module/promises'])('a b.wav', 'media')).resolves.toBe(false);
  });

  it('never answers', async () => {
    const answer = createValidator(['files.survives.hostile-names/hang'])('a'.repeat(300), 'media');
    const later = new Promise((resolve) => setImmediate(resolve, 'nothing yet'));
    expect(await Promise.race([answer, later])).toBe('nothing yet');
  });

  it('takes its faults from the environment', async () => {
    const program = `
      const { isValidName } = await import(${JSON.stringify(VALIDATOR_MODULE_PATH)});
      console.log(isValidName('a b.wav', 'media'), isValidName('a..b.wav', 'media'), isValidName('a~b.wav', 'media'));`;
    const faults = 'files.character.forbidden/space, files.sequence.dot-dot';
    const { out } = await ended(start(program, { ...process.env, ACULAB_REFERENCE_FAULTS: faults }));
    expect(out).toBe('true true false\n');
  });

  it('has all the faults and variations that are said to show in it', () => {
    const ids = [...MEDIA_FILES_FAULTS, ...MEDIA_FILES_VARIATIONS].filter(({ bindings }) =>
      bindings.includes('module'),
    );
    expect(ids.length).toBeGreaterThan(80);
    for (const { id } of ids) expect([id, typeof createValidator([id])]).toEqual([id, 'function']);
  });
});
