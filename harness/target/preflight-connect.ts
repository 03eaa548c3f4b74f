import { RAW_CAUSES } from '../../specification/limits.ts';
import type { DialFailure } from '../wire/dial.ts';
import { certificateProblem } from './certificate-problem.ts';
import { type Diagnosis, oneLine } from './preflight-diagnosis.ts';
import { type TargetPort, targetPort } from './target-port.ts';

/** Explains why a connection could not be made: name, TCP or TLS. */
export function diagnoseDial(failure: DialFailure, url: URL): Diagnosis {
  const { rawCause, code, message } = failure;
  const to = targetPort(url.href) ?? { host: url.hostname, port: 0 };
  switch (rawCause) {
    case RAW_CAUSES.nameNotResolved:
      return diagnoseName(to.host, code);
    case RAW_CAUSES.noConnection:
      return { kind: 'diagnosis', stage: 'tcp', rawCause, ...describeTcp(code, message, to) };
    case RAW_CAUSES.tlsFailed:
      return { kind: 'diagnosis', stage: 'tls', rawCause, ...describeTls(code, message) };
    case RAW_CAUSES.badUrl:
      return { kind: 'diagnosis', stage: 'url', rawCause, reason: message, advice: 'correct the URL' };
    case RAW_CAUSES.unclassified:
      return {
        kind: 'diagnosis',
        stage: 'tcp',
        rawCause,
        reason: `this machine cannot open a connection (${code}: ${oneLine(message)})`,
        advice: 'raise the limit of open files (ulimit -n) or lower --concurrency',
      };
  }
}

/** Explains a host name that was not resolved. */
export function diagnoseName(host: string, code: string): Diagnosis {
  const unanswered = code === 'EAI_AGAIN' || code === 'ETIMEDOUT';
  return {
    kind: 'diagnosis',
    stage: 'dns',
    rawCause: RAW_CAUSES.nameNotResolved,
    reason: unanswered
      ? `no name server gave an answer about the host ${host} (${code})`
      : `the host ${host} is not known (${code})`,
    advice: `check the host in the URL${unanswered ? ', and the name servers of this machine' : ''}`,
  };
}

type Words = Pick<Diagnosis, 'reason' | 'advice'>;

function describeTcp(code: string, message: string, { host, port }: TargetPort): Words {
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  switch (code) {
    case 'ECONNREFUSED':
      return {
        reason: `nothing listens on ${where} (${code})`,
        advice: `start the server or check the port in the URL; --start "<command>" lets this suite start it`,
      };
    case 'ETIMEDOUT':
      return {
        reason: `${where} did not answer in time (${code})`,
        advice: 'check host and port in the URL, and any firewall between here and there',
      };
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return {
        reason: `there is no way to ${where} (${code})`,
        advice: 'check the host in the URL and the network of this machine',
      };
    default:
      return {
        reason: `no connection to ${where} (${oneLine(code === '' ? message : `${code}: ${message}`)})`,
        advice: 'check host and port in the URL',
      };
  }
}

function describeTls(code: string, message: string): Words {
  if (code === 'ETIMEDOUT' || code === 'ECONNRESET') {
    return {
      reason: `${code === 'ETIMEDOUT' ? 'the TLS handshake got no answer in time' : 'the server broke the TLS handshake off'} (${code})`,
      advice: 'use ws:// in the URL if the server does not speak TLS on this port, else see its log',
    };
  }
  const { problem, advice } = certificateProblem(code, message);
  return { reason: oneLine(problem.includes(code) ? problem : `${problem} (${code})`), advice };
}
