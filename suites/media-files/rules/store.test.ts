import { describe, expect, it } from 'vitest';
import { list, offer, type Probes, read, remove } from '../probe.fixture.ts';
import { judgementOf, outcomeOf, violationsOf } from './outcome.fixture.ts';

const LEAVES = 'files.store.refused-leaves-nothing';
const ROUND_TRIP = 'files.store.round-trip';
const DISTINCT = 'files.store.distinct';
const CONTAINED = 'files.store.contained';
const FORBIDDEN = 'files.character.forbidden';
const DOT_DOT = 'files.sequence.dot-dot';

const refused = (name: string, about = FORBIDDEN): Probes[number] => [offer(name, about), 400];
const kept = (name: string, more = {}): Probes[number] => [offer(name, ROUND_TRIP, more), 201];
const found = (name: string, text = name): Probes[number] => [read(name, { text }), 200];
const missing = (name: string): Probes[number] => [read(name), 404];
const listed = (...names: readonly string[]): Probes[number] => [list(...names), 200];

describe('files.store.refused-leaves-nothing', () => {
  it('passes where a refused name is neither found nor listed', () => {
    expect(outcomeOf(LEAVES, [refused('a b.wav'), missing('a b.wav')])).toBe('pass');
    expect(outcomeOf(LEAVES, [refused('a b.wav'), listed()])).toBe('pass');
    expect(outcomeOf(LEAVES, [refused('a b.wav'), kept('c.wav'), listed('c.wav')])).toBe('pass');
  });

  it('is not exercised where nothing was refused, or nobody looked', () => {
    expect(outcomeOf(LEAVES, [kept('a.wav'), listed('a.wav'), found('a.wav')])).toBe('not exercised');
    expect(outcomeOf(LEAVES, [refused('a b.wav')])).toBe('not exercised');
    expect(outcomeOf(LEAVES, [refused('a b.wav'), [list(), 404]])).toBe('not exercised');
  });

  it('turns where a refused name is read or listed', () => {
    expect(outcomeOf(LEAVES, [refused('a b.wav'), found('a b.wav')])).toBe('refuses 1 name and answers a read of them');
    expect(outcomeOf(LEAVES, [refused('a b.wav'), found('a b.wav', 'something')])).toMatch(/^refuses 1 name/);
    expect(outcomeOf(LEAVES, [refused('a b.wav'), listed('a b.wav')])).toBe('lists 1 file after refusing them');
  });

  it.each([
    ['a b.wav', 'a_b.wav'],
    ['a b.wav', 'ab.wav'],
    ['\u00e9.wav', 'e.wav'],
    ['a b.wav', 'a b.wav.part'],
    ['a%62.wav', 'ab.wav'],
  ])('turns where %j is there as %j', (name, other) => {
    expect(violationsOf([refused(name), listed(other)])).toEqual([LEAVES]);
    expect(violationsOf([refused(name), [read(other, { text: name, about: LEAVES }), 200]])).toEqual([LEAVES]);
    expect(violationsOf([refused(name), kept(other), listed(other), found(other)])).toEqual([]);
  });

  it('turns where refused content replaces that of a file', () => {
    expect(violationsOf([kept('a_b.wav'), refused('a b.wav'), [read('a_b.wav', { text: 'a b.wav' }), 200]])).toEqual([
      LEAVES,
    ]);
    const again: Probes = [kept('a.wav', { text: 'one' }), [offer('a.wav', ROUND_TRIP, { text: 'two' }), 409]];
    expect(violationsOf([...again, found('a.wav', 'two')])).toEqual([LEAVES]);
    expect(violationsOf([...again, found('a.wav', 'one')])).toEqual([]);
  });

  it('says nothing of another spelling of a file that is there', () => {
    const name = 'a/./b.wav';
    const probes: Probes = [kept('a/b.wav'), refused(name, 'files.sequence.slash-dot-slash'), found(name, 'a/b.wav')];
    expect(violationsOf(probes)).toEqual([]);
  });

  it('says nothing of a target that finds something under any name', () => {
    const page = (name: string): Probes[number] => [read(name, { text: '<html>' }), 200];
    expect(violationsOf([refused('a b.wav'), page('nobody.wav'), page('a b.wav')])).toEqual([]);
    expect(violationsOf([refused('a b.wav'), page('nobody.wav'), found('a b.wav')])).toEqual([LEAVES]);
  });
});

