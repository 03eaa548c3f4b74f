import { describe, expect, it } from 'vitest';
import { offer, type Probes } from '../probe.fixture.ts';
import { judgementOf, outcomeOf, violationsOf } from './outcome.fixture.ts';

const FORBIDDEN = 'files.character.forbidden';
const SET = 'files.extension.media-set';
const ANY = 'files.extension.message-media-any';
const ALLOWED = 'files.character.allowed';
const SEPARATOR = 'files.separator';
const DOTS = 'files.sequence.legal-dots';

/** Names of one kind of fault each, and the requirement that owns their acceptance. */
const ILLEGAL: ReadonlyArray<readonly [name: string, kind: 'media' | 'msg_media', requirement: string]> = [
  ['a b.wav', 'media', FORBIDDEN],
  ['a.wav\n', 'media', FORBIDDEN],
  ['\u00e9.jpg', 'msg_media', FORBIDDEN],
  ['a', 'media', 'files.extension.media-required'],
  ['a.mp3', 'media', SET],
  ['a', 'msg_media', 'files.extension.message-media-required'],
  ['a..b.wav', 'media', 'files.sequence.dot-dot'],
  ['a//b.wav', 'media', 'files.sequence.slash-slash'],
  ['a/./b.wav', 'media', 'files.sequence.slash-dot-slash'],
];

describe('an illegal name', () => {
  it.each(ILLEGAL)('%j of %s puts %s to the test, and is its violation where it is accepted', (name, kind, owner) => {
    const asked = offer(name, owner, { kind });
    expect(outcomeOf(owner, [[asked, 'refused']])).toBe('pass');
    expect(violationsOf([[asked, 'refused']])).toEqual([]);
    expect(violationsOf([[asked, 'accepted']])).toEqual([owner]);
    expect(judgementOf(owner, [[asked, 'accepted']]).exercised).toBe(1);
  });

  it.each(ILLEGAL)('%j of %s puts nothing to the test without a clear answer', (name, kind, owner) => {
    const asked = offer(name, owner, { kind });
    for (const came of [
      'unclear',
      301,
      401,
      429,
      { outcome: 'failed', failure: { kind: 'rubbish', message: 'x' } },
    ] as const) {
      expect([came, outcomeOf(owner, [[asked, came]])]).toEqual([came, 'not exercised']);
    }
    expect(outcomeOf(owner, [[asked, 500]])).toBe('not exercised');
  });

  it('that breaks several rules is nobody’s violation', () => {
    const asked = offer('a .. b', 'files.survives.hostile-names');
    expect(violationsOf([[asked, 'accepted']])).toEqual([]);
    expect(outcomeOf('files.survives.hostile-names', [[asked, 'accepted']])).toBe('pass');
  });

  it('is refused by plain texts of the HTTP layer, too', () => {
    for (const status of [400, 403, 404, 409, 414, 422, 431]) {
      expect(outcomeOf(FORBIDDEN, [[offer('a b.wav', FORBIDDEN), status]])).toBe('pass');
    }
  });

  it('was no such name to a store that resolved its path first', () => {
    const probes = (...listed: readonly string[]): Probes => [
      [offer('x//b.wav', 'files.sequence.slash-slash'), 201],
      [{ do: 'list', listed }, 200],
    ];
    expect(outcomeOf('files.sequence.slash-slash', probes('x/b.wav'))).toBe('not exercised');
    expect(violationsOf(probes('x/b.wav'))).toEqual([]);
    expect(violationsOf(probes('x//b.wav'))).toEqual(['files.sequence.slash-slash']);
    expect(violationsOf(probes('x//b.wav', 'x/b.wav'))).toContain('files.sequence.slash-slash');
    expect(violationsOf(probes())).toEqual(['files.sequence.slash-slash']);
  });
});

describe('illegal names in one transcript', () => {
  it('are one finding for each requirement, with characters, count and the shortest name', () => {
    const names = ['long name.wav', 'a%b.wav', 'x y.wav', 'x\u202ey.wav', 'a.wav\n', '\n/a.wav\n', 'a\0.wav'];
    const { findings, exercised } = judgementOf(
      FORBIDDEN,
      names.map((name) => [offer(name, FORBIDDEN), 'accepted'] as const),
    );
    expect(exercised).toBe(7);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      message: 'accepts 5 forbidden characters',
      observed: 'space, %, U+202E, LF, NUL; shortest name: "acuabcdefaaaa.wav\\n" (media)',
      at: { index: 4 },
    });
  });

  it('say that a character is overlooked at the end alone', () => {
    const { findings } = judgementOf(FORBIDDEN, [
      [offer('a.wav\n', FORBIDDEN), 'accepted'],
      [offer('a\nb.wav', FORBIDDEN), 'refused'],
    ]);
    expect(findings[0]?.observed).toMatch(/^LF at the end; /);
    expect(findings[0]?.message).toBe('accepts 1 forbidden character');
  });

  it('are listed up to a dozen', () => {
    const probes = Array.from(
      { length: 20 },
      (_, i) => [offer(`a.x${i}`, SET, { what: `.x${i}` }), 'accepted'] as const,
    );
    expect(judgementOf(SET, probes).findings[0]?.observed).toMatch(/^\.x0, .*, \.x11, and 8 more; shortest/);
  });
});

