// Filters, search and keys.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { settled } from './browser.ts';
import type { Reports } from './reports.ts';

export const checkFilters = ({ file, runOf, using }: Reports): void => {
  describe('filters', () => {
    const dimmed = (page: Page): Promise<number> => page.locator('.cell.dimmed').count();

    it('by verdict are in the address, and come from it', async () => {
      const { requirements } = runOf('websocket').summary;
      const others = runOf('websocket').requirements.length - requirements.fail;
      await using(file('websocket'), '', async ({ page, go }) => {
        await page.locator('.count.fail').click();
        await page.waitForURL(/#show=fail$/);
        await settled(page);
        expect(await dimmed(page)).toBe(others);
        await go('#show=warn');
        expect(await page.locator('.count.warn').getAttribute('aria-pressed')).toBe('true');
        expect(await page.locator('.card h3').allInnerTexts()).toEqual(['ws.hangup.last']);
      });
    });

    it('by words look at ids, sentences and findings', async () => {
      await using(file('websocket'), '', async ({ page }) => {
        const search = async (words: string): Promise<readonly string[]> => {
          await page.getByRole('searchbox').fill(words);
          await settled(page);
          return page.locator('.card h3').allInnerTexts();
        };
        expect(await search('319 bytes')).toEqual(['ws.play.whole-samples']);
        await page.waitForURL(/#q=319%20bytes$/);
        expect(await search('hangup !cause')).toEqual(['ws.hangup.last']);
        expect(await search('no such words')).toEqual([]);
        expect(await page.locator('main').innerText()).toContain('No case matches.');
        await page.getByRole('button', { name: 'Show everything' }).click();
        await settled(page);
        expect(await dimmed(page)).toBe(0);
      });
    });

    it('show skipped cases to those who ask', async () => {
      await using(file('services'), '', async ({ page }) => {
        await page.getByRole('button', { name: 'Show them' }).click();
        await page.waitForURL(/#show=skipped$/);
        await page.locator('summary', { hasText: 'auth' }).first().click();
        await page.locator('.rows', { hasText: 'not selected' }).first().waitFor();
      });
    });
  });

  describe('the keyboard', () => {
    it('filters, searches and goes back', async () => {
      await using(file('websocket'), '', async ({ page }) => {
        // Both before the page is drawn again, as fast fingers do.
        await page.evaluate(() => {
          for (const key of ['f', 'w'])
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        });
        await page.waitForURL(/#show=fail,warn$/);
        await page.locator('.count.fail[aria-pressed=true]').waitFor();
        await page.locator('.count.warn[aria-pressed=true]').waitFor();
        await page.keyboard.press('f');
        await page.keyboard.press('w');
        await page.waitForURL(/#$/);
        await page.keyboard.press('/');
        await page.keyboard.type('pass');
        await page.waitForURL(/#q=pass$/);
        expect(await page.getByRole('searchbox').inputValue()).toBe('pass');
        await page.keyboard.press('Escape');
        expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      });
    });

    it('goes from cell to cell, and from requirement to requirement', async () => {
      const ids = runOf('websocket').requirements.map(({ id }) => id);
      await using(file('websocket'), '', async ({ page }) => {
        const focused = (): Promise<string> =>
          page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
        await page.locator('.cell').first().focus();
        await page.keyboard.press('ArrowRight');
        expect(await focused()).toBe(`${ids[1]} passes`);
        await page.keyboard.press('ArrowDown');
        expect(await focused()).toMatch(/^ws\.message\./);
        await page.keyboard.press('ArrowUp');
        expect(await focused()).toMatch(/^ws\.handshake\./);
        await page.keyboard.press('Enter');
        await page.locator('.fields').waitFor();
        const at = ids.indexOf(await page.locator('h1').innerText());
        await page.keyboard.press('ArrowRight');
        await page.getByRole('heading', { level: 1, name: ids[at + 1] ?? '', exact: true }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('heading', { level: 1, name: 'Not conformant' }).waitFor();
      });
    });
  });
};
