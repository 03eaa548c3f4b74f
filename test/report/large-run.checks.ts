// Size and time.
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { largeRun, largeTranscript } from './large-run.ts';
import { builtShell, writeReport } from './report-file.ts';
import type { Reports } from './reports.ts';

export const checkLargeRun = ({ using, folder }: Reports): void => {
  describe('a run of a thousand cases with a hundred calls', () => {
    const path = join(folder, 'large.html');

    beforeAll(async () => {
      await writeReport(path, largeRun(), { transcript: async (name) => largeTranscript(name) });
    }, 120_000);

    it('makes a file of less than 10 MB, its data less than 300 kB', async () => {
      expect(statSync(path).size).toBeLessThan(10_000_000);
      const text = await readFile(path, 'utf8');
      const data = /id="report-data">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
      expect(data.length).toBeGreaterThan(10_000);
      expect(data.length).toBeLessThan(300_000);
    });

    it('opens in less than two seconds', async () => {
      await using(path, '', async ({ page }) => {
        const open = async (): Promise<number> => {
          const began = performance.now();
          await page.reload();
          await page.locator('.map .cell').first().waitFor();
          await page.getByRole('heading', { name: /^Cases/ }).waitFor();
          return performance.now() - began;
        };
        // The machine is shared: what counts is what the page can do.
        const tookMs: number[] = [];
        while (tookMs.length < 5 && !tookMs.some((ms) => ms < 2000)) tookMs.push(await open());
        expect(Math.min(...tookMs)).toBeLessThan(2000);
      });
    });

    it('says what would exercise a requirement that no case exercised', async () => {
      await using(path, '', async ({ page }) => {
        const idle = page.locator('section', { has: page.getByRole('heading', { name: 'Not put to the test' }) });
        expect(await idle.innerText()).toMatch(/ws\.isolates\.calls\s+no calls ran at the same time/);
      });
    });

    it('says what was left out, and shows outlines of the rest', async () => {
      await using(path, '', async ({ page, go }) => {
        const notes = page.locator('section', { has: page.getByRole('heading', { name: 'Notes' }) });
        expect(await notes.innerText()).toMatch(/The transcripts of \d+ cases, passed ones first\./);
        expect(await notes.innerText()).toMatch(
          /The samples of the audio in \d+ transcripts; their outlines are here\./,
        );
        await go('#case=kind-0/number-0');
        expect(await page.locator('audio').count()).toBe(2);
        await go('#case=kind-19/number-99');
        expect(await page.locator('main').innerText()).toContain('the waveforms are outlines');
        expect((await page.locator('path.wave').first().getAttribute('d'))?.length).toBeGreaterThan(500);
      });
    });
  });

  it('the page without data is small', async () => {
    expect((await builtShell()).length).toBeLessThan(128_000);
  });
};
