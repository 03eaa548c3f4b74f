import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NAMES_TRACE_FORMAT, type NamesStep, type NamesTrace } from '../../traces/names-trace.ts';
import type { NameBinding } from './binding.ts';
import { removeOutstanding } from './clean-up.ts';
import { type DriveNamesOptions, type DriveNamesResult, driveNamesTrace } from './driver.ts';
import { filePrefix } from './file-names.ts';
import { type FilesJournal, openFilesJournal, outstandingFiles } from './files-journal.ts';
import { createModuleBinding } from './module-binding.ts';
import type { ProbeEvent } from './probe.ts';
import { createSilences, type Silences } from './silences.ts';
import { type SmallStore, startSmallStore, type Twist } from './small-store.fixture.ts';
import { storeClient } from './store-client.fixture.ts';

const PREFIX = filePrefix('abcdef', 1);
const ABOUT = 'files.character.allowed';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-client-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ends: Array<() => unknown> = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const offer = (name: string, rest: object = {}): NamesStep => ({
  do: 'offer',
  kind: 'media',
  name,
  about: ABOUT,
  what: name,
  ...rest,
});
const read = (name: string, rest: object = {}): NamesStep => ({
  do: 'read',
  kind: 'media',
  name,
  about: ABOUT,
  what: name,
  ...rest,
});
const list: NamesStep = { do: 'list', kind: 'media' };
const remove = (name: string): NamesStep => ({ do: 'delete', kind: 'media', name });
const offers = (count: number): readonly NamesStep[] =>
  Array.from({ length: count }, (_, index) => offer(`n${index}.wav`));

const traceOf = (steps: readonly NamesStep[]): NamesTrace => ({
  format: NAMES_TRACE_FORMAT,
  id: 'group/case',
  title: 'A case',
  suite: 'media-files',
  requirements: [ABOUT],
  steps,
});

interface Driven extends DriveNamesResult {
  readonly store: SmallStore;
  readonly events: readonly ProbeEvent[];
  readonly journal: FilesJournal;
  /** Of the steps: `offer a.wav accepted`. */
  readonly said: readonly string[];
}

interface Options extends Partial<Pick<DriveNamesOptions, 'signal' | 'onEvent' | 'limitMs'>> {
  readonly twist?: Twist;
  readonly timeoutMs?: number;
  readonly silences?: Silences;
}

let journals = 0;

async function drive(
  steps: readonly NamesStep[],
  { twist, timeoutMs = 400, silences, ...rest }: Options = {},
): Promise<Driven> {
  const store = await startSmallStore(twist);
  const { binding, end } = storeClient(store.url, { timeoutMs, ...(silences === undefined ? {} : { silences }) });
  const journal = await openFilesJournal(join(folder, `${journals++}.ndjson`), { url: store.url, runId: 'abcdef' });
  ends.push(end, store.close, journal.close);
  const result = await driveNamesTrace({ trace: traceOf(steps), binding, namePrefix: PREFIX, journal, ...rest });
  const events = result.transcript.events.filter((event) => event.kind === 'probe');
  const said = events
    .filter(({ purpose }) => purpose === 'step')
    .map((event) => `${event.do} ${event.label ?? '-'} ${event.outcome}`);
  return { ...result, store, journal, events, said };
}

const requestsOf = ({ store }: Driven): readonly string[] =>
  store.requests.map(({ method, target }) => `${method} ${target.replace(`/media/${PREFIX}`, '')}`);

