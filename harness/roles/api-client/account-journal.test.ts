import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOURNAL_FORMAT, openJournal, outstanding } from './account-journal.ts';

let folder = '';
let count = 0;
const newPath = (): string => join(folder, `journal-${count++}.ndjson`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

const header = { url: 'https://host/service/v1/outbound', user: '1-2-0/a', user2: '1-2-0/b', runId: 'abc123' };
const entry = (name: string, account: 'first' | 'second' = 'first') =>
  ({ account, name: `aculab-conformance-abc123-0-${name}` }) as const;

describe('a journal', () => {
  it('has the names on disk before the promise is kept', async () => {
    const path = newPath();
    const journal = await openJournal(path, header);
    expect(await outstanding(path)).toEqual({ ...header, entries: [] });
    await journal.mayExist([entry('a'), entry('a', 'second')]);
    expect((await outstanding(path))?.entries).toEqual([entry('a'), entry('a', 'second')]);
    await Promise.all(['b', 'c', 'd'].map((name) => journal.mayExist([entry(name)])));
    expect((await outstanding(path))?.entries).toHaveLength(5);
    await journal.close();
  });

  it('forgets what is gone, until it may exist again', async () => {
    const path = newPath();
    const journal = await openJournal(path, header);
    await journal.mayExist([entry('a'), entry('b')]);
    journal.isGone(entry('a'));
    journal.isGone(entry('never'));
    expect(journal.outstanding()).toEqual([entry('b')]);
    await journal.mayExist([entry('a')]);
    journal.isGone(entry('b'));
    await journal.close();
    expect(await outstanding(path)).toEqual({ ...header, entries: [entry('a')] });
  });

  it('of another run is not written over', async () => {
    const path = newPath();
    await (await openJournal(path, header)).close();
    await expect(openJournal(path, header)).rejects.toThrow('EEXIST');
  });

  it('takes no name that is not ours', async () => {
    const journal = await openJournal(newPath(), header);
    await expect(journal.mayExist([{ account: 'first', name: 'MyWakeUpCallService' }])).rejects.toThrow(
      'no name of ours',
    );
    await journal.close();
  });

  it('holds names of any characters', async () => {
    const path = newPath();
    const journal = await openJournal(path, header);
    const odd = [entry('a\nb'), entry('\u2028"\\'), entry('😀'), entry('\ud800')];
    await journal.mayExist(odd);
    await journal.close();
    expect((await outstanding(path))?.entries).toEqual(odd);
  });
});

describe('what is outstanding', () => {
  it('is read from a file that was cut anywhere', async () => {
    const path = newPath();
    const journal = await openJournal(path, header);
    await journal.mayExist([entry('a'), entry('b')]);
    await journal.close();
    const whole = await readFile(path, 'utf8');
    for (let bytes = whole.length; bytes >= 0; bytes--) {
      await truncate(path, bytes);
      const lineEnds = whole.slice(0, bytes).split('\n').length - 1;
      const expected = lineEnds === 0 ? undefined : [entry('a'), entry('b')].slice(0, lineEnds - 1);
      expect((await outstanding(path))?.entries).toEqual(expected);
    }
  });

  it('of no journal is nothing', async () => {
    expect(await outstanding(newPath())).toBeUndefined();
  });

  const head = JSON.stringify({ format: JOURNAL_FORMAT, ...header });
  it.each<[string, readonly string[], string]>([
    ['another file', ['{"format":"aculab-conformance/trace@1"}'], ':1: no journal'],
    ['a header without url', [`{"format":"${JOURNAL_FORMAT}"}`], ':1: no journal'],
    ['a damaged line', [head, '{"kind":', '{}'], ':2: no JSON'],
    ['a line of another kind', [head, '{"kind":"maybe","account":"first","name":"x"}'], ':2: no line of a journal'],
    [
      'a name that is not ours',
      [head, '{"kind":"may-exist","account":"first","name":"Mine"}'],
      ':2: Mine is no name of ours',
    ],
  ])('is not read from %s', async (_, lines, problem) => {
    const path = newPath();
    await writeFile(path, '');
    await appendFile(path, lines.map((line) => `${line}\n`).join(''));
    await expect(outstanding(path)).rejects.toThrow(`${path}${problem}`);
  });
});
