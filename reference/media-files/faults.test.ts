import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../specification/catalogue.ts';
import { HOOKED_IDS, hooksFor } from './faults/index.ts';
import { MEDIA_FILES_FAULTS, type MediaFilesFault } from './faults.table.ts';
import type { Kind } from './kinds.ts';
import type { Rules } from './seams.ts';
import { createRules } from './validate.ts';
import { MEDIA_FILES_VARIATIONS } from './variations.table.ts';

const requirements = requirementsOf('media-files');
const ids = new Set(requirements.map(({ id }) => id));

describe('the tables of faults and variations', () => {
  it('have a fault for every requirement of the media-files suite', () => {
    const broken = new Set(MEDIA_FILES_FAULTS.map(({ requirement }) => requirement));
    expect([...ids].filter((id) => !broken.has(id))).toEqual([]);
    expect(ids.size).toBe(17);
  });

  it('name only requirements of the catalogue', () => {
    const named = MEDIA_FILES_FAULTS.flatMap(({ requirement, admits }) => [requirement, ...admits]);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('name everything once, and there is a hook for everything that they name', () => {
    const named = [...MEDIA_FILES_FAULTS, ...MEDIA_FILES_VARIATIONS].map(({ id }) => id);
    expect(new Set(named).size).toBe(named.length);
    expect([...HOOKED_IDS].sort()).toEqual(named.sort());
  });

  it('expect a failure only where the requirement is a must that is published or derived, under every reading', () => {
    const lenient = new Set(
      requirements.filter(({ level, basis }) => level === 'should' || basis === 'assumed').map(({ id }) => id),
    );
    // What is no answer, and no end either (reading R48).
    const strange = /^files\.survives\.hostile-names\/(rubbish|no-boolean|unknown-id|twice|flood)$/;
    const isLenient = ({ id, requirement }: MediaFilesFault): boolean => lenient.has(requirement) || strange.test(id);
    const wrong = MEDIA_FILES_FAULTS.filter((fault) => isLenient(fault) === (fault.verdict === 'fail'));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('know no other faults, and none where it does not show', () => {
    expect(() => hooksFor(['files.no-such-fault'], 'http')).toThrow(RangeError);
    expect(() => hooksFor(['toString'], 'http')).toThrow(RangeError);
    expect(() => hooksFor(['files.store.contained'], 'exec')).toThrow(
      'files.store.contained shows by http, not by exec',
    );
    expect(() => hooksFor(['files.survives.hostile-names/exits'], 'module')).toThrow(RangeError);
  });
});

const conforming = createRules([]);
const under = (...faults: readonly string[]): Rules =>
  createRules(hooksFor(faults, faults.some((id) => id.startsWith('R')) ? 'http' : 'exec').rules);

/** The requirements that a name breaks, by each rule asked alone; `open` for what no requirement is about. */
function broken(name: string, kind: Kind): readonly string[] {
  const extension = conforming.extensionOf(name, kind) === undefined ? 'required' : kind === 'media' ? 'set' : 'any';
  const found: ReadonlyArray<readonly [string | undefined, string]> = [
    [name === '' ? undefined : conforming.length(name), 'open'],
    [conforming.ends(name), 'open'],
    [conforming.characters(name, kind), 'files.character.forbidden'],
    [conforming.dotDot(name, kind), 'files.sequence.dot-dot'],
    [conforming.slashSlash(name, kind), 'files.sequence.slash-slash'],
    [conforming.slashDotSlash(name, kind), 'files.sequence.slash-dot-slash'],
    [conforming.extension(name, kind), `files.extension.${kind === 'media' ? 'media' : 'message-media'}-${extension}`],
  ];
  return found.flatMap(([objection, id]) => (objection === undefined ? [] : [id]));
}

const CHARACTERS = [
  ...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)),
  ...'ſıİKǅλЖ中٣\u0301\u200b\u202e\u2028Ａ９．／šÿﬁ²\u{1f600}\u{1d400}\u{10ffff}',
  '\ud800',
  '\udfff',
];
const PLACES = ['fXb', 'Xb', 'fX', 'dX/b', 'X/b', 'fXXb', 'd/Xb', 'd/bX', 'abcdefghijklmnopqrstuvwxyz0123456789Xb'];
const SHAPES = [
  ...['f', 'd/f', 'd/e/f', 'd/e/f/g/h', 'a.b', '.f', 'd/.f', '.d/f', 'd./f', 'a.b/f', 'CON', 'd/nul', 'c:f', '-f'],
  ...['f..g', '..f', 'f.', '../f', 'd/../f', 'd/..f', 'd../f', 'f...g', 'd/.../f', '....//f', 'd..e/f', 'a.b..c'],
  ...['d//f', 'd///f', 'd//e/f', 'd/e//f', 'd/./f', 'd/././f', 'd/./e/f', 'd/e/./f'],
  ...['dir.wav/f', 'dir.png/f', 'wav', 'fwav', 'd/wav', 'f'.repeat(40), 'f.wav', 'x/y'],
];
const EXTENSIONS = [
  ...['', '.', '.wav', '.wave', '.tif', '.tiff', '.mp3', '.png', '.exe', '.wavx', '.xwav', '.wav.exe', '.tiff.', '.7z'],
  ...['.a', '.abcdefghij', '.x-y', '.tar.gz', '.mp4', '.wav\n', '.wav ', '.wav\0', '.wav?x', '.wav#x'],
];
const NAMES: readonly string[] = [
  ...new Set([
    ...CHARACTERS.flatMap((character) =>
      PLACES.flatMap((place) => ['.wav', '.png'].map((end) => place.replaceAll('X', () => character) + end)),
    ),
    ...SHAPES.flatMap((shape) => EXTENSIONS.map((extension) => shape + extension)),
    ...['f%41.wav', ' f.wav', 'f\ng.wav', 'g.wav\nf*.wav', 'f'.repeat(300), `${'f'.repeat(1100)}.wav`, 'd/'],
    `${'d/'.repeat(150)}f.wav`,
  ]),
];
const KINDS = ['media', 'msg_media'] as const;

interface Offer {
  readonly kind: Kind;
  readonly name: string;
  readonly broken: readonly string[];
}
/** Legal names, and names that break one rule and no other. */
const OFFERS: readonly Offer[] = KINDS.flatMap((kind) =>
  NAMES.map((name) => ({ kind, name, broken: broken(name, kind) })).filter(
    (offer) => offer.broken.length < 2 && offer.broken[0] !== 'open',
  ),
);

const ACCEPTING = new Set([
  'files.character.allowed',
  'files.character.colon',
  'files.separator',
  'files.extension.media-set',
  'files.extension.message-media-any',
  'files.sequence.legal-dots',
]);

describe('a fault of the rules', () => {
  const faults = MEDIA_FILES_FAULTS.filter(
    ({ target, requirement }) => target === 'validator' && requirement !== 'files.survives.hostile-names',
  );

  it.each(faults.map((fault) => [fault.id, fault] as const))(
    '%s breaks what it names and nothing else',
    (id, fault) => {
      const rules = under(id);
      let shown = 0;
      for (const offer of OFFERS) {
        const only = offer.broken[0];
        const judged = rules.judge(offer.name, offer.kind);
        if (typeof judged === 'string') throw new Error(`${id} has no judgement`);
        if (judged.accepted === (only === undefined)) continue;
        const isOwn = only === undefined ? ACCEPTING.has(fault.requirement) : only === fault.requirement;
        if (isOwn) shown += 1;
        else expect([offer, fault.admits]).toEqual([offer, expect.arrayContaining([only])]);
      }
      expect(shown).toBeGreaterThan(0);
    },
  );
});

describe('a variation of the rules', () => {
  it('changes the judgement of nothing that the documents settle', () => {
    const variations = MEDIA_FILES_VARIATIONS.filter(({ id }) => id.startsWith('R'));
    for (const { id } of variations) {
      const rules = createRules(hooksFor([id], id === 'R48/throws' ? 'module' : 'http').rules);
      for (const kind of KINDS) {
        const changed = NAMES.filter((name) => {
          const isOpen = broken(name, kind).includes('open') || name.length > 100 || /(^|\/)\.[^./]+$/.test(name);
          const upper = /\.[^./]*[A-Z][^./]*$/.test(name);
          return !isOpen && !upper && rules.objection(name, kind) !== conforming.objection(name, kind);
        });
        expect([id, kind, changed]).toEqual([id, kind, []]);
      }
    }
  });

  it('follows the other reading of what is open', () => {
    const taken = (id: string, name: string, kind: Kind = 'media'): boolean =>
      under(id).objection(name, kind) === undefined;
    expect(taken('R16/extensions', 'a.WAV')).toBe(false);
    expect(taken('R17/bare', '.wav')).toBe(true);
    expect(taken('R18/ends', './a.wav')).toBe(true);
    expect(taken('R18/same-file', '/a.wav')).toBe(true);
    expect(taken('R18/short', `${'a'.repeat(100)}.wav`)).toBe(false);
    expect(taken('R40/as-media', 'a b', 'rest')).toBe(false);
  });
});

describe('a fault that ends all answers', () => {
  it('does so at the names that it is about', () => {
    const at = (variant: string, name: string): unknown =>
      under(`files.survives.hostile-names${variant}`).judge(name, 'media');
    expect(at('', 'a\u{1f600}.wav')).toBe('crash');
    expect(at('', 'a.wav')).toEqual({ accepted: true });
    expect(at('/hang', 'a'.repeat(201))).toBe('hang');
    expect(at('/hang-on-line-end', 'a\n.wav')).toBe('hang');
    expect(at('/nul', 'a\0.wav')).toBe('crash');
    expect(at('/long', 'a'.repeat(1001))).toBe('crash');
    expect(at('/deep', 'a/'.repeat(101))).toBe('crash');
    expect(at('/empty', 'a/')).toBe('crash');
    expect(at('/lone-surrogate', 'a\ud800.wav')).toBe('crash');
  });

  it('takes twice as long for each character before a forbidden one', () => {
    const rules = under('files.survives.hostile-names/backtracking');
    const tookMs = (name: string): number => {
      const start = performance.now();
      rules.judge(name, 'media');
      return performance.now() - start;
    };
    expect(tookMs(`${'a'.repeat(24)}!`)).toBeGreaterThanOrEqual(250);
    expect(tookMs(`${'a'.repeat(25)}!`)).toBeGreaterThanOrEqual(500);
    expect(tookMs(`${'a'.repeat(90)}.wav`)).toBeLessThan(250);
  });
});
