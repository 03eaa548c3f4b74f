import { SUBPROTOCOL } from '../../../specification/limits.ts';

/** The lines of an upgrade request, without their line ends; a line that is undefined is left out. */
export interface UpgradeLines {
  readonly start: string | undefined;
  readonly host: string | undefined;
  readonly upgrade: string | undefined;
  readonly connection: string | undefined;
  readonly key: string | undefined;
  readonly version: string | undefined;
  readonly protocol: string | undefined;
}

/** A request that Aculab Cloud could send; `{path}` and `{host}` are the target's. */
export const UPGRADE_LINES: UpgradeLines = {
  start: 'GET {path} HTTP/1.1',
  host: 'Host: {host}',
  upgrade: 'Upgrade: websocket',
  connection: 'Connection: Upgrade',
  key: 'Sec-WebSocket-Key: YWN1bGFiLWNvbmZvcm0tMQ==',
  version: 'Sec-WebSocket-Version: 13',
  protocol: `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
};

/** The octets of an upgrade request as text for a `bytes` step, with `more` lines after the standard ones. */
export function upgradeRequest(lines: UpgradeLines, more: readonly string[] = []): string {
  const head = [
    lines.start,
    lines.host,
    lines.upgrade,
    lines.connection,
    lines.key,
    lines.version,
    lines.protocol,
    ...more,
  ];
  return `${head.filter((line) => line !== undefined).join('\r\n')}\r\n{headers}\r\n`;
}
