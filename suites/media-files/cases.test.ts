import { describe, expect, it } from 'vitest';
import { strayingProblem } from '../../harness/roles/file-client/own-names.ts';
import type { NamesStep } from '../../harness/traces/names-trace.ts';
import type { Profile } from '../../harness/traces/trace.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { type NamesCase, type NamesContext, traceOf } from './case.ts';
import type { OfferStep } from './cases/names-case.ts';
import { mediaFilesCases, scriptedCases } from './cases.ts';
import { judgeName } from './naming-rules.ts';

const STORE: NamesContext = { seed: 1, binding: 'store' };
const VALIDATOR: NamesContext = { seed: 1, binding: 'validator' };
const PREFIXES = { store: 'acuabcdefaaa', validator: 'f' } as const;

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];
const inProfile = (profile: Profile) =>
  mediaFilesCases.filter((one) => PROFILES.indexOf(one.profile ?? 'standard') <= PROFILES.indexOf(profile));
const runs = (one: NamesCase, { binding }: NamesContext) => one.only === undefined || one.only === binding;
const inBinding = (profile: Profile, context: NamesContext) => inProfile(profile).filter((one) => runs(one, context));
const offersIn = (steps: readonly NamesStep[]): readonly OfferStep[] => steps.filter((step) => step.do === 'offer');
const wholeName = (step: NamesStep & { readonly name: string }, { binding }: NamesContext) =>
  'bare' in step && step.bare === true ? step.name : `${PREFIXES[binding]}${step.name}`;

/** Every offer of the standard profile for both ways to a target, with what it is. */
const standardOffers = [STORE, VALIDATOR].flatMap((context) =>
  inBinding('standard', context).flatMap((one) =>
    offersIn(one.steps(context)).map((step) => ({
      id: one.id,
      step,
      name: wholeName(step, context),
      judged: judgeName(wholeName(step, context), step.kind),
      context,
    })),
  ),
);

const LEGAL_MATTERS = [
  'files.character.allowed',
  'files.character.colon',
  'files.separator',
  'files.extension.media-set',
  'files.extension.message-media-any',
  'files.sequence.legal-dots',
];
const STORE_MATTERS = ['files.store.round-trip', 'files.store.distinct'];

