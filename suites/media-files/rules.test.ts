import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../specification/catalogue.ts';
import { judgeTranscript, whyInconclusive } from './judge.ts';
import { type Came, list, offer, type Probes, read, remove, transcriptOf } from './probe.fixture.ts';
import { violationsOf } from './rules/outcome.fixture.ts';
import { MEDIA_FILES_RULES } from './rules.ts';
import { viewOf } from './view.ts';

const MESSAGE = { kind: 'msg_media' } as const;

/** A store that does everything right, asked about everything. */
const LIFE: Probes = [
  [offer('plain.wav', 'files.extension.media-set'), 201],
  [offer('plain.jpg', 'files.extension.message-media-any', MESSAGE), 201],
  [offer('a@b.wav'), 201],
  [offer('a:b.wav', 'files.character.colon'), 201],
  [offer('a/b.wav', 'files.separator'), 201],
  [offer('a.b.wav', 'files.sequence.legal-dots'), 201],
  [offer('a b.wav', 'files.character.forbidden'), 400],
  [offer('a', 'files.extension.media-required'), 400],
  [offer('a.mp3', 'files.extension.media-set'), 400],
  [offer('a', 'files.extension.message-media-required', MESSAGE), 400],
  [offer('a..b.wav', 'files.sequence.dot-dot'), 400],
  [offer('a//b.wav', 'files.sequence.slash-slash'), 400],
  [offer('a/./b.wav', 'files.sequence.slash-dot-slash'), 400],
  [offer('a.WAV', 'files.extension.media-set'), 201],
  [list('plain.wav', 'a@b.wav', 'a:b.wav', 'a/b.wav', 'a.b.wav', 'a.WAV'), 200],
  [{ ...list('plain.jpg'), ...MESSAGE }, 200],
  [read('a@b.wav'), 200],
  [read('a b.wav'), 404],
  [read('/../../etc/passwd', { about: 'files.store.contained' }), 400],
  [remove('a@b.wav'), 204],
  [read('a/b.wav'), 200],
  [offer('plain.wav', 'files.extension.media-set'), 200],
];

describe('the rules of the media-files suite', () => {
  it('are one for each requirement of the catalogue, in its order', () => {
    expect(MEDIA_FILES_RULES.map(({ requirement }) => requirement)).toEqual(
      requirementsOf('media-files').map(({ id }) => id),
    );
  });

  it.each(MEDIA_FILES_RULES)('$requirement is not exercised by nothing', ({ judge }) => {
    expect(judge(viewOf(transcriptOf([])))).toEqual({ exercised: 0, findings: [] });
  });

  it.each(MEDIA_FILES_RULES)('$requirement is exercised by a store that does everything right', ({ judge }) => {
    const { exercised, findings } = judge(viewOf(transcriptOf(LIFE)));
    expect(findings.map(({ message, observed }) => `${message}: ${observed}`)).toEqual([]);
    expect(exercised).toBeGreaterThan(0);
  });

  it.each(MEDIA_FILES_RULES)('$requirement is not exercised by answers that say nothing', ({ requirement, judge }) => {
    const rubbish: Came = { outcome: 'failed', failure: { kind: 'rubbish', message: 'no JSON' } };
    for (const came of [301, 401, 429, 'unclear', rubbish] as const) {
      // That it says nothing is the matter of one of them (reading R48).
      if (came === rubbish && requirement === 'files.survives.hostile-names') continue;
      const { exercised, findings } = judge(viewOf(transcriptOf(LIFE.map(([asked]) => [asked, came]))));
      expect([came, exercised, findings]).toEqual([came, 0, []]);
    }
  });

  it.each(MEDIA_FILES_RULES)('$requirement judges of a validator what is no store', ({ requirement, judge }) => {
    const answers = LIFE.map(([asked, came]): Probes[number] => [asked, Number(came) < 300 ? 'accepted' : 'refused']);
    const { exercised, findings } = judge(viewOf(transcriptOf(answers, 'module')));
    expect(findings).toEqual([]);
    expect(exercised > 0).toBe(!requirement.startsWith('files.store.'));
  });
});

/** Every answer of the life turned round, or broken. */
const WRONG: ReadonlyArray<readonly [what: string, place: number, came: Came]> = LIFE.flatMap(
  ([asked, came], place) => {
    if (asked.do === 'list' || asked.do === 'delete') return [];
    const what = `${place}: ${asked.do} ${asked.kind ?? 'media'} ${asked.name}`;
    const turned = Number(came) < 300 ? 400 : 200;
    return [
      [`${what} ${turned}`, place, turned],
      [`${what} 500`, place, 500],
    ] as const;
  },
);

describe('one symptom has one owner', () => {
  it.each(WRONG)('%s', (_, place, came) => {
    const violated = violationsOf([...LIFE.slice(0, place), [LIFE[place]![0], came]]);
    expect(violated.length).toBeLessThanOrEqual(1);
    // A name that is open, and a file that is there already, may be refused.
    const asked = LIFE[place]![0];
    const mayBe = came === 400 && (asked.name === 'a.WAV' || place === LIFE.length - 1);
    expect(violated.length).toBe(mayBe ? 0 : 1);
  });
});

describe('the judgement of a transcript', () => {
  it('is a list of findings with their case and verdict', () => {
    const judgements = judgeTranscript(transcriptOf([[offer('a b.wav', 'files.character.forbidden'), 201]]));
    expect(judgements).toHaveLength(17);
    expect(judgements.flatMap(({ findings }) => findings)).toEqual([
      {
        requirement: 'files.character.forbidden',
        verdict: 'fail',
        message: 'Accepts 1 forbidden character',
        expected: 'every character but a to z, A to Z, 0 to 9 and . _ / @ - : is refused',
        observed: 'space; shortest name: "acuabcdefaaaa b.wav" (media)',
        case: 'test/case',
        at: { event: 0, ms: 0 },
        sorts: ['space'],
      },
    ]);
  });

  it('is a warning where a colon is refused', () => {
    const probes: Probes = [
      [offer('plain.wav'), 201],
      [offer('a:b.wav', 'files.character.colon'), 400],
    ];
    const findings = judgeTranscript(transcriptOf(probes)).flatMap((judgement) => judgement.findings);
    expect(findings.map(({ requirement, verdict }) => [requirement, verdict])).toEqual([
      ['files.character.colon', 'warn'],
    ]);
  });

  it('is of wanted requirements alone', () => {
    const wanted = new Set(['files.separator']);
    expect(judgeTranscript(transcriptOf(LIFE), wanted).map(({ requirement }) => requirement)).toEqual([
      'files.separator',
    ]);
  });

  it('cannot be relied on where answers were none', () => {
    const rubbish: Came = { outcome: 'failed', failure: { kind: 'rubbish', message: 'no JSON: checking' } };
    const transcript = transcriptOf([
      [offer('a.wav'), rubbish],
      [offer('b.wav'), rubbish],
    ]);
    expect(whyInconclusive(transcript)).toBe('2 answers were none; the first: no JSON: checking');
    expect(whyInconclusive(transcriptOf(LIFE))).toBeUndefined();
  });
});
