// What `npm test` runs, in the order in which a mistake is cheapest to find. The last line counts everything.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'aculab-conformance-test-'));
const results = join(folder, 'vitest.json');
const bin = (name) => join('node_modules', '.bin', name);

const stages = [
  { name: 'lint', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'unused code', command: [bin('knip')] },
  { name: 'package', command: [bin('publint'), '--strict'] },
  {
    name: 'tests',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
  },
];

let passed = 0;
let failed = 0;
const failedStages = [];
try {
  for (const { name, command } of stages) {
    const began = Date.now();
    console.log(`\n== ${name}: ${command.join(' ')}`);
    const [file, ...args] = command;
    const { status } = spawnSync(file, args, { stdio: 'inherit' });
    console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    if (status !== 0) failedStages.push(name);
    if (name === 'tests') {
      const counts = testCounts();
      passed += counts.passed;
      failed += status === 0 ? 0 : Math.max(1, counts.failed);
    } else if (status === 0) passed++;
    else failed++;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function testCounts() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
