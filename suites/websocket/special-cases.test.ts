import { describe, expect, it } from 'vitest';
import type { JudgedCase } from '../../harness/engine/verdicts.ts';
import type { Finding } from '../../harness/run.ts';
import { TRACE_FORMAT, type Trace } from '../../harness/traces/trace.ts';
import { droppedInCompany, mergeLooks, unattributed } from './special-cases.ts';

const SWITCHING = 'ws.handshake.switching-protocols';

const finding = (requirement: string, observed: string): Finding => ({
  requirement,
  verdict: 'fail',
  message: 'm',
  expected: 'e',
  observed,
  case: 'callers/sip',
  at: { event: 3, ms: 4 },
});

const look = (...findings: readonly Finding[]): JudgedCase => ({
  result: {
    id: 'callers/sip',
    title: 't',
    suite: 'websocket',
    verdict: findings.length > 0 ? 'fail' : 'pass',
    durationMs: 1,
    requirements: [],
    findings,
  },
  judgements: [SWITCHING, 'ws.play.format'].map((requirement) => ({
    requirement,
    exercised: 1,
    findings: findings.filter((each) => each.requirement === requirement),
  })),
});

const trace = (id: string): Trace => ({
  format: TRACE_FORMAT,
  id,
  title: id,
  suite: 'websocket',
  requirements: [],
  steps: [],
});

describe('mergeLooks', () => {
  it('keeps a refusal of the first look, without its place in the transcript that is gone', () => {
    const merged = mergeLooks(look(finding(SWITCHING, '503 Service Unavailable')), look());
    expect(merged.result.verdict).toBe('fail');
    expect(merged.result.findings).toEqual([{ ...finding(SWITCHING, '503 Service Unavailable'), at: undefined }]);
    expect(merged.judgements[0]?.findings).toHaveLength(1);
  });

  it('leaves to the second look answers that never came, and everything but handshakes', () => {
    const first = look(finding(SWITCHING, 'the server reset the connection'), finding('ws.play.format', 'pcm'));
    expect(mergeLooks(first, look())).toEqual(look());
  });

  it('does not say twice what both looks say', () => {
    const both = look(finding(SWITCHING, '503 Service Unavailable'));
    expect(mergeLooks(both, both)).toEqual(both);
  });
});

describe('what no case brings about alone', () => {
  it('is a failure where the process ended, and a warning where only connections did', () => {
    expect(unattributed([trace('a'), trace('b')])[0]?.result).toMatchObject({
      id: 'concurrent-calls',
      verdict: 'fail',
    });
    expect(droppedInCompany([trace('a')])[0]?.result).toMatchObject({
      id: 'concurrent-calls/dropped',
      verdict: 'warn',
    });
    expect([...unattributed([]), ...droppedInCompany([])]).toEqual([]);
  });
});
