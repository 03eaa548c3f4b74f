import { TLS_PROBLEMS, type TlsProblem } from './certificate-problem.table.ts';

/**
 * What is wrong with a server's TLS, in words, for a Node error code. A code without an entry is named as it is.
 * `message` is the error's own text, from which the names of a certificate for another host are taken.
 */
export function certificateProblem(code: string, message = ''): TlsProblem {
  const known = TLS_PROBLEMS[code];
  if (known === undefined) {
    return {
      problem: `the TLS handshake failed (${code}${message === '' ? '' : `: ${firstLine(message)}`})`,
      advice:
        'see whether the port speaks TLS at all (otherwise use ws:// in the URL), and what the log of the server says',
    };
  }
  const names = /altnames: ((?:DNS|IP Address):.+)$/.exec(message)?.[1];
  return names === undefined ? known : { ...known, problem: `${known.problem}: it names ${names}` };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.slice(0, 200) ?? '';
}
