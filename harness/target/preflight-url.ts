import { RAW_CAUSES } from '../../specification/limits.ts';
import type { Diagnosis } from './preflight-diagnosis.ts';

const EXAMPLE = 'ws://127.0.0.1:9000/bot';

/** Reads the URL of a WebSocket server, or says why Aculab Cloud could not call it (raw cause 901). */
export function readTargetUrl(text: string): { readonly kind: 'url'; readonly url: URL } | Diagnosis {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase();
  const port = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(trimmed)?.[1];
  const shown = withoutLogin(trimmed);

  if (scheme === 'http' || scheme === 'https') {
    const secure = scheme === 'https';
    return bad(
      `${scheme}:// is the scheme of a web service, not of a WebSocket server`,
      `write ${secure ? 'wss' : 'ws'}:// in the URL to call a WebSocket server`,
    );
  }
  if (scheme === undefined || !trimmed.includes('://')) {
    return bad(`${shown} names no scheme`, `write ws:// or wss:// in front of it: ws://${shown.replace(/^\/+/, '')}`);
  }
  if (scheme !== 'ws' && scheme !== 'wss') {
    return bad(`${scheme}:// is not the scheme of a WebSocket server`, 'use ws:// or wss:// in the URL');
  }
  // The URL standard takes `ws:///bot` for the host "bot", which nobody means who writes it.
  if (/^wss?:\/\/(?:[/?#]|$|[^/?#]*@(?:[:/?#]|$)|:)/i.test(trimmed)) {
    return bad(`${shown} names no host`, `put the host into the URL, as in ${EXAMPLE}`);
  }
  if (port !== undefined && (Number(port) > 65_535 || Number(port) === 0)) {
    return bad(`port ${port} is out of range`, 'use a port from 1 to 65535 in the URL');
  }
  if (!URL.canParse(trimmed)) {
    return bad(`${shown} cannot be parsed as a URL`, `check its spelling: it should look like ${EXAMPLE}`);
  }
  if (trimmed.includes('#')) {
    return bad('a WebSocket URL may not have a fragment', 'take the # and what follows out of the URL (or write %23)');
  }
  return { kind: 'url', url: new URL(trimmed) };
}

/** A URL as it may be shown: without user and password. Works on what is no URL, too. */
export function withoutLogin(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:)?(\/\/)[^/?#]*@/i, '$1$2');
}

function bad(reason: string, advice: string): Diagnosis {
  return { kind: 'diagnosis', stage: 'url', rawCause: RAW_CAUSES.badUrl, reason, advice };
}
