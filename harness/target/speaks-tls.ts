import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { TargetPort } from './target-port.ts';

/** Whether a TLS handshake gets an answer in TLS on this port, whatever its certificate is worth. Never rejects. */
export function speaksTls({ host, port }: TargetPort, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const timer = setTimeout(() => done(false), withinMs);
    const done = (answer: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => done(true));
    // An alert is an answer in TLS, too.
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code?.includes('_ALERT_') ?? false));
    socket.once('close', () => done(false));
  });
}
