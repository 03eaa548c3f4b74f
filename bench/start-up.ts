// Start-up: the program's help against a Node that does nothing.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CLI } from './cli.ts';
import { median, report } from './report.ts';

const run = promisify(execFile);

async function wallMs(args: readonly string[]): Promise<number> {
  const began = performance.now();
  await run(process.execPath, [...args]);
  return performance.now() - began;
}

/** Prints how long the program takes to start. */
export async function startUp(): Promise<void> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < 15; round++) {
    bare.push(await wallMs(['-e', '0']));
    ours.push(await wallMs([CLI, '--help']));
  }
  const ratio = median(ours) / median(bare);
  const figures = `node -e 0 ${median(bare).toFixed(0)} ms, --help ${median(ours).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`;
  report('start-up', figures, 'ratio at most 3', ratio <= 3);
}
