// Contrast, names and roles; colours and paper.
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { openPage, settled } from './browser.ts';
import { type Reports, SUITES } from './reports.ts';

export const checkAccessibility = ({ file, using, browser }: Reports): void => {
  describe('people who use no mouse or do not see well', () => {
    const PAGES = {
      websocket: ['#case=plain-call/conversation', '#requirement=ws.play.whole-samples'],
      services: ['#show=fail', '#finding=services.modify.merges@modify/example'],
      'media-files': ['#finding=files.character.forbidden@common/names'],
    } as const;
    // The themes differ in colours and in nothing else.
    const RULES = { light: undefined, dark: ['color-contrast', 'link-in-text-block'] } as const;

    it.each(SUITES)('find nothing that axe complains of in a report of %s', { timeout: 120_000 }, async (suite) => {
      const report = await openPage(browser(), { reducedMotion: 'reduce' });
      const { page } = report;
      await report.open(file(suite));
      // A policy that lets nothing in lets axe in only from here.
      await page.evaluate(axe.source);
      for (const hash of PAGES[suite]) {
        await report.go(hash);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const { violations, passes } = await page.evaluate(
            (only) =>
              (globalThis as unknown as { axe: typeof axe }).axe.run(
                document,
                only === undefined ? {} : { runOnly: { type: 'rule', values: [...only] } },
              ),
            RULES[colorScheme],
          );
          expect(passes.length).toBeGreaterThan(colorScheme === 'light' ? 15 : 0);
          expect(
            violations.map(({ id, nodes }) => [
              hash,
              colorScheme,
              id,
              nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
            ]),
          ).toEqual([]);
        }
      }
      await report.close();
    });

    it('choose the colours, which are kept', async () => {
      const report = await openPage(browser(), { colorScheme: 'light' });
      const { page, open } = report;
      await open(file('services'));
      const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await ground();
      await page.getByRole('button', { name: 'Use dark colours' }).click();
      await settled(page);
      const dark = await ground();
      expect(dark).not.toBe(light);
      await open(file('services'), '#requirement=services.read.complete');
      expect(await ground()).toBe(dark);
      await report.close();
    });

    it.each(SUITES)('read all of %s on a narrow screen', async (suite) => {
      await using(file(suite), '', async ({ page, go }) => {
        await page.setViewportSize({ width: 390, height: 844 });
        for (const hash of ['', ...PAGES[suite]]) {
          await go(hash);
          const lost = await page.evaluate(() => ({
            beyond: document.documentElement.scrollWidth - innerWidth,
            // Without room for two letters nothing is read.
            squeezed: [...document.querySelectorAll<HTMLElement>('.exchange .target, .card h3, .wire td:last-child')]
              .filter((each) => each.innerText.trim().length > 2 && each.getBoundingClientRect().width < 30)
              .map((each) => each.innerText),
          }));
          expect([hash, lost]).toEqual([hash, { beyond: 0, squeezed: [] }]);
        }
        await page.setViewportSize({ width: 1280, height: 900 });
      });
    });

    it('print it without what paper cannot do', async () => {
      await using(file('services'), '', async ({ page }) => {
        await page.emulateMedia({ media: 'print' });
        expect(await page.locator('.top-bar').isVisible()).toBe(false);
        expect(await page.locator('.counts').isVisible()).toBe(false);
        expect(await page.locator('.map').isVisible()).toBe(true);
        await page.emulateMedia({ media: null });
      });
    });
  });
};
