import type { Account } from '../../http/account.ts';
import type { Operation } from '../../http/exchange.ts';
import type { Auth } from '../../traces/services-trace.ts';

export interface Accounts {
  readonly first: Account;
  readonly second?: Account;
}

/** Whose credentials a request carries, and its Authorization header: as it is sent, and as it may be told. */
export interface Authorization {
  readonly as: Operation['as'];
  /** Absent where there is no header. */
  readonly header?: { readonly value: string; readonly told: string };
}

const PLACEHOLDER = /\{(user2?|key2?|key:swapped-case|key:cut)\}/g;
const BASIC = /^basic$/i;

const WORDS: Readonly<Record<string, string>> = {
  '{user}': 'user',
  '{user2}': 'user of the second account',
  '{key}': 'key',
  '{key2}': 'key of the second account',
  '{key:swapped-case}': 'key in the other letter case',
  '{key:cut}': 'key without its last character',
};

/** Makes the header of a step. Throws where it needs the second account and there is none. */
export function authorize(auth: Auth | undefined, accounts: Accounts): Authorization {
  if (auth === undefined) return ofAccount('first', accounts);
  if ('none' in auth) return { as: 'none' };
  if ('account' in auth) return ofAccount(auth.account, accounts);
  if ('header' in auth) return { as: 'refused', header: { value: auth.header, told: auth.header } };
  const { user, key, scheme = 'Basic' } = auth;
  // Schemes are compared without regard to letter case (RFC 9110, section 11.1).
  if (user === '{user}' && key === '{key}' && BASIC.test(scheme)) return { ...ofAccount('first', accounts, scheme) };
  const value = `${scheme} ${base64(`${filled(user, accounts)}:${filled(key, accounts)}`)}`;
  // A key without letters is the same in the other letter case: then these are the right ones after all.
  const { value: right } = ofAccount('first', accounts, scheme).header;
  if (BASIC.test(scheme) && value === right) return ofAccount('first', accounts, scheme);
  return { as: 'refused', header: { value, told: `${scheme} <${inWords(user, 'user')}, ${inWords(key, 'key')}>` } };
}

function ofAccount(which: 'first' | 'second', accounts: Accounts, scheme = 'Basic'): Required<Authorization> {
  const { user, key } = accountOf(which, accounts);
  return {
    as: which,
    header: { value: `${scheme} ${base64(`${user}:${key}`)}`, told: `${scheme} <credentials of the ${which} account>` },
  };
}

/** The account; throws where it is not there. */
function accountOf(which: 'first' | 'second', accounts: Accounts): Account {
  const account = accounts[which];
  if (account === undefined) throw new Error('the case needs a second account');
  return account;
}

function filled(template: string, accounts: Accounts): string {
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const { user, key } = accountOf(name.endsWith('2') ? 'second' : 'first', accounts);
    if (name.startsWith('user')) return user;
    if (name === 'key:cut') return key.slice(0, -1);
    return name === 'key:swapped-case' ? swappedCase(key) : key;
  });
}

function inWords(template: string, what: 'user' | 'key'): string {
  if (template === '') return `empty ${what}`;
  return WORDS[template] ?? `wrong ${what}`;
}

const swappedCase = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
