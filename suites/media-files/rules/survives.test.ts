import { describe, expect, it } from 'vitest';
import { type Came, list, offer, type Probes, read, remove, transcriptOf } from '../probe.fixture.ts';
import { viewOf } from '../view.ts';
import { judgementOf, outcomeOf, violationsOf } from './outcome.fixture.ts';
import { survivesRules } from './survives.ts';

const SURVIVES = 'files.survives.hostile-names';
const failed = (
  kind: 'timeout' | 'reset' | 'cut' | 'malformed' | 'exit' | 'rubbish' | 'unknown-id' | 'unconnected' | 'aborted',
): Came => ({ outcome: 'failed', failure: { kind, message: 'so it was' } }) as Came;
const named = (came: Came): Probes => [[offer('a\u{1f600}.wav', 'files.character.forbidden'), came]];

describe('files.survives.hostile-names', () => {
  it.each([200, 201, 400, 404, 409, 414])('passes on %i', (status) => {
    expect(outcomeOf(SURVIVES, named(status))).toBe('pass');
  });

  it.each([500, 501, 502, 503, 504])('turns on %i', (status) => {
    expect(outcomeOf(SURVIVES, named(status))).toBe(`breaks under 1 sort of names: ${status}`);
    expect(violationsOf(named(status))).toEqual([SURVIVES]);
  });

  it.each([
    ['timeout', 'no answer in time'],
    ['reset', 'the connection ended without a whole answer'],
    ['cut', 'the connection ended without a whole answer'],
    ['malformed', 'an answer that is no HTTP'],
    ['exit', 'the process ended'],
  ] as const)('turns on %s', (kind, how) => {
    expect(outcomeOf(SURVIVES, named(failed(kind)))).toBe(`breaks under 1 sort of names: ${how}`);
  });

  it.each(['rubbish', 'unknown-id'] as const)('reports %s under one reading, with the last words on stderr', (kind) => {
    const strange = { ...(failed(kind) as object), stderr: ['KeyError', 'giving up'] } as Came;
    const { exercised, findings } = judgementOf(SURVIVES, [...named(strange), [offer('ab.wav', SURVIVES), 200]]);
    expect(exercised).toBe(2);
    expect(findings).toMatchObject([
      {
        message: 'says something else than an answer to 1 sort of names',
        reading: 'R48',
        observed: expect.stringMatching(/: so it was; on stderr: giving up$/),
        at: { index: 0 },
      },
    ]);
    expect(judgementOf(SURVIVES, named(failed(kind))).findings[0]?.observed).toMatch(/: so it was$/);
  });

  it.each(['unconnected', 'aborted'] as const)('says nothing of %s', (kind) => {
    expect(outcomeOf(SURVIVES, named(failed(kind)))).toBe('not exercised');
  });

  it('says nothing of a target that asks to come back later', () => {
    const busy = { status: 503, reason: '', headers: [['retry-after', '1']] as const };
    expect(outcomeOf(SURVIVES, named({ outcome: 'failed', response: busy }))).toBe('not exercised');
  });

  it('says nothing of an answer that our own delay cost its time', () => {
    const transcript = transcriptOf(named(failed('timeout')));
    const stalled = { ...transcript, events: [...transcript.events, { kind: 'stall', ms: 400, lateMs: 450 } as const] };
    const later = { ...transcript, events: [...transcript.events, { kind: 'stall', ms: 4000, lateMs: 100 } as const] };
    const judge = (one: typeof transcript) => survivesRules[0]!.judge(viewOf(one));
    expect(judge(stalled)).toEqual({ exercised: 0, findings: [] });
    expect(judge(later).findings).toHaveLength(1);
  });

  it('judges reads, deletions and lists, too', () => {
    expect(outcomeOf(SURVIVES, [[read('a..b.wav'), 500]])).toMatch(/^breaks/);
    expect(outcomeOf(SURVIVES, [[remove('a b.wav'), 500]])).toMatch(/^breaks/);
    expect(outcomeOf(SURVIVES, [[list(), 500]])).toMatch(/^breaks/);
    expect(outcomeOf(SURVIVES, [[list(), 200]])).toBe('not exercised');
  });

  it('puts together what breaks in the same way, with the last words of the process', () => {
    const exit = {
      outcome: 'failed',
      failure: { kind: 'exit', message: 'exit 1' },
      stderr: ['Traceback', 'ValueError'],
    } as Came;
    const { findings } = judgementOf(SURVIVES, [
      [offer('aa\0.wav', SURVIVES, { what: 'a NUL' }), exit],
      [offer('a\ud83d.wav', SURVIVES, { what: 'half a character' }), exit],
      [offer('ab.wav', SURVIVES, { what: 'anything' }), failed('timeout')],
    ]);
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({
      message: 'breaks under 2 sorts of names: the process ended',
      observed: 'a NUL, half a character; shortest name: "acuabcdefaaaa\\uD83D.wav" (media): ValueError',
      at: { index: 1 },
    });
  });
});
