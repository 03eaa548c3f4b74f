import { describe, expect, it } from 'vitest';
import { TRACE_FORMAT, type Trace } from '../traces/trace.ts';
import { UsageError } from './options.ts';
import { globMatcher, select } from './select.ts';

const trace = (id: string, requirements: string[], profile: Trace['profile'] = 'standard'): Trace => ({
  format: TRACE_FORMAT,
  id,
  title: id,
  suite: 'websocket',
  requirements,
  profile,
  steps: [],
});

const TRACES = [
  trace('plain-call/tone', ['ws.play.format', 'ws.frame.utf8'], 'smoke'),
  trace('call-end/busy', ['ws.tolerates.call-end']),
  trace('call-end/every', ['ws.tolerates.call-end'], 'full'),
];
const REQUIREMENTS = ['ws.play.format', 'ws.play.id', 'ws.frame.utf8', 'ws.tolerates.call-end'];
const ids = (traces: readonly Trace[]): string[] => traces.map(({ id }) => id);

describe('select', () => {
  it('takes the cases of the profile and the smaller ones', () => {
    const { cases, skipped, requirements } = select(TRACES, REQUIREMENTS, { profile: 'standard' });
    expect(ids(cases)).toEqual(['plain-call/tone', 'call-end/busy']);
    expect(skipped).toMatchObject([{ reason: 'not in profile standard' }]);
    expect([...requirements]).toEqual(REQUIREMENTS);
  });

  it('judges only the requirements that --only names, over the cases made for them', () => {
    const { cases, requirements } = select(TRACES, REQUIREMENTS, { profile: 'standard', only: ['ws.play.*'] });
    expect(ids(cases)).toEqual(['plain-call/tone']);
    expect([...requirements]).toEqual(['ws.play.format', 'ws.play.id']);
  });

  it('judges a case that is named by every rule, whatever the profile', () => {
    const { cases, requirements } = select(TRACES, REQUIREMENTS, { profile: 'smoke', only: ['call-end/every'] });
    expect(ids(cases)).toEqual(['call-end/every']);
    expect([...requirements]).toEqual(REQUIREMENTS);
  });

  it('leaves out what --skip names', () => {
    const { cases, requirements } = select(TRACES, REQUIREMENTS, { profile: 'standard', skip: ['ws.tolerates.*'] });
    expect(ids(cases)).toEqual(['plain-call/tone']);
    expect(requirements.has('ws.tolerates.call-end')).toBe(false);
  });

  it('refuses a glob that matches nothing, and a selection that leaves nothing', () => {
    expect(() => select(TRACES, REQUIREMENTS, { profile: 'full', only: ['ws.plya.*'] })).toThrow(UsageError);
    expect(() => select(TRACES, REQUIREMENTS, { profile: 'full', only: ['ws.play.id'] })).toThrow(/no case is left/);
  });
});

describe('globMatcher', () => {
  it('matches whole ids, with any text for a star', () => {
    expect(globMatcher('ws.play.*')('ws.play.id')).toBe(true);
    expect(globMatcher('call-end/*')('call-end/while-playing/busy')).toBe(true);
    expect(globMatcher('ws.play')('ws.play.id')).toBe(false);
    expect(globMatcher('ws.p?ay.id')('wsXplay.id')).toBe(false);
  });
});
