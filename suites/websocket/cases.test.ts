import { beforeAll, describe, expect, it } from 'vitest';
import type { Profile, Step, Trace } from '../../harness/traces/trace.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { CALL_END_ORIGINS } from '../../specification/limits.ts';
import { messageValidator } from '../../specification/messages/messages.ts';
import { validateTrace } from '../../specification/schemas/validate.ts';
import { websocketCases } from './cases.ts';

let cases: readonly Trace[] = [];
beforeAll(async () => {
  cases = await websocketCases({ seed: 1 });
});

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];
const inProfile = (profile: Profile) =>
  cases.filter((trace) => PROFILES.indexOf(trace.profile ?? 'standard') <= PROFILES.indexOf(profile));
const ofGroup = (group: string) => cases.filter(({ id }) => id.startsWith(`${group}/`));

const isMadeFor = (id: string) => /^ws\.(tolerates|survives|isolates)\./.test(id);
const isHostile = ({ requirements }: Trace) => requirements.some((id) => /^ws\.(survives|isolates)\./.test(id));
const isFuture = ({ requirements }: Trace) => requirements.includes('ws.tolerates.future');

/** The steps of a trace and of the calls inside it. */
function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => {
    if (step.do === 'parallel') return [step, ...step.calls.flatMap((call) => allSteps(call.steps))];
    return step.do === 'churn' ? [step, ...allSteps(step.steps)] : [step];
  });
}

/** The text that a step sends as one message. */
function textOf(step: Step): string | undefined {
  if (step.do === 'send') return JSON.stringify(step.message);
  if (step.do === 'send-text') return step.text;
  if (step.do !== 'fragments' || step.opcode !== 1) return undefined;
  const parts = step.payloads.map((payload) =>
    Buffer.from('hex' in payload ? payload.hex : '', 'hex' in payload ? 'hex' : 'utf8'),
  );
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
}

/** What a case takes at least, in milliseconds, against a server that answers at once. */
function floorMs(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => {
    switch (step.do) {
      case 'audio':
        return sum + (step.pacing?.unpaced ? 0 : step.ms);
      case 'stall':
      case 'go-silent':
        return sum + step.ms;
      case 'wait':
        return sum + (step.for.kind === 'elapsed' ? step.for.ms : 0);
      case 'parallel':
        return sum + Math.max(...step.calls.map((call) => floorMs(call.steps)));
      case 'churn':
        return sum + (step.times / step.atOnce) * floorMs(step.steps);
      default:
        return sum;
    }
  }, 0);
}

const totalMs = (traces: readonly Trace[]) => traces.reduce((sum, { steps }) => sum + floorMs(steps), 0);

describe('the cases of the websocket suite', () => {
  it('are valid traces that name known requirements', async () => {
    const problems = await Promise.all(
      cases.map(async (trace) => (await validateTrace(trace)).map((problem) => `${trace.id}${problem}`)),
    );
    expect(problems.flat()).toEqual([]);
  });

  it('have ids that are unique', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it('survive JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(cases))).toEqual(cases);
  });

  it('are the same for the same seed and others for another', async () => {
    expect(await websocketCases({ seed: 1 })).toEqual(cases);
    expect(await websocketCases({ seed: 2 })).not.toEqual(cases);
  });

  it.each(['smoke', 'standard'] as const)('name every requirement of the suite in profile %s', (profile) => {
    const named = new Set(inProfile(profile).flatMap(({ requirements }) => requirements));
    const unnamed = requirementsOf('websocket').filter(({ id }) => !named.has(id));
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('are made for one requirement of tolerates, survives or isolates at most', () => {
    const undecided = cases.filter(({ requirements }) => requirements.filter(isMadeFor).length > 1);
    expect(undecided.map(({ id }) => id)).toEqual([]);
  });

  it('run alone and end with a probe exactly where they may break the server', () => {
    for (const trace of cases) {
      expect([trace.id, trace.exclusive === true]).toEqual([trace.id, isHostile(trace)]);
      expect([trace.id, trace.steps.at(-1)?.do === 'probe']).toEqual([trace.id, isHostile(trace)]);
    }
  });

  it('say only what the documents have, where they are neither hostile nor about the future', async () => {
    const wrong: string[] = [];
    for (const trace of cases.filter((one) => !isHostile(one) && !isFuture(one))) {
      for (const text of allSteps(trace.steps).flatMap((step) => textOf(step) ?? [])) {
        const message = JSON.parse(text) as Record<string, unknown>;
        const validate = await messageValidator('cloud', String(message.type));
        wrong.push(...(validate?.(message) ?? [`unknown type ${text}`]).map((problem) => `${trace.id}: ${problem}`));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('leave the time budgets of their profiles room for the answers', () => {
    const concurrent = (profile: Profile) => totalMs(inProfile(profile).filter((trace) => !trace.exclusive));
    const alone = (profile: Profile) => totalMs(inProfile(profile).filter((trace) => trace.exclusive));
    expect(concurrent('standard') / 16 + alone('standard')).toBeLessThan(20_000);
    expect(concurrent('smoke') / 16 + alone('smoke')).toBeLessThan(6_000);
  });
});

describe('the case groups', () => {
  it.each([
    ['malformed-json', 15],
    ['malformed-frames', 15],
    ['invalid-utf8', 9],
    ['bad-handshake', 12],
    ['oversized-messages', 6],
    ['connection-loss', 9],
    ['callers', 7],
    ['isolation', 3],
  ] as const)('%s has at least %d standard cases', (group, least) => {
    const standard = new Set(inProfile('standard'));
    expect(ofGroup(group).filter((trace) => standard.has(trace)).length).toBeGreaterThanOrEqual(least);
  });

  it('end calls with each origin and each cause in the standard profile, at each point in the full one', () => {
    const ends = (profile: Profile) => {
      const traces = new Set(inProfile(profile));
      return ofGroup('call-end')
        .filter((trace) => traces.has(trace))
        .flatMap(({ id, steps }) =>
          steps.flatMap((step) =>
            step.do === 'send' && step.message.type === 'call_end'
              ? [{ point: id.split('/')[1], key: `${step.message.origin} ${step.message.cause}` }]
              : [],
          ),
        );
    };
    expect(new Set(ends('standard').map(({ key }) => key)).size).toBeGreaterThanOrEqual(3 * 13);
    for (const origin of CALL_END_ORIGINS) {
      const points = ends('standard').filter(({ key }) => key.startsWith(`${origin} `));
      expect(new Set(points.map(({ point }) => point)).size).toBeGreaterThanOrEqual(4);
    }
    const whilePlaying = ends('full').filter(({ point }) => point === 'while-playing');
    expect(new Set(whilePlaying.map(({ key }) => key)).size).toBe(3 * 13);
  });
});
