// The suite is tested like its targets: the reference server without faults is all green, and each fault turns what it
// names and nothing that its entry does not admit. The faults are in the files beside this one, where each runs the cases
// that its entry names; what each turns among all cases of the smoke profile is in docs/kill-matrix.md, and a test says
// when that is out of date.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../reference/websocket/index.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { APP_NAMES, matrixDigest, readMatrixDocument } from './document.ts';
import { mayFollow, rowProblems, runAgainstReference } from './run-fault.ts';

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

describe('every requirement', () => {
  for (const { id } of requirementsOf('websocket')) {
    it(`${id} has a fault that turns it`, () => {
      expect(FAULTS.filter(({ requirement }) => requirement === id).length).toBeGreaterThan(0);
    });
  }
});

describe('docs/kill-matrix.md', () => {
  it('is up to date: npm run kill-matrix writes it', async () => {
    const { digest, rows } = readMatrixDocument(
      await readFile(new URL('../../docs/kill-matrix.md', import.meta.url), 'utf8'),
    );
    expect(digest).toBe(matrixDigest());
    expect(rows.map(({ fault }) => fault).sort()).toEqual(FAULTS.map(({ id }) => id).sort());
    for (const fault of FAULTS) {
      const { id, requirement, verdict, admits } = fault;
      const turned = rows.find(({ fault: name }) => name === id)?.turned;
      expect([id, turned?.get(requirement)]).toEqual([id, verdict]);
      const others = [...(turned?.keys() ?? [])].filter(
        (other) => other !== requirement && !admits.includes(other) && !mayFollow(fault, other),
      );
      expect([id, others]).toEqual([id, []]);
    }
  });
});
