import { describe, expect, it } from 'vitest';
import { confirm, FILES_CAUTION, SERVICES_CAUTION, type WrittenTarget } from './confirmation.ts';

const account = { user: '1-2-0/bob@example.com', key: 'secret' };
const REMOTE = { url: 'https://ws.example:8443/x', account, headers: {}, rate: 5 };
const WORK = { created: 120, requests: 2000 };

/** Confirms with somebody who answers so; resolves with what they were asked. */
const asked = async (answer: boolean, target: WrittenTarget = REMOTE, caution = SERVICES_CAUTION): Promise<string> => {
  let question = '';
  await confirm(caution, target, false, () => WORK, {
    ask: async (lines) => {
      question = lines.join('\n');
      return answer;
    },
  });
  return question;
};

describe('a target that is not this machine', () => {
  it('is named with account, services, requests and time before it is written to', async () => {
    const question = await asked(true, { ...REMOTE, secondAccount: { user: 'other', key: 'secret2' } });
    expect(question).toContain('Host      ws.example:8443\n');
    expect(question).toContain('Account   1-2-0/bob@example.com and other\n');
    expect(question).toContain('at most 120 services');
    expect(question).toContain('about 2000 requests, some 7 min at 5 a second');
    expect(question).not.toContain('secret');
  });

  it('is left alone where the answer is no, or nobody can answer', async () => {
    await expect(asked(false)).rejects.toThrow('not confirmed: nothing was sent');
    await expect(confirm(SERVICES_CAUTION, REMOTE, false, () => WORK, { ask: undefined })).rejects.toThrow(
      /^ws\.example:8443 is not this machine: as 1-2-0\/bob@example\.com, at most 120 services .*; add --yes to allow it$/,
    );
  });

  it('is not asked about with --yes, nor this machine, nor where there is no account', async () => {
    const never = () => {
      throw new Error('was counted');
    };
    const { account: _nobody, ...unknown } = REMOTE;
    await confirm(SERVICES_CAUTION, REMOTE, true, never, { ask: undefined });
    await confirm(SERVICES_CAUTION, { ...REMOTE, url: 'http://127.0.0.1:1/x' }, false, never, { ask: undefined });
    await confirm(SERVICES_CAUTION, unknown, false, never, { ask: undefined });
  });

  it('is asked about without an account, too, where files can be written without one', async () => {
    const { account: _nobody, ...open } = REMOTE;
    const question = await asked(true, open, FILES_CAUTION);
    expect(question).toMatch(
      /to a store that is not on this machine[\s\S]*Account {3}none\n.*at most 120 files, named acu…/,
    );
  });

  it('has no time where there is no rate', async () => {
    const { rate: _unlimited, ...fast } = REMOTE;
    expect(await asked(true, fast)).toMatch(/about 2000 requests$/m);
  });
});