describe('a legal name', () => {
  const plain: Probes = [
    [offer('plain.wav', SET), 'accepted'],
    [offer('plain.jpg', ANY, { kind: 'msg_media' }), 'accepted'],
  ];

  it('that is accepted puts to the test what it was offered for', () => {
    expect(outcomeOf(ALLOWED, [[offer('a@b.wav', ALLOWED), 'accepted']])).toBe('pass');
    expect(outcomeOf(SEPARATOR, [[offer('a/b.wav', ALLOWED), 'accepted']])).toBe('not exercised');
  });

  it.each([
    ['a@b.wav', ALLOWED],
    ['a:b.wav', 'files.character.colon'],
    ['a/b.wav', SEPARATOR],
    ['a.tiff', SET],
    ['a.b.wav', DOTS],
  ])('%s that is refused is the violation of %s', (name, about) => {
    expect(violationsOf([...plain, [offer(name, about), 'refused']])).toEqual([about]);
  });

  it('tells why it was refused, in the words of the target', () => {
    const { findings } = judgementOf(ALLOWED, [
      ...plain,
      [offer('a@b.wav', ALLOWED, { what: 'an at sign' }), { outcome: 'refused', reason: '400: no at signs' }],
    ]);
    expect(findings[0]?.observed).toBe('an at sign; shortest name: "acuabcdefaaaa@b.wav" (media): 400: no at signs');
  });

  it('that is refused for something else is not its own matter', () => {
    const probes: Probes = [
      ...plain,
      [offer('plain/file.wav', SEPARATOR), 'refused'],
      [offer('/@ab.wav', ALLOWED), 'refused'],
      [offer('/.ab.wav', DOTS), 'refused'],
      [offer('ab@cd.wav', ALLOWED), 'accepted'],
    ];
    expect(violationsOf(probes)).toEqual([SEPARATOR]);
    expect(judgementOf(SEPARATOR, probes).exercised).toBe(3);
    expect(judgementOf(ALLOWED, probes).exercised).toBe(1);
    expect(judgementOf(DOTS, probes).exercised).toBe(0);
  });

  it('of a kind of which none is accepted is the matter of extensions', () => {
    expect(
      violationsOf([
        [offer('plain.wav', SET), 'refused'],
        [offer('plain.jpg', ANY, { kind: 'msg_media' }), 'accepted'],
        [offer('a@b.wav', ALLOWED), 'refused'],
      ]),
    ).toEqual([SET]);
  });

  it('is refused by a target that refuses everything for one reason', () => {
    const probes: Probes = [
      [offer('plain.wav', SET), 'refused'],
      [offer('plain.jpg', ANY, { kind: 'msg_media' }), 'refused'],
      [offer('a/b.wav', SEPARATOR), 'refused'],
    ];
    expect(violationsOf(probes)).toEqual([ALLOWED]);
    expect(outcomeOf(ALLOWED, probes)).toBe('refuses every legal name');
    expect(outcomeOf(SET, probes)).toBe('not exercised');
  });

  it('may be refused for its content, its spelling, or a file in its way', () => {
    const ok: Probes = [...plain, [offer('a.wav', SET), 201], [offer('d/e.wav', SEPARATOR), 201]];
    const judged = (asked: ReturnType<typeof offer>, status: number) => violationsOf([...ok, [asked, status]]);
    expect(judged(offer('b.wav', SET), 415)).toEqual([]);
    expect(judged(offer('x/y.wav', SEPARATOR, { rawName: 'x%2Fy.wav' }), 400)).toEqual([]);
    expect(judged(offer('a.wav', SET), 409)).toEqual([]);
    expect(judged(offer('a.wav/b.wav', SEPARATOR), 409)).toEqual([]);
    expect(judged(offer('d/e.wav/f/g.wav', SEPARATOR), 409)).toEqual([]);
    expect(judged(offer('d', 'files.store.distinct'), 409)).toEqual([]);
    expect(judged(offer('e.wav', SET), 409)).toEqual([SET]);
  });
});

describe('a name of which the documents do not speak', () => {
  it.each(['a.WAV', '/.wav', 'a.wav/', 'a/.', `${'x'.repeat(100)}.wav`])('%s may be accepted or refused', (name) => {
    for (const came of ['accepted', 'refused'] as const) {
      expect(violationsOf([[offer(name, SET), came]])).toEqual([]);
      for (const id of [SET, ALLOWED, SEPARATOR, DOTS])
        expect(outcomeOf(id, [[offer(name, id), came]])).toBe('not exercised');
    }
  });

  it.each(['a b', '..', 'a'])('%j may be that of a log file', (name) => {
    expect(violationsOf([[offer(name, FORBIDDEN, { kind: 'rest' }), 'accepted']])).toEqual([]);
    expect(violationsOf([[offer(name, FORBIDDEN, { kind: 'rest' }), 500]])).toEqual([]);
    expect(outcomeOf(FORBIDDEN, [[offer(name, FORBIDDEN, { kind: 'rest' }), 'refused']])).toBe('not exercised');
  });
});
