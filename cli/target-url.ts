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

/**
 * The URL of a WebSocket server. `commands` are what the first word of a command line could have been meant to be.
 *
 * @throws UsageError one line: what is wrong, what to write
 */
export const websocketUrl = (text: string, commands: readonly string[] = []): string => {
  const shown = printable(withoutUserInfo(text));
  const url = parsed(text);
  if (url === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const meant = didYouMean(text, commands);
    if (meant !== '') throw new UsageError(`${shown} is neither a command nor a URL${meant}`);
    throw new UsageError(`${shown} is not a URL; write it as ws://host:port/path or wss://host/path`);
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    throw new UsageError(
      `${shown}: this version judges WebSocket servers, ws:// or wss://; there is no suite for ${url.protocol}// yet`,
    );
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    throw new UsageError(`${shown}: no suite for ${url.protocol}//; write a ws:// or wss:// URL`);
  }
  if (text.includes('#'))
    throw new UsageError(`${shown}: a WebSocket URL has no fragment; leave out the # and what follows`);
  return text;
};

/**
 * Takes user name and password out of a URL and makes the Authorization header of them, so that nothing that shows or
 * stores the URL knows them.
 */
export const splitUserInfo = (
  text: string,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } => {
  const url = new URL(text);
  if (url.username === '' && url.password === '') return { url: text, headers: {} };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return { url: url.href, headers: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
};
