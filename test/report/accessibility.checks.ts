// Contrast, names and roles; colours and paper.
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { openReport } from './browser.ts';
import type { Reports } from './reports.ts';

export const checkAccessibility = ({ file, using, browser }: Reports): void => {
  describe('people who use no mouse or do not see well', () => {
    const PAGES = [
      ['websocket', ''],
      ['websocket', '#case=plain-call/conversation'],
      ['services', '#finding=services.modify.merges@modify/example'],
      ['media-files', '#finding=files.character.forbidden@common/names'],
      ['websocket', '#requirement=ws.play.whole-samples'],
      ['services', '#show=fail'],
    ] as const;

    it.each(['light', 'dark'] as const)(
      'find nothing that axe complains of in %s colours',
      { timeout: 120_000 },
      async (colorScheme) => {
        for (const [suite, hash] of colorScheme === 'dark' ? PAGES.slice(0, 4) : PAGES) {
          const report = await openReport(browser(), file(suite), { colorScheme, reducedMotion: 'reduce' });
          await report.go(hash);
          // A policy that lets nothing in lets axe in only from here.
          await report.page.evaluate(axe.source);
          // The themes differ in colours and in nothing else.
          const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;
          const { violations, passes } = await report.page.evaluate(
            (only) =>
              (globalThis as unknown as { axe: typeof axe }).axe.run(
                document,
                only === undefined ? {} : { runOnly: { type: 'rule', values: only } },
              ),
            rules,
          );
          expect(passes.length).toBeGreaterThan(rules === undefined ? 15 : 0);
          expect(
            violations.map(({ id, nodes }) => [
              suite,
              hash,
              id,
              nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
            ]),
          ).toEqual([]);
          await report.close();
        }
      },
    );

    it('choose the colours, which are kept', async () => {
      await using(file('services'), '', async ({ page, go }) => {
        const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await ground();
        await page.getByRole('button', { name: 'Use dark colours' }).click();
        const dark = await ground();
        expect(dark).not.toBe(light);
        await go('#requirement=services.read.complete');
        expect(await ground()).toBe(dark);
      });
    });

    it('print it without what paper cannot do', async () => {
      await using(file('services'), '', async ({ page }) => {
        await page.emulateMedia({ media: 'print' });
        expect(await page.locator('.top-bar').isVisible()).toBe(false);
        expect(await page.locator('.counts').isVisible()).toBe(false);
        expect(await page.locator('.map').isVisible()).toBe(true);
      });
    });
  });
};
