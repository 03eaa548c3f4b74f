import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../specification/catalogue.ts';
import { WEBSOCKET_RULES } from './rules.ts';
import { transcript } from './transcript.fixture.ts';

describe('the rules of the websocket suite', () => {
  it('are one for each requirement of the catalogue', () => {
    const judged = WEBSOCKET_RULES.map(({ requirement }) => requirement).sort();
    expect(judged).toEqual(
      requirementsOf('websocket')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it.each(WEBSOCKET_RULES)('$requirement is not exercised by nothing', ({ judge }) => {
    expect(judge(transcript().view())).toEqual({ exercised: 0, findings: [] });
  });

  it.each(WEBSOCKET_RULES)('$requirement finds nothing in an ordinary call', ({ judge }) => {
    const call = transcript().openCall();
    for (let frame = 0; frame < 30; frame++) call.after(20).cloudAudio();
    const view = call.play().after(300).endCall().step(9, 'await-close', 'end').view();
    expect(judge(view).findings).toEqual([]);
  });
});
