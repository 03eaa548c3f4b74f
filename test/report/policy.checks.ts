// What the page may do, and where it still works.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openPage } from './browser.ts';
import type { Reports } from './reports.ts';

export const checkPolicy = ({ file, browser }: Reports): void => {
  describe('the policy of the page', () => {
    it('lets no other script run and nothing be loaded', async () => {
      const report = await openPage(browser());
      await report.open(file('services'));
      const outcome = await report.page.evaluate(async () => {
        const script = document.createElement('script');
        try {
          script.text = 'window.pwned=1';
        } catch {
          script.append('window.pwned=1');
        }
        document.body.append(script);
        const style = document.createElement('style');
        style.textContent = 'h1 { display: none }';
        document.head.append(style);
        const fetched = await fetch('http://127.0.0.1:9/').then(
          () => 'fetched',
          () => 'refused',
        );
        let markup = 'taken';
        try {
          document.body.innerHTML = '<p>';
        } catch {
          markup = 'refused';
        }
        const title = document.querySelector('h1');
        return {
          fetched,
          markup,
          pwned: 'pwned' in window,
          display: title === null ? '' : getComputedStyle(title).display,
        };
      });
      expect(outcome).toEqual({ fetched: 'refused', markup: 'refused', pwned: false, display: 'block' });
      expect(report.complaints.length).toBeGreaterThanOrEqual(3);
      await report.close();
    });

    it('leaves the report readable where a server adds a sandbox of its own', async () => {
      const page = await readFile(file('websocket'));
      const server = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.setHeader(
          'Content-Security-Policy',
          "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:",
        );
        response.end(page);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const context = await browser().newContext();
      try {
        const tab = await context.newPage();
        const errors: string[] = [];
        tab.on('pageerror', (error) => errors.push(String(error)));
        await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/report.html`);
        await tab.getByRole('heading', { level: 1, name: 'Not conformant' }).waitFor();
        await tab.keyboard.press('f');
        await tab.waitForURL(/#show=fail$/);
        await tab.locator('.card h3 a').first().click();
        await tab.locator('.fields').waitFor();
        expect(errors).toEqual([]);
      } finally {
        await context.close();
        server.close();
      }
    });

    it('leaves the verdict readable where scripts are switched off', async () => {
      const context = await browser().newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`file://${file('websocket')}`);
      expect(await page.locator('noscript').innerText()).toContain('NOT CONFORMANT: ');
      await context.close();
    });
  });
};
