// compare.html: another page with the look of a report, and with less that it may do.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../reports/comparison.ts';
import { renderComparisonPage } from '../../reports/html/comparison.ts';
import { readShell } from '../../reports/html/shell.ts';
import { fixtureRequirement, fixtureRun } from '../../reports/run.fixture.ts';
import { openPage } from './browser.ts';
import type { Reports } from './reports.ts';

const HOSTILE = '"><script>document.title="taken"</script><img src=x onerror="alert(1)"></style></title>';

const green = {
  ...fixtureRun,
  requirements: fixtureRun.requirements.map((each) => ({ ...each, verdict: 'pass' as const, findings: [] })),
  cases: fixtureRun.cases.map((each) => ({ ...each, verdict: 'pass' as const, findings: [], durationMs: 90_000 })),
};
const red = {
  ...fixtureRun,
  seed: 8,
  target: { ...fixtureRun.target, url: HOSTILE },
  requirements: fixtureRun.requirements.map((each) => ({
    ...each,
    findings: each.findings.map((finding) => ({
      ...finding,
      observed: HOSTILE,
      message: `${finding.message}${HOSTILE}`,
    })),
  })),
  cases: fixtureRun.cases.map((each) => ({ ...each, reason: HOSTILE })),
};

export const checkComparison = ({ folder, browser }: Pick<Reports, 'browser'> & { readonly folder: string }): void => {
  describe('the comparison of two runs', () => {
    it('shows hostile text as text, loads nothing, and gives axe nothing to complain of', {
      timeout: 120_000,
    }, async () => {
      const path = join(folder, 'compare.html');
      const sentence = `WORSE: 2 requirements fail newly (${HOSTILE}).`;
      const options = { shell: await readShell(), sentence, tone: 'fail', requirement: fixtureRequirement } as const;
      await writeFile(path, renderComparisonPage(compareRuns(green, red), options));
      const watched = await openPage(browser(), { reducedMotion: 'reduce' });
      const { page } = watched;
      await watched.open(path);
      expect([watched.requests, watched.complaints, await page.title()]).toEqual([[], [], 'Comparison of two runs']);
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'Newly failing 6',
        'Newly warning 1',
        'Judged no longer 4',
        'Slower or faster 7',
      ]);
      expect(await page.locator('dd.observed').first().innerText()).toBe(HOSTILE);
      // The style is the report's: without it the page is white and its text black.
      const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.evaluate(axe.source);
      const grounds = new Set<string>();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        grounds.add(await ground());
        const { violations, passes } = await page.evaluate(() =>
          (globalThis as unknown as { axe: typeof axe }).axe.run(document),
        );
        expect(passes.length).toBeGreaterThan(10);
        expect(
          violations.map(({ id, nodes }) => [colorScheme, id, nodes.map(({ html }) => html.slice(0, 200))]),
        ).toEqual([]);
      }
      expect(grounds.size).toBe(2);
      await watched.close();
    });
  });
};