describe('the cases of the media-files suite', () => {
  it('have ids that are unique and made of groups and names', () => {
    const ids = mediaFilesCases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)+$/.test(id))).toEqual([]);
  });

  it('have titles that are unique sentences without their full stop', () => {
    const titles = mediaFilesCases.map(({ title }) => title);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    expect(titles.filter((title) => !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
  });

  it('name requirements of the suite only, each once', () => {
    const known = new Set(requirementsOf('media-files').map(({ id }) => id));
    const wrong = mediaFilesCases.filter(
      ({ requirements }) =>
        new Set(requirements).size < requirements.length || requirements.some((id) => !known.has(id)),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each(['smoke', 'standard'] as const)('name every requirement of the suite in profile %s', (profile) => {
    const named = new Set(inProfile(profile).flatMap(({ requirements }) => requirements));
    expect(requirementsOf('media-files').filter(({ id }) => !named.has(id))).toEqual([]);
  });

  it('make traces that survive JSON unchanged, the same for the same context', () => {
    for (const context of [STORE, VALIDATOR]) {
      for (const one of inBinding('standard', context)) {
        const trace = traceOf(one, context);
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
        expect(traceOf(one, context)).toEqual(trace);
        expect([one.id, trace.steps.length > 2]).toEqual([one.id, true]);
      }
    }
  });

  it('are other names for another seed exactly where they are generated', () => {
    for (const one of inBinding('standard', VALIDATOR)) {
      const [steps, others] = [one.steps(VALIDATOR), one.steps({ ...VALIDATOR, seed: 2 })];
      expect([one.id, JSON.stringify(steps) !== JSON.stringify(others)]).toEqual([one.id, one.generated === true]);
    }
  });

  it('stay within the numbers of requests that profiles allow over HTTP', () => {
    const steps = (profile: Profile) => inBinding(profile, STORE).flatMap((one) => one.steps(STORE));
    // An accepted file costs a second request to delete it.
    const isKept = (step: NamesStep) =>
      step.do === 'offer' && judgeName(wholeName(step, STORE), step.kind).verdict !== 'illegal';
    const requests = (profile: Profile) => steps(profile).length + steps(profile).filter(isKept).length;
    expect(requests('smoke')).toBeLessThanOrEqual(250);
    expect(steps('standard').length).toBeGreaterThan(2000);
    expect(steps('standard').length).toBeLessThan(2700);
    expect(requests('standard')).toBeLessThan(3600);
  });

  it('offer a validator thousands of names', () => {
    const names = (profile: Profile) =>
      inBinding(profile, VALIDATOR).reduce((sum, one) => sum + offersIn(one.steps(VALIDATOR)).length, 0);
    const generated = mediaFilesCases.filter((one) => one.generated === true);
    const drawn = (all: readonly NamesCase[]) =>
      all.reduce((sum, one) => sum + offersIn(one.steps(VALIDATOR)).length, 0);
    expect(names('standard')).toBeGreaterThan(5000);
    expect(drawn(generated.filter(({ profile }) => profile === 'standard'))).toBeGreaterThan(1500);
    expect(drawn(generated)).toBeGreaterThan(15_000);
  });
});

describe('the names that are offered', () => {
  it('are legal where they are offered to be accepted', () => {
    const wrong = standardOffers.filter(({ step, judged, context }) => {
      if (judged.verdict !== 'legal') return false;
      const matters = context.binding === 'store' ? [...LEGAL_MATTERS, ...STORE_MATTERS] : LEGAL_MATTERS;
      return !matters.includes(step.about);
    });
    expect(wrong.map(({ id, name, step }) => `${id}: ${name} about ${step.about}`)).toEqual([]);
  });

  it('break exactly the rule for whose sake they are offered to be refused', () => {
    const wrong = standardOffers.filter(({ step, judged }) => {
      if (judged.verdict !== 'illegal') return false;
      return judged.broken.length === 1
        ? judged.broken[0] !== step.about
        : step.about !== 'files.survives.hostile-names';
    });
    expect(
      wrong.map(({ id, name, step, judged }) => `${id}: ${JSON.stringify(name)} about ${step.about}: ${judged.broken}`),
    ).toEqual([]);
  });

  it('are open only where the documents leave it open on purpose', () => {
    const open = standardOffers.filter(({ judged }) => judged.verdict === 'open');
    const places = [...new Set(open.map(({ id, judged }) => `${judged.openBy} ${id}`))].sort();
    expect(places).toEqual([
      'R16 extensions/letter-case',
      'R16 store/names',
      'R17 extensions/bare',
      'R18 common/names',
      'R18 hostile/lengths',
      'R18 hostile/open-forms',
      'R40 store/rest',
    ]);
  });

  it('are each offered once in a case, but where a file is written again', () => {
    for (const context of [STORE, VALIDATOR]) {
      for (const one of inBinding('standard', context)) {
        if (['store/overwrite', 'common/store', 'sequences/encoded-in-paths'].includes(one.id)) continue;
        const names = offersIn(one.steps(context)).map(
          (step) => `${step.kind} ${step.rawName ?? wholeName(step, context)}`,
        );
        expect([one.id, names.filter((name, i) => names.indexOf(name) !== i)]).toEqual([one.id, []]);
      }
    }
  });

  it('can be read by no store as names that are not ours, wherever they are written or deleted', () => {
    const prefix = PREFIXES.store;
    const straying = inBinding('full', STORE).flatMap((one) =>
      one.steps(STORE).flatMap((step) => {
        if (step.do !== 'offer' && step.do !== 'delete') return [];
        const rawName = 'rawName' in step && step.rawName !== undefined ? `${prefix}${step.rawName}` : undefined;
        const problem = strayingProblem(prefix, `${prefix}${step.name}`, rawName);
        return problem === undefined && !('bare' in step) ? [] : [`${one.id}: ${step.name}: ${problem ?? 'bare'}`];
      }),
    );
    expect(straying).toEqual([]);
  });

  it('cover each character of ASCII at the start, in the middle, at the end and in a folder, for each kind', () => {
    for (const context of [STORE, VALIDATOR]) {
      for (const kind of ['media', 'msg_media']) {
        const names = standardOffers.filter(
          ({ step, context: { binding } }) => step.kind === kind && binding === context.binding,
        );
        const whole = names.filter(({ id }) => id.startsWith('characters/')).map(({ step }) => step.name);
        for (let code = 0; code < 128; code++) {
          const character = String.fromCharCode(code);
          if ('/.'.includes(character)) continue;
          const at = (test: (segment: string, file: string) => boolean) =>
            whole.some((name) => {
              const segments = name.split('/');
              return segments.some(
                (segment, i) =>
                  segment !== '' &&
                  test(segment.replace(/\.(wav|jpg)$/, ''), i < segments.length - 1 ? 'folder' : 'file'),
              );
            });
          const places = [
            at((segment) => segment.startsWith(character)),
            at((segment) => segment.slice(1, -1).includes(character)),
            at((segment) => segment.endsWith(character)),
            at((segment, what) => what === 'folder' && segment.includes(character)),
          ];
          expect([context.binding, kind, code, places]).toEqual([
            context.binding,
            kind,
            code,
            [true, true, true, true],
          ]);
        }
      }
    }
  });

  it('cover all of Latin-1', () => {
    for (const { binding } of [STORE, VALIDATOR]) {
      const text = standardOffers
        .filter(({ id, context }) => id === 'characters/latin-1' && context.binding === binding)
        .map(({ name }) => name)
        .join('');
      const missing = Array.from({ length: 128 }, (_, i) => String.fromCharCode(0x80 + i)).filter(
        (c) => !text.includes(c),
      );
      expect(missing).toEqual([]);
    }
  });

  it('are half characters only where they can be carried', () => {
    const half = standardOffers.filter(({ name }) => /\p{Cs}/u.test(name));
    expect(half.length).toBeGreaterThan(5);
    expect(half.filter(({ context }) => context.binding === 'store')).toEqual([]);
  });

  it('reach 4096 characters', () => {
    expect(Math.max(...standardOffers.map(({ name }) => name.length))).toBeGreaterThanOrEqual(4096);
  });
});

describe('the scripted store cases', () => {
  it('read outside the store and write nothing there', () => {
    const contained = scriptedCases.find(({ id }) => id === 'store/contained')!;
    const steps = contained.steps(STORE).filter((step) => 'about' in step && step.about === 'files.store.contained');
    expect(steps.length).toBeGreaterThan(35);
    expect([...new Set(steps.map((step) => step.do))]).toEqual(['read']);
  });

  it('list each kind that they wrote to, at their end', () => {
    for (const one of inBinding('standard', STORE)) {
      const steps = one.steps(STORE);
      const kinds = new Set(
        offersIn(steps)
          .map(({ kind }) => kind)
          .slice(2),
      );
      const listed = steps.slice(-3).flatMap((step) => (step.do === 'list' ? [step.kind] : []));
      expect([one.id, [...kinds].filter((kind) => !listed.includes(kind))]).toEqual([one.id, []]);
    }
  });
});