describe('files.store.round-trip', () => {
  it('passes where an accepted file is listed and read as it was written', () => {
    const probes: Probes = [
      kept('a.wav'),
      kept('b/c.wav'),
      listed('a.wav', 'b/c.wav'),
      found('a.wav'),
      found('b/c.wav'),
    ];
    expect(outcomeOf(ROUND_TRIP, probes)).toBe('pass');
    expect(judgementOf(ROUND_TRIP, probes).exercised).toBe(4);
  });

  it('is not exercised where nothing was accepted', () => {
    expect(outcomeOf(ROUND_TRIP, [refused('a b.wav'), missing('a b.wav'), listed()])).toBe('not exercised');
  });

  it.each([
    ['a file is not found', missing('a.wav'), 'accepts 1 file and does not find them again'],
    ['content is changed', found('a.wav', 'a.wa'), 'gives back other content than it accepted for 1 file'],
    ['it is not listed', listed(), 'does not list 1 accepted file'],
    ['it is listed twice', listed('a.wav', 'a.wav'), 'lists 1 file more than once'],
    ['it is listed in capitals', listed('A.WAV'), 'lists 1 file in other letter case'],
    ['it is listed without its extension', listed('a'), 'lists 1 file under other names'],
    ['it is listed encoded', listed('a%2ewav'), 'lists 1 file under other names'],
    ['another is listed', listed('a.wav', 'xyz.wav'), 'lists 1 name that nobody gave'],
  ] as const)('turns where %s', (_, look, message) => {
    expect(outcomeOf(ROUND_TRIP, [kept('a.wav'), look])).toBe(message);
    expect(violationsOf([kept('a.wav'), look])).toEqual([ROUND_TRIP]);
  });

  it('tells how many octets were lost', () => {
    const { findings } = judgementOf(ROUND_TRIP, [
      kept('a.wav', { what: 'CR LF' }),
      [read('a.wav', { text: 'a.wa', what: 'CR LF' }), 200],
    ]);
    expect(findings[0]?.observed).toMatch(/^CR LF \(5 bytes stored, 4 read\); /);
  });

  it('turns where content that was replaced comes back', () => {
    const twice: Probes = [kept('a.wav', { text: 'one' }), kept('a.wav', { text: 'two' })];
    expect(outcomeOf(ROUND_TRIP, [...twice, found('a.wav', 'one')])).toBe(
      'gives back content that was replaced of 1 file',
    );
    expect(outcomeOf(ROUND_TRIP, [...twice, found('a.wav', 'two')])).toBe('pass');
  });

  it('says nothing of files that were deleted, or whose writing was not answered', () => {
    expect(
      violationsOf([kept('a.wav'), [remove('a.wav'), 204], listed('a.wav'), found('a.wav'), missing('a.wav')]),
    ).toEqual([]);
    expect(violationsOf([[offer('a.wav', ROUND_TRIP), 'unclear'], listed('a.wav'), missing('a.wav')])).toEqual([]);
    expect(violationsOf([kept('a.wav'), [offer('a.wav', ROUND_TRIP), 'unclear'], listed(), missing('a.wav')])).toEqual(
      [],
    );
  });

  it('says nothing of what became of names that should have been refused', () => {
    expect(violationsOf([kept('a b.wav'), listed('a_b.wav'), missing('a b.wav')])).toEqual([FORBIDDEN]);
    expect(violationsOf([kept('a.wav/'), listed('a.wav'), missing('a.wav/')])).toEqual([]);
  });

  it('judges names in other letter case as any', () => {
    expect(outcomeOf(ROUND_TRIP, [kept('a.WAV'), listed()])).toMatch(/^does not list/);
    expect(outcomeOf(ROUND_TRIP, [kept('a.WAV'), listed('a.WAV')])).toBe('pass');
  });

  it('says nothing where there is no store', () => {
    expect(outcomeOf(ROUND_TRIP, [kept('a.wav'), listed()], 'exec')).toBe('not exercised');
  });
});

