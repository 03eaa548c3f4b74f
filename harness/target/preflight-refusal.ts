import type { ResponseEvent } from '../wire/transcript.ts';
import { type Attempted, type Diagnosis, oneLine } from './preflight-diagnosis.ts';

type Refusal = Pick<ResponseEvent, 'status' | 'reason' | 'headers'>;

/** Explains an answer other than 101. Its status is the raw cause that the application sees. */
export function diagnoseRefusal(response: Refusal, attempted: Attempted): Diagnosis {
  const { status } = response;
  const said = oneLine(`${status} ${response.reason}`);
  const path = oneLine(attempted.url.pathname);
  return {
    kind: 'diagnosis',
    stage: 'upgrade',
    rawCause: status,
    reason: `the server answered ${said} to the WebSocket upgrade of ${path}${describeLocation(response)}`,
    advice: attempted.speaksTls
      ? 'the server speaks TLS on this port: use wss:// in the URL'
      : advise(response, attempted),
  };
}

function advise(response: Refusal, { url, authorized }: Attempted): string {
  const { status } = response;
  const path = oneLine(url.pathname);
  const checkPath =
    path === '/'
      ? 'the URL names no path: add the one on which the server takes calls, as in ws://host:9000/bot'
      : `check the path ${path} in the URL: the server takes no WebSocket calls there`;
  if (status >= 200 && status < 300) {
    return `ordinary HTTP was served: ${checkPath}; or a proxy on the way drops the Upgrade header: let it pass Upgrade and Connection on`;
  }
  if (status >= 300 && status < 400) return adviseRedirect(response, url);
  switch (status) {
    case 400:
      return `the path may be no WebSocket endpoint, or a proxy drops the Upgrade header: ${checkPath}`;
    case 401:
    case 403:
      return adviseCredentials(response, authorized);
    case 404:
    case 410:
    case 405:
      return checkPath;
    case 407:
      return 'a proxy in front of the server asks for a login: call the server directly by the host in the URL';
    case 421:
      return 'the server does not answer for this name: check the host in the URL';
    case 426:
      return adviseUpgradeRequired(response);
    case 429:
      return 'the server limits calls: raise its limit for the test, or lower --concurrency';
    case 502:
    case 503:
    case 504:
      return 'what answers is in front of the server and does not reach it: start the server, or check where the proxy sends it';
    default:
      return status >= 500
        ? 'the server failed while it handled the upgrade: see its log'
        : `see the log of the server for why it refuses; ${checkPath}`;
  }
}

function adviseCredentials(response: Refusal, authorized: boolean): string {
  if (authorized) return 'the server does not accept the Authorization that was sent: check its value in --header';
  const scheme = header(response, 'www-authenticate')?.split(/[\s,]/, 1)[0];
  const wanted = scheme === undefined || scheme === '' ? '' : ` (it asks for ${oneLine(scheme)})`;
  return `pass what the server asks for${wanted} with --header 'Authorization: …'`;
}

function adviseRedirect(response: Refusal, url: URL): string {
  const location = header(response, 'location');
  if (location === undefined || !URL.canParse(location, url.href)) {
    return 'redirects are not followed: put the final address into the URL';
  }
  const to = new URL(location, url);
  to.username = to.password = '';
  const scheme = { 'http:': 'ws:', 'https:': 'wss:' }[to.protocol] ?? to.protocol;
  return `redirects are not followed: use ${oneLine(to.href.replace(to.protocol, scheme))} as the URL`;
}

function adviseUpgradeRequired(response: Refusal): string {
  const versions = header(response, 'sec-websocket-version');
  return versions === undefined || versions.split(',').some((version) => version.trim() === '13')
    ? 'the server saw no upgrade: let the proxy on the way pass the headers Upgrade and Connection on, or check the path in the URL'
    : `the server speaks WebSocket version ${oneLine(versions)} only: it needs version 13 (RFC 6455)`;
}

function describeLocation(response: Refusal): string {
  const location = response.status >= 300 && response.status < 400 ? header(response, 'location') : undefined;
  return location === undefined ? '' : `, with Location: ${oneLine(location.replace(/\/\/[^/?#]*@/, '//'))}`;
}

function header(response: Refusal, name: string): string | undefined {
  return response.headers.find(([found]) => found.toLowerCase() === name)?.[1];
}
