// What the first page tells.
import { describe, expect, it } from 'vitest';
import { type Reports, SUITES, texts } from './reports.ts';

export const checkFirstPage = ({ file, runOf, using }: Reports): void => {
  describe('the first page', () => {
    it.each(SUITES)('tells the verdict, the target and the counts of a run of %s', async (suite) => {
      const run = runOf(suite);
      await using(file(suite), '', async ({ page }) => {
        expect(await page.locator('h1').innerText()).toBe('Not conformant');
        expect(await page.locator('.lead').innerText()).toMatch(/^\d requirements? fails?/);
        expect(await page.locator('.facts').innerText()).toContain(run.target.url);
        expect(await page.locator('.facts').innerText()).toContain('--seed 7');
        expect(await page.locator('.count.fail').innerText()).toMatch(
          new RegExp(`^${run.summary.requirements.fail}\\s+fail$`),
        );
        expect(await page.title()).toMatch(/^NOT CONFORMANT: /);
        // A cell with a letter for each requirement.
        const letters = { pass: 'P', fail: 'F', warn: 'W', 'not-exercised': '–', inconclusive: '?' };
        expect(await texts(page, '.cell')).toEqual(run.requirements.map(({ verdict }) => letters[verdict]));
      });
    });

    it('says what was not exercised, and that its cases were not run', async () => {
      await using(file('websocket'), '', async ({ page }) => {
        const idle = page.locator('section', { has: page.getByRole('heading', { name: 'Not put to the test' }) });
        expect(await idle.innerText()).toMatch(/ws\.tolerates\.jitter\s+its \d+ cases were not run: not selected/);
      });
    });

    it('copies the command that repeats the run', async () => {
      await using(file('services'), '', async ({ page }) => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.getByRole('button', { name: 'Copy the command that repeats the run' }).click();
        await page.getByText('Copied').first().waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(runOf('services').command);
      });
    });
  });
};
