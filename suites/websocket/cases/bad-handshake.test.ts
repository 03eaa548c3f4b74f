import { describe, expect, it } from 'vitest';
import type { Step } from '../../../harness/traces/trace.ts';
import { BAD_HANDSHAKES } from './bad-handshake.ts';
import { UPGRADE_LINES, upgradeRequest } from './upgrade-request.ts';

const LEGAL = upgradeRequest(UPGRADE_LINES);
const linesOf = (request: string): readonly string[] => request.split('\r\n');

/** What the steps write that names the target, put together; undefined where they write anything else. */
function requestOf(steps: readonly Step[]): string | undefined {
  const written = steps.flatMap((step) => (step.do === 'bytes' ? [step.payload] : []));
  if (!written.every((payload) => 'request' in payload)) return undefined;
  return written.map((payload) => payload.request).join('');
}

const requests = BAD_HANDSHAKES.flatMap(({ name, steps }) => {
  const request = requestOf(steps);
  return request === undefined ? [] : [[name, request, steps] as const];
});

/** Wrong in when they are written, or that they end: their text is legal. */
const LEGAL_TEXTS = ['octet-by-octet', 'in-three-parts'];

describe('a bad handshake', () => {
  it.each(requests.filter(([name]) => !['plain-get', 'never-finished', ...LEGAL_TEXTS].includes(name)))(
    '%s differs from a legal request in one line',
    (_, request) => {
      const [legal, sent] = [linesOf(LEGAL), linesOf(request)];
      const missing = legal.filter((line) => !sent.includes(line));
      const added = sent.filter((line) => !legal.includes(line));
      expect(Math.max(missing.length, added.length)).toBe(1);
    },
  );

  it.each(requests.filter(([name]) => LEGAL_TEXTS.includes(name)))(
    '%s is a legal request, written slowly',
    (_, request, steps) => {
      expect(request).toBe(LEGAL);
      const isSlow = steps.some((step) =>
        step.do === 'bytes' ? step.chopped : step.do === 'wait' && step.for.kind === 'elapsed',
      );
      expect(isSlow).toBe(true);
    },
  );

  it.each(requests)('%s breaks no placeholder', (_, request, steps) => {
    const pieces = steps.flatMap((step) =>
      step.do === 'bytes' && 'request' in step.payload ? [step.payload.request] : [],
    );
    const placeholders = (text: string) => text.match(/\{(path|host|headers)\}/g)?.length ?? 0;
    expect(pieces.reduce((sum, piece) => sum + placeholders(piece), 0)).toBe(placeholders(request));
  });
});