describe('a case at a store', () => {
  it('is recorded step by step, and leaves nothing', async () => {
    const driven = await drive([offer('a.wav'), read('a.wav'), list, remove('a.wav'), read('a.wav'), offer('b.wav')]);
    expect(driven.said).toEqual([
      'offer a.wav accepted',
      'read a.wav accepted',
      'list - accepted',
      'delete a.wav accepted',
      'read a.wav refused',
      'offer b.wav accepted',
    ]);
    const [offered, back, listed] = driven.events;
    expect(offered).toMatchObject({
      kind: 'probe',
      purpose: 'step',
      step: 0,
      fileKind: 'media',
      name: `${PREFIX}a.wav`,
      about: ABOUT,
      what: 'a.wav',
      request: { method: 'PUT' },
      response: { status: 201 },
    });
    expect(back?.content).toEqual(offered?.content);
    expect(listed?.listed).toEqual([`${PREFIX}a.wav`]);
    expect(listed).not.toHaveProperty('name');
    expect(
      driven.events.filter(({ purpose }) => purpose === 'clean-up').map(({ do: did, step, name }) => [did, step, name]),
    ).toEqual([
      ['list', -1, undefined],
      ['delete', -1, `${PREFIX}b.wav`],
    ]);
    expect(driven.transcript.header).toEqual({
      format: 'aculab-conformance/probes@1',
      suite: 'media-files',
      case: 'group/case',
      title: 'A case',
      requirements: [ABOUT],
      target: `${driven.store.url}/`,
      binding: 'store',
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      namePrefix: PREFIX,
    });
    expect(driven).toMatchObject({ leftBehind: [], lostTarget: false, timedOut: false });
    expect(driven).not.toHaveProperty('leftOutFrom');
    expect(driven.store.files.size).toBe(0);
    expect(driven.journal.outstanding()).toEqual([]);
  });

  it('sends the content that a step asks for', async () => {
    const seen: Buffer[] = [];
    await drive([offer('a', { content: { text: 'ü' } }), offer('b', { content: { base64: '/wA=' } }), offer('c.wav')], {
      twist: ({ method, body }) => {
        if (method === 'PUT') seen.push(body);
        return undefined;
      },
    });
    expect(
      seen
        .slice(0, 2)
        .map((body) => body.toString('hex'))
        .toSorted(),
    ).toEqual(['c3bc', 'ff00']);
    expect(seen[2]?.toString('latin1', 0, 4)).toBe('RIFF');
  });

  it('offers many names at once, and tells them in their order', async () => {
    const driven = await drive(offers(100));
    expect(driven.store.mostAtOnce()).toBeGreaterThan(2);
    expect(driven.store.mostAtOnce()).toBeLessThanOrEqual(8);
    expect(driven.said).toEqual(offers(100).map((step) => `offer ${'name' in step ? step.name : ''} accepted`));
  });

  it('does not offer at once what may be one file, or a file and its folder', async () => {
    const names = ['a', 'a/b', 'A', 'x/y', 'X', 'p', 'p'];
    let isUnderWay = false;
    let clashes = 0;
    const driven = await drive(
      names.map((name) => offer(name)),
      {
        twist: ({ method }, { mostAtOnce }) => {
          isUnderWay ||= method === 'PUT';
          if (isUnderWay) clashes = Math.max(clashes, mostAtOnce());
          return undefined;
        },
      },
    );
    expect(requestsOf(driven).slice(0, 7)).toEqual(names.map((name) => `PUT ${name}`));
    // Only `A` and `x/y` may go together.
    expect(clashes).toBeLessThanOrEqual(2);
  });

  it('leaves out what only validators understand, and what the store does not have', async () => {
    const driven = await drive([offer('', { bare: true }), offer('a.wav')]);
    expect(driven.events.map(({ step }) => step)).toEqual([1, -1, -1]);
  });

  it('spells names as it is told', async () => {
    const driven = await drive([offer('x/y', { rawName: 'x%2fy' }), read('..', { rawName: '/%2e%2e/%2e%2e/secret' })]);
    expect(requestsOf(driven).slice(0, 2)).toEqual(['PUT x%2fy', 'GET /%2e%2e/%2e%2e/secret']);
    expect(driven.events[0]).toMatchObject({ name: `${PREFIX}x/y`, rawName: 'x%2fy', label: 'x/y' });
    expect(driven.store.files.size).toBe(0);
  });

  it.each<readonly [string, NamesStep]>([
    ['a name', offer('a/../b.wav')],
    ['a spelling', offer('b.wav', { rawName: '%2f%2e%2e%2fb.wav' })],
    ['a deletion', remove('/..')],
    ['a line end', offer('b.wav', { rawName: 'a\r\nDELETE /media HTTP/1.1' })],
  ])('is not begun where %s could concern what is not its own', async (_, step) => {
    const store = await startSmallStore();
    const { binding, end } = storeClient(store.url);
    ends.push(end, store.close);
    const driving = driveNamesTrace({ trace: traceOf([offer('a.wav'), step]), binding, namePrefix: PREFIX });
    await expect(driving).rejects.toThrow(/the case would|no text on a request line/);
    expect(store.requests).toEqual([]);
  });

  it('has its names on the disk before the first of them is sent', async () => {
    let text = '';
    const path = join(folder, `${journals}.ndjson`);
    await drive(offers(20), {
      twist: () => {
        text ||= readFileSync(path, 'utf8');
        return undefined;
      },
    });
    for (const step of offers(20)) expect(text).toContain(`"name":"${PREFIX}${'name' in step ? step.name : ''}"`);
  });

  it('ends in time, with everything deleted that it wrote', async () => {
    const controller = new AbortController();
    const driven = await drive(offers(100), {
      signal: controller.signal,
      onEvent: ({ step }) => {
        if (step === 30) controller.abort();
      },
    });
    expect(driven.leftOutFrom).toBeLessThan(100);
    expect(driven.said.length).toBeLessThan(100);
    expect(driven.said.every((each) => each.endsWith('accepted'))).toBe(true);
    expect(driven.store.files.size).toBe(0);
    const late = await drive(offers(10), {
      limitMs: 1,
      twist: ({ method }) => (method === 'PUT' ? 'hang' : undefined),
    });
    expect(late).toMatchObject({ timedOut: true, said: [] });
  });
});

