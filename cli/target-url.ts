import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { didYouMean } from './nearest.ts';

const parsed = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

/** Hides user name and password: where a URL is shown or stored, they are secrets. The rest is kept as it is written. */
export const withoutUserInfo = (text: string): string =>
  text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1<hidden>@');

/** Schemes of each suite's targets, as a URL begins with them. */
const SCHEMES = { websocket: ['ws:', 'wss:'], services: ['http:', 'https:'] } as const;

export type UrlSuite = keyof typeof SCHEMES;

const FORMS: Readonly<Record<UrlSuite, string>> = {
  websocket: 'ws://host:port/path or wss://host/path',
  services: 'https://host/service/v1/outbound',
};

const schemeOf = (text: string): string => (/^[a-z][a-z0-9+.-]*:(?=\/\/)/i.exec(text)?.[0] ?? '').toLowerCase();

/** The suite whose targets have the scheme of the text; undefined for what begins like no target. */
export const suiteOfUrl = (text: string): UrlSuite | undefined => {
  const scheme = schemeOf(text);
  return (Object.keys(SCHEMES) as UrlSuite[]).find((suite) => SCHEMES[suite].some((each) => each === scheme));
};

/**
 * What is no URL of any suite, for a command that takes those of all.
 *
 * @throws UsageError with how to write it
 */
export const checkAnyUrl = (text: string): void => {
  if (parsed(text) !== undefined && schemeOf(text) !== '') return;
  const isHost = /^[\w.-]+:\d+(\/|$)/.test(text) || /^[\w-]+(\.[\w-]+)+(\/|$)/.test(text);
  const forms = isHost ? [`ws://${text}`, `http://${text}`] : Object.values(FORMS);
  throw new UsageError(
    `${printable(withoutUserInfo(text))} is not a URL; write it as ${forms.map(printable).join(' or ')}`,
  );
};

/** A URL with one of the suite's schemes and without a fragment, as it is written. */
const urlFor = (text: string, suite: UrlSuite, commands: readonly string[]): URL => {
  const shown = printable(withoutUserInfo(text));
  const url = parsed(text);
  if (url === undefined || schemeOf(text) === '') {
    const meant = didYouMean(text, commands);
    if (meant !== '') throw new UsageError(`${shown} is neither a command nor a URL${meant}`);
    throw new UsageError(`${shown} is not a URL; write it as ${FORMS[suite]}`);
  }
  const own = suiteOfUrl(text);
  if (own === undefined) {
    throw new UsageError(`${shown}: no suite for ${url.protocol}//; write ${FORMS.websocket}, or ${FORMS.services}`);
  }
  if (own !== suite) throw new UsageError(`${shown}: ${suite} needs ${FORMS[suite]}; the suite for this URL is ${own}`);
  return withoutFragment(text, url);
};

const withoutFragment = (text: string, url: URL): URL => {
  if (!text.includes('#')) return url;
  const shown = printable(withoutUserInfo(text));
  throw new UsageError(`${shown}: this URL has no fragment; leave out the # and what follows`);
};

/**
 * The URL of a WebSocket server. `commands` are what the first word of a command line could have been meant to be.
 *
 * @throws UsageError one line: what is wrong, what to write
 */
export const websocketUrl = (text: string, commands: readonly string[] = []): string => {
  urlFor(text, 'websocket', commands);
  return text;
};

/**
 * The base URL of a services API, as websocketUrl reads that of a server, without a slash at its end: it is that of the
 * list. A login in it is legal.
 *
 * @throws UsageError one line
 */
export const servicesUrl = (text: string, commands: readonly string[] = []): string =>
  baseUrl(text, urlFor(text, 'services', commands));

const STORE_FORM = 'http://127.0.0.1:8081 or https://host/path';

/**
 * The URL of a store of files, read as that of a services API is.
 *
 * @throws UsageError one line
 */
export const storeUrl = (text: string): string => {
  const url = parsed(text);
  if (url === undefined || suiteOfUrl(text) !== 'services') {
    throw new UsageError(`${printable(withoutUserInfo(text))} is no URL of a store; write it as ${STORE_FORM}`);
  }
  return baseUrl(text, withoutFragment(text, url));
};

const baseUrl = (text: string, url: URL): string => {
  // A user holds a slash and an at sign: as they stand, the URL's host is the user's first half, and its path shows the key.
  if (url.pathname.includes('@')) {
    throw new UsageError('the URL holds a user with / or @ as they stand; leave it out and give --user and --key');
  }
  if (url.search !== '') {
    throw new UsageError(
      `${printable(withoutUserInfo(text))}: a base URL has no query; leave out the ? and what follows`,
    );
  }
  return url.pathname === '/' ? text : text.replace(/\/+$/, '');
};

/** A URL without user name and password, and those apart, percent-decoded; undefined where the URL has none. */
export interface UrlLogin {
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const decoded = (text: string): string | undefined => {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Takes user name and password out of a URL, so that nothing that shows or stores the URL knows them. */
export const splitLogin = (text: string): UrlLogin => {
  const url = new URL(text);
  if (url.username === '' && url.password === '') return { url: text, user: undefined, password: undefined };
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = '';
  url.password = '';
  return { url: url.href, user, password };
};

/** The same with the Authorization header made of them. */
export const splitUserInfo = (
  text: string,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } => {
  const { url, user, password } = splitLogin(text);
  if (user === undefined && password === undefined) return { url, headers: {} };
  const credentials = `${user ?? ''}:${password ?? ''}`;
  return { url, headers: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
};
