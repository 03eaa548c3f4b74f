// The suite is tested like its targets: the reference without faults is all green, and each fault turns what it names
// and nothing that its entry does not admit. The faults are in the files beside this one, where each runs the cases that
// its entry names; what each turns among all cases of the smoke profile is in docs/, and a test says when that is out of
// date.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../specification/catalogue.ts';
import { APP_NAMES, MATRICES, matrixDigest, readMatrixDocument, WEBSOCKET_MATRIX } from './document.ts';
import { rowProblems } from './matrix.ts';
import { mayFollow, runAgainstReference } from './run-fault.ts';
import { runAgainstReferenceApi } from './run-services-fault.ts';

describe.concurrent('the reference server without faults', () => {
  for (const app of APP_NAMES) {
    it(`is all green as ${app}`, async () => {
      const row = await runAgainstReference({ app, profile: 'smoke' });
      expect(rowProblems(row)).toEqual([]);
      expect(row.run.summary.requirements.inconclusive).toBe(0);
      expect(row.run.summary.requirements.pass).toBeGreaterThan(30);
    });
  }
});

describe('the reference API without faults', () => {
  it('is all green, with every requirement put to the test', async () => {
    const { run } = await runAgainstReferenceApi({ profile: 'standard' });
    const { requirements } = run.summary;
    expect(run.requirements.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)).toEqual([]);
    expect(requirements.pass).toBe(requirementsOf('services').length);
    expect(run.summary.cases).toMatchObject({ fail: 0, warn: 0, inconclusive: 0 });
  });
});

describe.each(MATRICES)('the kill matrix of the $suite suite', (matrix) => {
  it.each(requirementsOf(matrix.suite).map(({ id }) => id))('has a fault that turns %s', (id) => {
    expect(matrix.faults.filter(({ requirement }) => requirement === id).length).toBeGreaterThan(0);
  });

  it('is written down as it is: npm run kill-matrix writes it', async () => {
    const text = await readFile(new URL(`../../docs/${matrix.file}`, import.meta.url), 'utf8');
    const { digest, rows } = readMatrixDocument(text);
    expect(digest).toBe(matrixDigest(matrix));
    expect(rows.map(({ fault }) => fault).sort()).toEqual(matrix.faults.map(({ id }) => id).sort());
    for (const fault of matrix.faults) {
      const { id, requirement, verdict, admits } = fault;
      const turned = rows.find(({ fault: name }) => name === id)?.turned;
      expect([id, turned?.get(requirement)]).toEqual([id, verdict]);
      const follows = matrix === WEBSOCKET_MATRIX ? mayFollow : () => false;
      const others = [...(turned?.keys() ?? [])].filter(
        (other) => other !== requirement && !admits.includes(other) && !follows(fault, other),
      );
      expect([id, others]).toEqual([id, []]);
    }
  });
});
