// Every requirement, case and finding has an address.
import { describe, expect, it } from 'vitest';
import { findingsById } from '../../reports/html/model/finding-ids.ts';
import { writeHash } from '../../reports/html/model/hash-state.ts';
import { NO_FILTER, type Reports, SUITES } from './reports.ts';

export const checkLinks = ({ file, runOf, using }: Reports): void => {
  describe('links', () => {
    it.each(SUITES)('lead to every requirement, case and finding of %s that was run', async (suite) => {
      const run = runOf(suite);
      const findings = findingsById(run);
      const cases = run.cases.filter(({ transcript }) => transcript !== undefined);
      expect(findings.size).toBeGreaterThan(0);
      expect(cases.length).toBeGreaterThan(0);
      await using(file(suite), '', async ({ go, page }) => {
        for (const { id } of run.requirements.slice(0, 4)) {
          await go(writeHash({ page: { kind: 'requirement', id }, filter: NO_FILTER }));
          expect(await page.locator('h1').innerText()).toBe(id);
        }
        for (const { id, title } of cases) {
          await go(writeHash({ page: { kind: 'case', id }, filter: NO_FILTER }));
          expect(await page.locator('h1').innerText()).toBe(id);
          expect(await page.locator('.lead').innerText()).toBe(title);
        }
        for (const [id, { message, observed }] of findings) {
          await go(writeHash({ page: { kind: 'finding', id }, filter: NO_FILTER }));
          expect(await page.locator('h1').innerText()).toBe(message);
          expect((await page.locator('.observed').first().innerText()).length).toBeLessThanOrEqual(
            observed.length + 40,
          );
        }
      });
    });

    it('open the page that they name at once', async () => {
      await using(file('services'), '#requirement=services.modify.merges', async ({ page }) => {
        expect(await page.locator('h1').innerText()).toBe('services.modify.merges');
        expect(await page.locator('.fields').innerText()).toContain('Managing Outbound Services, Modify');
        expect(await page.title()).toMatch(/^services\.modify\.merges: /);
        expect(await page.locator('#cases-title').innerText()).toMatch(/^Cases that exercised it/);
        expect(await page.locator('main').innerText()).toContain('modify/example');
      });
    });

    it('to what the run does not have say so', async () => {
      await using(file('services'), '#case=no/such', async ({ page }) => {
        expect(await page.locator('main').innerText()).toContain('This run has no case no/such.');
        await page.getByRole('link', { name: 'Back to the summary' }).click();
        await page.getByRole('heading', { level: 1, name: 'Not conformant' }).waitFor();
        expect(page.url()).toMatch(/report\.html#$/);
      });
    });

    it('go back in the history', async () => {
      await using(file('services'), '', async ({ page }) => {
        await page.getByRole('link', { name: 'services.modify.merges fails' }).click();
        await page.getByRole('heading', { level: 1, name: 'services.modify.merges' }).waitFor();
        await page.goBack();
        await page.getByRole('heading', { level: 1, name: 'Not conformant' }).waitFor();
        expect(page.url()).toMatch(/report\.html#?$/);
      });
    });
  });
};
