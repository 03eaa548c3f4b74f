import { describe, expect, it } from 'vitest';
import { notesOn, observationsIn, takesCaseForOne } from './observations.ts';
import { offer, type Probes, read, transcriptOf } from './probe.fixture.ts';

const notes = (probes: Probes) => notesOn(observationsIn(transcriptOf(probes)));

describe('what the documents leave open', () => {
  it('is noted by what the target does', () => {
    expect(
      notes([
        [offer('a.WAV'), 'accepted'],
        [offer('a.Tif'), 'accepted'],
        [offer('/.wav'), 'refused'],
        [offer('a.wav/'), 'refused'],
        [offer('a/.'), 'accepted'],
        [offer('b/.'), 'accepted'],
        [offer('a b', undefined, { kind: 'rest' }), 'accepted'],
        [offer('a:b.wav'), 'accepted'],
        [offer('a.wav'), 'accepted'],
        [offer('a b.wav'), 'accepted'],
        [offer('c.WAV'), 'unclear'],
      ]),
    ).toEqual([
      'R16: extensions in other letter case are accepted (2).',
      'R17: names that are nothing but an extension are refused (1).',
      'R18: names of open forms or over 100 characters are partly accepted: 2 of 3; refused: "a.wav/".',
      'R40: names of log files are accepted (1).',
      'R47: names with a colon are accepted (1).',
    ]);
  });

  it('is nothing where no such name was offered', () => {
    expect(notes([[offer('a.wav'), 'accepted']])).toEqual([]);
  });
});

describe('two names that differ in letter case alone', () => {
  const twins: Probes = [
    [offer('a.wav'), 'accepted'],
    [offer('A.wav'), 'accepted'],
  ];

  it('are one file or two', () => {
    const seen = (text: string) => takesCaseForOne(transcriptOf([...twins, [read('a.wav', { text }), 'accepted']]));
    expect(seen('A.wav')).toBe(true);
    expect(seen('a.wav')).toBe(false);
    expect(notesOn([], true)).toEqual(['R16: names that differ in letter case alone are one file.']);
    expect(notesOn([], false)).toEqual(['R16: names that differ in letter case alone are different files.']);
  });

  it('say nothing where they were not read, or where there is no store', () => {
    expect(takesCaseForOne(transcriptOf(twins))).toBeUndefined();
    const probes: Probes = [...twins, [read('a.wav', { text: 'A.wav' }), 'accepted']];
    expect(takesCaseForOne(transcriptOf(probes, 'exec'))).toBeUndefined();
  });
});
