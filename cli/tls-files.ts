// Certificates are read before anything else happens: a wrong file is the user's mistake, not the target's.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type TlsOptions, UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { type Arguments, flagOf, textOf } from './argument.ts';
import { fileProblem } from './file-problem.ts';

const read = (option: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`--${option} ${printable(path)}: ${fileProblem(error)}`);
  }
};

const certificates = (option: string, path: string): string => {
  const text = read(option, path);
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new UsageError(`--${option} ${printable(path)}: no PEM certificate in it`);
  for (const block of blocks) {
    try {
      new X509Certificate(block);
    } catch {
      throw new UsageError(`--${option} ${printable(path)}: holds a certificate that cannot be read`);
    }
  }
  return text;
};

const privateKey = (path: string): string => {
  const text = read('key-file', path);
  try {
    createPrivateKey(text);
  } catch {
    throw new UsageError(`--key-file ${printable(path)}: no PEM private key without a passphrase in it`);
  }
  return text;
};

/** TLS settings of the command line; undefined where none is given. @throws UsageError for a file that cannot be used */
export const tlsOptionsOf = (args: Arguments): TlsOptions | undefined => {
  const [ca, cert, key] = [textOf(args, 'ca'), textOf(args, 'cert'), textOf(args, 'key-file')];
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('--cert and --key-file belong together: give both');
  }
  const insecure = flagOf(args, 'insecure');
  if (insecure && ca !== undefined) throw new UsageError('--ca has no effect with --insecure: leave one of them out');
  if (ca === undefined && cert === undefined && !insecure) return undefined;
  return {
    ...(ca === undefined ? {} : { ca: certificates('ca', ca) }),
    ...(cert === undefined || key === undefined ? {} : { cert: certificates('cert', cert), key: privateKey(key) }),
    ...(insecure ? { insecure } : {}),
  };
};
