import { expect, it } from 'vitest';
import type { Finding } from '../run.ts';
import { weigh } from './doubt.ts';

const finding = (requirement: string): Finding => ({
  requirement,
  verdict: 'fail',
  message: 'm',
  expected: 'e',
  observed: 'o',
  case: 'c',
});
const judgements = ['timed', 'plain'].map((requirement) => ({
  requirement,
  exercised: 3,
  findings: [finding(requirement)],
}));
const timed = ({ requirement }: Finding): boolean => requirement === 'timed';

it('keeps what may be our own doing for a second look', () => {
  expect(weigh(judgements, { alone: false, again: false }, timed)).toEqual({
    judgements,
    doubtful: true,
    dropped: false,
  });
});

it('drops it where the second look shows it again', () => {
  expect(weigh(judgements, { alone: true, again: true }, timed)).toEqual({
    judgements: [{ requirement: 'timed', exercised: 0, findings: [] }, judgements[1]],
    doubtful: true,
    dropped: true,
  });
});

it('lets stand what cannot be our doing', () => {
  expect(weigh(judgements, { alone: true, again: true }, () => false)).toEqual({
    judgements,
    doubtful: false,
    dropped: false,
  });
});