describe('what a case leaves', () => {
  const isPut = ({ method }: { readonly method: string }): boolean => method === 'PUT';

  it('is deleted although it was refused', async () => {
    const driven = await drive([offer('a.wav'), offer('b.wav')], {
      twist: (request, { files }) => {
        if (!isPut(request)) return undefined;
        files.set(request.target, request.body);
        return { status: 400 };
      },
    });
    expect(driven.said).toEqual(['offer a.wav refused', 'offer b.wav refused']);
    expect(driven.store.files.size).toBe(0);
    expect(driven.journal.outstanding()).toEqual([]);
  });

  it('is deleted although it is kept under another name', async () => {
    const driven = await drive([offer('A.wav')], {
      twist: (request, { files }) => {
        if (!isPut(request)) return undefined;
        files.set(request.target.toLowerCase(), request.body);
        return { status: 201 };
      },
    });
    expect(driven.store.files.size).toBe(0);
    expect(driven.leftBehind).toEqual([]);
  });

  it('is deleted after a server error, and where there is no list', async () => {
    const driven = await drive([offer('a.wav'), offer('b.wav')], {
      twist: (request, { files }) => {
        if (request.method === 'GET') return { status: 500 };
        if (!isPut(request)) return undefined;
        files.set(request.target, request.body);
        return { status: request.target.endsWith('a.wav') ? 503 : 400, headers: { 'Retry-After': '0' } };
      },
    });
    expect(driven.said.toSorted()).toEqual(['offer a.wav failed', 'offer b.wav refused']);
    expect(driven.store.files.size).toBe(0);
  });

  it('is not asked for again where it was refused and is not listed', async () => {
    const driven = await drive(offers(50), { twist: (request) => (isPut(request) ? { status: 400 } : undefined) });
    expect(driven.events.filter(({ purpose }) => purpose === 'clean-up').map(({ do: did }) => did)).toEqual(['list']);
    expect(driven.journal.outstanding()).toEqual([]);
  });

  it('is told where it cannot be deleted, and stays in the journal', async () => {
    const driven = await drive([offer('a.wav'), offer('b.wav')], {
      twist: ({ method, target }) => (method === 'DELETE' && target.endsWith('a.wav') ? { status: 403 } : undefined),
    });
    expect(driven.leftBehind).toEqual([`media/${PREFIX}a.wav`]);
    expect(driven.journal.outstanding()).toEqual([{ fileKind: 'media', name: `${PREFIX}a.wav` }]);
  });

  it('may come after an answer that was not waited for: the journal keeps it until the end', async () => {
    let isSilent = true;
    const driven = await drive([offer('a.wav')], {
      twist: (request) => (isPut(request) && isSilent ? 'hang' : undefined),
    });
    expect(driven.said).toEqual(['offer a.wav failed']);
    expect(driven.leftBehind).toEqual([]);
    const entries = driven.journal.outstanding();
    expect(entries).toEqual([{ fileKind: 'media', name: `${PREFIX}a.wav` }]);

    isSilent = false;
    driven.store.files.set(`/media/${PREFIX}a.wav`, Buffer.from('late'));
    const { binding, end } = storeClient(driven.store.url);
    ends.push(end);
    const gone: string[] = [];
    expect(await removeOutstanding(entries, binding, ({ name }, how) => gone.push(`${name} ${how}`))).toEqual([]);
    expect(gone).toEqual([`${PREFIX}a.wav deleted`]);
    expect(driven.store.files.size).toBe(0);
  });

  it('does not wait for names that are not there and never answered', async () => {
    const twist: Twist = ({ method, target }) => (method !== 'GET' && target.includes('x') ? 'hang' : undefined);
    const steps = ['x1', 'x2'].map((name) => offer(name, { rawName: name }));
    const driven = await drive([offer('a.wav'), ...steps], { twist, timeoutMs: 200 });
    const deletions = driven.events.filter(({ do: did }) => did === 'delete');
    expect(deletions.map(({ name }) => name)).toEqual([`${PREFIX}a.wav`]);
    const entries = driven.journal.outstanding();
    expect(entries.map(({ name }) => name)).toEqual([`${PREFIX}x1`, `${PREFIX}x2`]);
    const { binding, end } = storeClient(driven.store.url, { timeoutMs: 200 });
    ends.push(end);
    expect(await removeOutstanding(entries, binding, () => {})).toEqual([]);
  });

  it('after a killed run goes with everything that begins as it does', async () => {
    const store = await startSmallStore();
    const { binding, end } = storeClient(store.url);
    ends.push(end, store.close);
    const other = `${filePrefix('abcdef', 2)}c`;
    for (const name of [`${PREFIX}a`, `${PREFIX}b`, other, 'holiday.wav'])
      store.files.set(`/media/${name}`, Buffer.from(''));
    const gone: string[] = [];
    const entries = ['a', 'lost'].map((name) => ({ fileKind: 'media' as const, name: `${PREFIX}${name}` }));
    expect(await removeOutstanding(entries, binding, ({ name }, how) => gone.push(`${name} ${how}`))).toEqual([]);
    expect(gone.toSorted()).toEqual([`${PREFIX}a deleted`, `${PREFIX}b deleted`, `${PREFIX}lost absent`]);
    expect([...store.files.keys()]).toEqual([`/media/${other}`, '/media/holiday.wav']);
  });

  it('after a killed run is known from the journal, with the spellings', async () => {
    const path = join(folder, 'killed.ndjson');
    const journal = await openFilesJournal(path, { url: 'http://127.0.0.1', user: 'bob', runId: 'abcdef' });
    const entries = [
      { fileKind: 'media', name: `${PREFIX}\ud800.wav` },
      { fileKind: 'msg_media', name: `${PREFIX}x/y`, spelling: `${PREFIX}x%2Fy` },
      { fileKind: 'rest', name: `${PREFIX}z` },
    ] as const;
    await journal.mayExist(entries);
    journal.isGone(entries[2]);
    await journal.close();
    expect(await outstandingFiles(path)).toEqual({
      url: 'http://127.0.0.1',
      user: 'bob',
      runId: 'abcdef',
      entries: entries.slice(0, 2),
    });
    await expect(openFilesJournal(path, { url: '', runId: '' })).rejects.toThrow('EEXIST');
    const other = await openFilesJournal(join(folder, 'other.ndjson'), { url: '', runId: '' });
    await expect(other.mayExist([{ fileKind: 'media', name: 'holiday.wav' }])).rejects.toThrow(
      'media/holiday.wav is no name of ours',
    );
    await other.close();
  });
});

