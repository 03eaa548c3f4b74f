// Writes the kill matrices below docs/: every fault against all cases of the smoke profile and those that its entry names,
// and what it turned. `npm run kill-matrix [websocket|services|media-files] [-- <expression over fault ids>]`: without a suite all of
// them; with an expression only those rows are made anew. The websocket suite's takes some ten minutes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MEDIA_FILES_FAULTS, MEDIA_FILES_VARIATIONS } from '../../reference/media-files/index.ts';
import { SERVICES_FAULTS } from '../../reference/services/index.ts';
import { FAULTS } from '../../reference/websocket/index.ts';
import { mediaFilesCases } from '../../suites/media-files/cases.ts';
import { servicesCases } from '../../suites/services/cases.ts';
import { websocketCases } from '../../suites/websocket/cases.ts';
import {
  APP_NAMES,
  MATRICES,
  type Matrix,
  MEDIA_FILES_MATRIX,
  matrixDocument,
  readMatrixDocument,
  SERVICES_MATRIX,
  WEBSOCKET_MATRIX,
} from './document.ts';
import { type MatrixRow, pool, rowProblems } from './matrix.ts';
import { mayFollow, runAgainstReference } from './run-fault.ts';
import { cheapest, runAgainstNames } from './run-media-files-fault.ts';
import { runAgainstReferenceApi } from './run-services-fault.ts';

const words = process.argv.slice(2);
const suites = MATRICES.filter(({ suite }) => words.includes(suite));
const [expression] = words.filter((word) => !MATRICES.some(({ suite }) => suite === word));
let bad = 0;

function tell(name: string, problems: readonly string[]): void {
  if (problems.length > 0) bad++;
  console.log(problems.length === 0 ? `ok   ${name}` : `BAD  ${name}\n       ${problems.join('\n       ')}`);
}

const idsOfSmoke = (cases: ReadonlyArray<{ readonly id: string; readonly profile?: string }>): readonly string[] =>
  cases.filter(({ profile }) => profile === 'smoke').map(({ id }) => id);

async function write(
  matrix: Matrix,
  atOnce: number,
  faultless: () => Promise<void>,
  rowFor: (id: string) => Promise<MatrixRow>,
  follows: typeof mayFollow,
): Promise<void> {
  const file = fileURLToPath(new URL(`../../docs/${matrix.file}`, import.meta.url));
  const faults = matrix.faults.filter(({ id }) => expression === undefined || new RegExp(expression).test(id));
  if (expression === undefined) await faultless();
  const before = expression === undefined ? [] : readMatrixDocument(await readFile(file, 'utf8')).rows;
  const rows = new Map(before.map((row) => [row.fault, row]));
  await pool(faults, atOnce, async ({ id }) => {
    const row = await rowFor(id);
    tell(id, rowProblems(row, follows));
    rows.set(id, { fault: id, turned: row.turned });
  });
  if (faults.length === 0) return;
  await writeFile(file, matrixDocument(matrix, [...rows.values()]));
  console.log(`wrote ${file}`);
}

if (suites.length === 0 || suites.includes(WEBSOCKET_MATRIX)) {
  const smoke = idsOfSmoke(await websocketCases({ seed: 1 }));
  await write(
    WEBSOCKET_MATRIX,
    6,
    async () => {
      for (const app of APP_NAMES) {
        tell(`faultless ${app}`, rowProblems(await runAgainstReference({ app, profile: 'standard' })));
      }
    },
    async (id) => {
      const fault = FAULTS.find((each) => each.id === id);
      if (fault === undefined) throw new Error(`no fault ${id}`);
      return runAgainstReference({ app: fault.app, fault, profile: 'smoke', only: [...smoke, ...fault.cases] });
    },
    mayFollow,
  );
}
if (suites.length === 0 || suites.includes(SERVICES_MATRIX)) {
  const smoke = idsOfSmoke(servicesCases({ seed: 1 }));
  await write(
    SERVICES_MATRIX,
    2,
    async () => tell('faultless API', rowProblems(await runAgainstReferenceApi({ profile: 'full' }))),
    async (id) => {
      const fault = SERVICES_FAULTS.find((each) => each.id === id);
      if (fault === undefined) throw new Error(`no fault ${id}`);
      return runAgainstReferenceApi({ fault, profile: 'smoke', only: [...smoke, ...fault.cases] });
    },
    () => false,
  );
}
if (suites.length === 0 || suites.includes(MEDIA_FILES_MATRIX)) {
  const smoke = idsOfSmoke(mediaFilesCases);
  await write(
    MEDIA_FILES_MATRIX,
    2,
    async () => {
      for (const binding of ['module', 'exec', 'http'] as const) {
        tell(`faultless by ${binding}`, rowProblems(await runAgainstNames({ binding, profile: 'full' })));
        for (const { id, bindings } of MEDIA_FILES_VARIATIONS) {
          if (!bindings.includes(binding)) continue;
          const row = await runAgainstNames({ binding, variation: id, profile: 'standard' });
          tell(`${id} by ${binding}`, rowProblems(row));
        }
      }
    },
    async (id) => {
      const fault = MEDIA_FILES_FAULTS.find((each) => each.id === id);
      if (fault === undefined) throw new Error(`no fault ${id}`);
      const binding = cheapest(fault);
      return binding === 'http'
        ? runAgainstNames({ binding, fault, profile: 'smoke', only: [...smoke, ...fault.cases] })
        : runAgainstNames({ binding, fault, profile: 'standard' });
    },
    () => false,
  );
}
console.log(bad === 0 ? 'all as they should be' : `${bad} not as they should be`);
process.exitCode = bad === 0 ? 0 : 1;
