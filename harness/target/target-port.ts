import { connect } from 'node:net';

export interface TargetPort {
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'ws:': 80, 'http:': 80, 'wss:': 443, 'https:': 443 };

/** Host and port that a URL leads to; undefined where it names none. IPv6 addresses come without their brackets. */
export function targetPort(url: string): TargetPort | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const number = port === '' ? DEFAULT_PORTS[protocol] : Number(port);
  if (hostname === '' || number === undefined) return undefined;
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: number };
}

/** Whether a TCP connection can be made. Says no when it cannot within the time, for whatever reason. */
export function answers({ host, port }: TargetPort, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => done(false), withinMs);
    const done = (answer: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.on('error', () => done(false));
  });
}