describe('a store that fails', () => {
  it('at one name among many is blamed for that one alone', async () => {
    const driven = await drive(offers(40), {
      twist: ({ target }) => (/n2[0-3]\.wav$/.test(target) && !target.endsWith('n21.wav') ? 'reset' : undefined),
    });
    expect(driven.said.filter((each) => !each.endsWith('accepted'))).toEqual([
      'offer n20.wav failed',
      'offer n22.wav failed',
      'offer n23.wav failed',
    ]);
    expect(driven.lostTarget).toBe(false);
  });

  it('for all who ask while it is stuck at one is blamed for that one alone', async () => {
    let untilMs = 0;
    const driven = await drive(offers(12), {
      timeoutMs: 300,
      twist: ({ method, target }) => {
        if (method === 'PUT' && target.endsWith('n3.wav')) untilMs = performance.now() + 250;
        return method === 'PUT' && performance.now() < untilMs ? 'hang' : undefined;
      },
    });
    expect(driven.said.filter((each) => !each.endsWith('accepted'))).toEqual(['offer n3.wav failed']);
  });

  it('by its silence three times is not asked again', async () => {
    const driven = await drive(
      ['a', 'b', 'c', 'd'].map((name) => offer(name, { rawName: name })),
      { twist: ({ method }) => (method === 'PUT' ? 'hang' : undefined), timeoutMs: 150 },
    );
    expect(driven.said).toEqual(['offer a failed', 'offer b failed', 'offer c failed']);
    expect(driven.leftOutFrom).toBe(3);
    expect(driven.lostTarget).toBe(false);
  });

  it('of one sort three times is not waited for again', async () => {
    const names = ['a', 'bb', 'cccc', 'dddddddd', 'eeeeeeeeeeeeeeee'].map((name) => offer(`${name}%.wav`));
    const driven = await drive([...names, offer('f.wav')], {
      twist: ({ method, target }) => (method === 'PUT' && target.includes('%25') ? 'hang' : undefined),
      silences: createSilences(),
      timeoutMs: 150,
    });
    const failed = driven.said.filter((each) => each.endsWith('failed'));
    expect(failed).toHaveLength(3);
    expect(driven.spared).toBe(6 - driven.said.length);
    expect(driven.spared).toBeGreaterThan(0);
  });

  it('for good is lost', async () => {
    let dead = false;
    const driven = await drive([...offers(30), list], {
      twist: ({ target }) => {
        dead ||= target.endsWith('n10.wav');
        return dead ? 'reset' : undefined;
      },
    });
    expect(driven.lostTarget).toBe(true);
    expect(driven.leftOutFrom).toBeGreaterThan(10);
    expect(driven.said).toContain('offer n10.wav failed');
    // What it took before stays: nobody is there to delete it.
    expect(driven.leftBehind).toContain(`media/${PREFIX}n0.wav`);
    expect(driven.journal.outstanding().length).toBeGreaterThanOrEqual(10);
  });
});

