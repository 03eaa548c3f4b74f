// Writes docs/kill-matrix.md: every fault of the reference server against all cases of the smoke profile and those that
// its entry names, and what it turned. `npm run kill-matrix [-- <expression over fault ids>]`: with an expression only
// those rows are made anew. The whole takes some ten minutes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FAULTS } from '../../reference/websocket/index.ts';
import { websocketCases } from '../../suites/websocket/cases.ts';
import { APP_NAMES, matrixDocument, readMatrixDocument } from './document.ts';
import { pool, rowProblems, runAgainstReference } from './run-fault.ts';

const FILE = fileURLToPath(new URL('../../docs/kill-matrix.md', import.meta.url));
const [expression] = process.argv.slice(2);
const faults = FAULTS.filter(({ id }) => expression === undefined || new RegExp(expression).test(id));
const smoke = (await websocketCases({ seed: 1 })).filter(({ profile }) => profile === 'smoke').map(({ id }) => id);
let bad = 0;

function tell(name: string, problems: readonly string[]): void {
  if (problems.length > 0) bad++;
  console.log(problems.length === 0 ? `ok   ${name}` : `BAD  ${name}\n       ${problems.join('\n       ')}`);
}

if (expression === undefined) {
  for (const app of APP_NAMES) {
    tell(`faultless ${app}`, rowProblems(await runAgainstReference({ app, profile: 'standard' })));
  }
}
const before = expression === undefined ? [] : readMatrixDocument(await readFile(FILE, 'utf8')).rows;
const rows = new Map(before.map((row) => [row.fault, row]));
await pool(faults, 6, async (fault) => {
  const row = await runAgainstReference({ app: fault.app, fault, profile: 'smoke', only: [...smoke, ...fault.cases] });
  tell(`${fault.id} (${fault.app})`, rowProblems(row, 'all'));
  rows.set(fault.id, { fault: fault.id, turned: row.turned });
});
await writeFile(FILE, matrixDocument([...rows.values()]));
console.log(`wrote ${FILE}\n${bad === 0 ? 'all as they should be' : `${bad} not as they should be`}`);
process.exitCode = bad === 0 ? 0 : 1;
