// Writes docs/kill-matrix.md: every fault of the reference server against the standard profile, and what it turned.
// `npm run kill-matrix [-- <expression over fault ids>]`; with an expression it only prints. Takes about half an hour.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FAULTS } from '../../reference/websocket/index.ts';
import { APP_NAMES, matrixDocument } from './document.ts';
import { pool, rowProblems, runAgainstReference } from './run-fault.ts';

const [expression] = process.argv.slice(2);
const faults = FAULTS.filter(({ id }) => expression === undefined || new RegExp(expression).test(id));
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
const rows = await pool(faults, 4, async (fault) => {
  const row = await runAgainstReference({ app: fault.app, fault, profile: 'standard' });
  tell(`${fault.id} (${fault.app})`, rowProblems(row));
  return row;
});
if (expression === undefined && bad === 0) {
  const file = fileURLToPath(new URL('../../docs/kill-matrix.md', import.meta.url));
  await writeFile(file, matrixDocument(rows.map(({ fault, turned }) => ({ fault: fault?.id ?? '', turned }))));
  console.log(`wrote ${file}`);
}
console.log(`${faults.length - bad} as they should be, ${bad} not`);
process.exitCode = bad === 0 ? 0 : 1;