describe('a case at a validator', () => {
  const modules: NameBinding[] = [];
  afterEach(async () => {
    for (const binding of modules.splice(0)) await binding.close();
  });

  const driveModule = async (text: string, steps: readonly NamesStep[]): Promise<DriveNamesResult> => {
    const { writeFile } = await import('node:fs/promises');
    const path = join(folder, `${journals++}.mjs`);
    await writeFile(path, text);
    const binding = createModuleBinding({ path, timeoutScale: 0.25 });
    modules.push(binding);
    return driveNamesTrace({ trace: traceOf(steps), binding, namePrefix: 'f' });
  };

  it('offers all names, bare ones too, and nothing else', async () => {
    const { transcript, ...rest } = await driveModule("export const isValidName = (name) => name !== '';", [
      offer('a.wav'),
      read('a.wav'),
      offer('', { bare: true }),
      list,
      offer('x/y', { rawName: 'x%2fy' }),
      remove('a.wav'),
      offer('\ud800'),
    ]);
    const events = transcript.events.filter((event) => event.kind === 'probe');
    expect(events.map(({ step, name, label, outcome }) => ({ step, name, label, outcome }))).toEqual([
      { step: 0, name: 'fa.wav', label: 'a.wav', outcome: 'accepted' },
      { step: 2, name: '', label: '', outcome: 'refused' },
      { step: 6, name: 'f\ud800', label: '\ud800', outcome: 'accepted' },
    ]);
    expect(transcript.header).toMatchObject({ binding: 'module', namePrefix: 'f' });
    expect(rest).toMatchObject({ leftBehind: [], lostTarget: false, timedOut: false });
  });

  it('leaves out names like those that were never answered, and counts them', async () => {
    const text = "export const isValidName = (name) => { if (name.includes(' ')) for (;;); return true; };";
    const spaces = Array.from({ length: 9 }, (_, index) => offer(`${'ab'.repeat(index)} .wav`));
    const { transcript, ...rest } = await driveModule(text, [...spaces, offer('a.wav'), offer('a+b.wav')]);
    const said = transcript.events.flatMap((event) => (event.kind === 'probe' ? [event.outcome] : []));
    expect(said).toEqual(['failed', 'failed', 'failed', 'accepted', 'accepted']);
    expect(rest).toMatchObject({ spared: 6, leftOutFrom: 3, lostTarget: false, timedOut: false });
  });

  it('that cannot be asked any more is lost, and says why', async () => {
    const { transcript, ...rest } = await driveModule(
      'export const isValidName = (name) => name.startsWith("x") ? 1 : true;',
      [{ ...offer('x'), bare: true } as NamesStep, offer('a')],
    );
    expect(transcript.events).toEqual([]);
    expect(rest).toMatchObject({
      lostTarget: true,
      leftOutFrom: 0,
      unusable: { reason: 'isValidName returns a number, not true or false or a promise of one' },
    });
  });
});