describe('files.store.distinct', () => {
  const two: Probes = [kept('a@b.wav'), kept('a_b.wav')];

  it('passes where two names have their own content', () => {
    expect(outcomeOf(DISTINCT, [...two, found('a@b.wav'), found('a_b.wav')])).toBe('pass');
  });

  it('is not exercised by one name, nor where there is nothing to read', () => {
    expect(outcomeOf(DISTINCT, [kept('a.wav'), found('a.wav')])).toBe('not exercised');
    expect(outcomeOf(DISTINCT, two)).toBe('not exercised');
  });

  it('turns where one has the content of the other', () => {
    const probes: Probes = [...two, found('a@b.wav', 'a_b.wav'), found('a_b.wav')];
    expect(violationsOf(probes)).toEqual([DISTINCT]);
    expect(judgementOf(DISTINCT, probes).findings[0]).toMatchObject({
      message: 'takes 1 name for other names',
      observed: expect.stringContaining('"acuabcdefaaaa@b.wav" and "acuabcdefaaaa_b.wav"'),
    });
  });

  it('turns where one is lost as the other is deleted', () => {
    const gone = [remove('a@b.wav'), 204] as const;
    expect(violationsOf([...two, found('a_b.wav'), gone, missing('a_b.wav')])).toEqual([DISTINCT]);
    expect(violationsOf([...two, listed('a@b.wav', 'a_b.wav'), gone, listed()])).toEqual([DISTINCT]);
    expect(violationsOf([...two, gone, missing('a_b.wav')])).toEqual([ROUND_TRIP]);
    expect(violationsOf([...two, found('a_b.wav'), gone, found('a_b.wav')])).toEqual([]);
  });

  it('leaves letter case to the target', () => {
    const twins: Probes = [kept('a.wav'), kept('A.wav')];
    expect(violationsOf([...twins, found('a.wav', 'A.wav'), found('A.wav'), listed('A.wav')])).toEqual([]);
    expect(violationsOf([...twins, found('a.wav'), found('A.wav'), listed('a.wav', 'A.wav')])).toEqual([]);
  });
});

describe('files.store.contained', () => {
  const reach = (rawName: string, name = '/../../etc/passwd') => read(name, { about: CONTAINED, rawName });
  const body = (text: string) => ({
    response: { status: 200, reason: '', headers: [], body: { bytes: text.length, text } },
  });
  const PASSWD = 'root:x:0:0:root:/root:/bin/sh\n';

  it('passes where a path outwards is refused', () => {
    expect(outcomeOf(CONTAINED, [[reach('/../../etc/passwd'), 404]])).toBe('pass');
    expect(outcomeOf(CONTAINED, [[reach('/..%2f..%2fetc%2fpasswd'), 400]])).toBe('pass');
  });

  it('turns where anything comes back', () => {
    expect(outcomeOf(CONTAINED, [[reach('/../../etc/passwd'), body(PASSWD)]])).toBe(
      'gives out what is outside the store by 1 spelling',
    );
    expect(outcomeOf(CONTAINED, [[reach('/..%2f..%2fetc%2fpasswd'), 200]])).toMatch(/^gives out/);
    const { findings } = judgementOf(CONTAINED, [[reach('/../../etc/passwd'), body(PASSWD)]]);
    expect(findings[0]?.observed).toMatch(/: 200 "root:x:0:0:root:\/root:\/bin\/sh"$/);
  });

  it('wants more proof of a target that finds something under any name', () => {
    const anything: Probes = [[read('nobody.wav', { text: 'page' }), body('<html>')]];
    expect(outcomeOf(CONTAINED, [...anything, [reach('/../../etc/passwd'), body('<html>')]])).toBe('not exercised');
    expect(outcomeOf(CONTAINED, [...anything, [reach('/../../etc/passwd'), body(PASSWD)]])).toMatch(/^gives out/);
  });

  it('wants more proof where paths are resolved on their way', () => {
    const resolving: Probes = [[offer('/ab/../cd.wav', DOT_DOT), 201], listed('/cd.wav')];
    expect(outcomeOf(CONTAINED, [...resolving, [reach('/../../etc/passwd'), body('<html>')]])).toBe('not exercised');
    expect(outcomeOf(CONTAINED, [...resolving, [reach('/%252e%252e/etc/passwd'), body('<html>')]])).toMatch(
      /^gives out/,
    );
    expect(outcomeOf(CONTAINED, [...resolving, [reach('/../../etc/passwd'), body(PASSWD)]])).toMatch(/^gives out/);
  });

  it('turns where a file for outside is accepted', () => {
    expect(violationsOf([[offer('/../out.wav', CONTAINED), 201]])).toEqual([CONTAINED]);
    expect(outcomeOf(CONTAINED, [[offer('/../out.wav', CONTAINED), 400]])).toBe('pass');
  });
});
