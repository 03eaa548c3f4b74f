import { describe, expect, it } from 'vitest';
import { accountsOf } from './accounts.ts';
import { splitLogin } from './target-url.ts';

const ENVIRONMENT = { ACULAB_USER: 'env', ACULAB_KEY: 'env-key', ACULAB_USER2: 'env2', ACULAB_KEY2: 'env-key2' };
const URL_LOGIN = splitLogin('https://url:url-key@h/');

describe('the accounts', () => {
  it('are none where none are given', () => {
    expect(accountsOf({}, {})).toEqual({});
    expect(accountsOf({}, { ACULAB_USER: '', ACULAB_KEY: '' })).toEqual({});
  });

  it('come from options, else from the URL, else from the environment', () => {
    const second = { secondAccount: { user: 'env2', key: 'env-key2' } };
    expect(accountsOf({}, ENVIRONMENT)).toEqual({ account: { user: 'env', key: 'env-key' }, ...second });
    expect(accountsOf({}, ENVIRONMENT, URL_LOGIN).account).toEqual({ user: 'url', key: 'url-key' });
    expect(accountsOf({ user: 'me', key: 'mine' }, ENVIRONMENT, URL_LOGIN).account).toEqual({
      user: 'me',
      key: 'mine',
    });
    expect(accountsOf({ user: 'me' }, ENVIRONMENT).account).toEqual({ user: 'me', key: 'env-key' });
    expect(accountsOf({ user2: 'b', key2: 'c' }, ENVIRONMENT).secondAccount).toEqual({ user: 'b', key: 'c' });
  });

  it.each([
    [{ user: 'u' }, '--user has no key: give --key or set ACULAB_KEY'],
    [{ key: 'secret' }, '--key has no user'],
    [{ user: 'u', key: 'secret', key2: 'secret' }, '--key2 has no user'],
    [{ user2: 'u', key2: 'secret' }, 'there is a second account and no first'],
    [{ user: 'u', key: 'secret', user2: 'U', key2: 'secret' }, '--user2 is the same user as --user'],
    [{ user: 'u:v', key: 'secret' }, '--user cannot be sent'],
    [{ user: 'u', key: 'secret\n' }, '--key cannot be sent'],
    [{ user: 'u', key: ['secret', 'secret'] }, '--key is given more than once'],
  ])('%j are refused: %s', (args, problem) => {
    expect(() => accountsOf(args, {})).toThrow(problem);
    expect(() => accountsOf(args, {})).not.toThrow('secret');
  });
});
