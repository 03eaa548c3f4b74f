// badge.json: what shields.io reads where a badge's content is at an address (https://shields.io/badges/endpoint-badge).
import type { RunDocument } from '../harness/run.ts';
import { isReplay } from './command.ts';
import { isPartial, outcomeOf, withoutVerdict } from './outcome.ts';

export interface BadgeOptions {
  /** Warnings are failures too. */
  readonly strict: boolean;
}

interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'brightgreen' | 'green' | 'yellow' | 'red' | 'lightgrey';
  /** The address of the badge must not be able to paint over it. */
  readonly isError?: true;
}

const requirements = (count: number): string => (count === 1 ? '1 requirement' : `${count} requirements`);

const contentOf = (run: RunDocument, strict: boolean): Pick<Badge, 'message' | 'color' | 'isError'> => {
  const outcomes = run.requirements.map((each) => outcomeOf(each, strict));
  const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  const [failed, known] = [count('failed'), count('known')];
  const of = requirements(run.requirements.length);
  const listed = known === 0 ? '' : `, ${known} known`;
  if (failed > 0) {
    return { message: `${failed} of ${of} ${failed === 1 ? 'fails' : 'fail'}${listed}`, color: 'red', isError: true };
  }
  if ((run.baseline?.problems.length ?? 0) > 0) return { message: 'baseline out of date', color: 'red', isError: true };
  if (withoutVerdict(run) !== undefined || run.summary.verdict === 'none') {
    return { message: 'no verdict', color: 'lightgrey' };
  }
  const warn = run.requirements.filter(
    ({ verdict }, index) => verdict === 'warn' && outcomes[index] === 'passed',
  ).length;
  const pass = count('passed') - warn;
  const warned = warn === 0 ? '' : `, ${warn} ${warn === 1 ? 'warns' : 'warn'}`;
  if (isPartial(run) || isReplay(run)) {
    return { message: `${pass} of ${of}${warned}${listed}, part of the cases`, color: 'yellow' };
  }
  const doubtful = known + warn + count('undecided') > 0;
  const whole = pass === run.requirements.length;
  return {
    message: `${pass} of ${of}${warned}${listed}`,
    color: doubtful ? 'yellow' : whole ? 'brightgreen' : 'green',
  };
};

/** The run as the content of a badge: how many requirements pass, green only where all of the suite was judged and nothing is wrong. */
export const renderBadge = (run: RunDocument, { strict }: BadgeOptions): string => {
  const badge: Badge = { schemaVersion: 1, label: `aculab ${run.target.suite}`, ...contentOf(run, strict) };
  return `${JSON.stringify(badge, undefined, 2)}\n`;
};
