// One row of the media-files suite's kill matrix: the suite against the reference store or a reference validator with one
// fault, or one thing that is legal, switched on.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Profile } from '../../harness/traces/trace.ts';
import {
  type Binding,
  type MediaFilesFault,
  startReferenceMediaFilesStore,
} from '../../reference/media-files/index.ts';
import type { NamesTarget } from '../../suites/media-files/options.ts';
import { runMediaFilesSuite } from '../../suites/media-files/run.ts';
import { type MatrixRow, rowOf } from './matrix.ts';

export interface NamesRun {
  /** The store, or a validator that is a process or a module. */
  readonly binding: Binding;
  readonly fault?: MediaFilesFault;
  /** Id of a legal variation, instead of a fault. */
  readonly variation?: string;
  readonly profile: Profile;
  /** As on the command line. */
  readonly only?: readonly string[];
}

/** The cheapest way to the target that shows a fault. */
export const cheapest = ({ bindings }: Pick<MediaFilesFault, 'bindings'>): Binding =>
  (['module', 'exec', 'http'] as const).find((binding) => bindings.includes(binding)) ?? 'http';

/** Faults after which an answer does not come: each time costs a deadline. */
export const isSlow = ({ id }: Pick<MediaFilesFault, 'id'>): boolean =>
  /\/(hang|hang-on-line-end|backtracking|stalls|silent)$/.test(id);

/** Runs the suite against a reference. */
export async function runAgainstNames({ binding, fault, variation, profile, only = [] }: NamesRun): Promise<MatrixRow> {
  const ids = [fault?.id, variation].filter((id) => id !== undefined);
  const folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-matrix-'));
  const reference = await startReference(binding, ids, folder);
  try {
    const outcome = await runMediaFilesSuite(
      {
        target: reference.target,
        out: join(folder, 'out'),
        seed: 1,
        concurrency: 16,
        profile,
        timeoutScale: fault !== undefined && isSlow(fault) ? 0.5 : 1,
        only,
        command: 'kill matrix',
      },
      () => {},
    );
    return rowOf(outcome, fault);
  } finally {
    await reference.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Reference {
  readonly target: NamesTarget;
  readonly stop: () => Promise<void>;
}

async function startReference(binding: Binding, faults: readonly string[], folder: string): Promise<Reference> {
  if (binding === 'http') {
    const store = await startReferenceMediaFilesStore({ faults });
    return { target: { kind: 'store', url: store.url }, stop: store.stop };
  }
  const path = join(folder, 'validator.mjs');
  await writeFile(join(folder, 'reference.mjs'), bundle());
  const { text, target } = VALIDATORS[binding](path, JSON.stringify(faults));
  await writeFile(path, `${text}\n`);
  return { target, stop: async () => {} };
}

type WrittenValidator = { readonly text: string; readonly target: NamesTarget };

const VALIDATORS: Readonly<Record<'exec' | 'module', (path: string, faults: string) => WrittenValidator>> = {
  exec: (path, faults) => ({
    text: `import { runValidatorLines } from './reference.mjs';\nawait runValidatorLines(process.stdin, process.stdout, ${faults});`,
    target: { kind: 'exec', command: `exec '${process.execPath}' '${path}'` },
  }),
  module: (path, faults) => ({
    text: `import { createValidator } from './reference.mjs';\nexport const isValidName = createValidator(${faults});`,
    target: { kind: 'module', path },
  }),
};

let bundled: string | undefined;

/** The reference as one file of JavaScript, made of its sources once: neither a thread nor a process reads TypeScript. */
function bundle(): string {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(new URL('../../reference/media-files/index.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  }).outputFiles[0]?.text;
  return bundled ?? '';
}
