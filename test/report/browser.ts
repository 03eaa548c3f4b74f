// A real browser that a test opens reports in, from disk, as readers do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const UNWANTED = new Set([
  // They weaken what is tested here.
  '--disable-web-security',
  '--allow-running-insecure-content',
  // With one process the browser ends with the first page that is closed.
  '--single-process',
]);

export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: sparticuz.args.filter((each) => !UNWANTED.has(each)),
    headless: true,
  });

/** A page with everything that it ought not to do. */
export interface WatchedPage {
  readonly page: Page;
  /** URLs that it asked for beside that of the report. */
  readonly requests: readonly string[];
  /** Errors and warnings on the console, uncaught exceptions, dialogs. */
  readonly complaints: readonly string[];
  /** Loads a report anew, and forgets what was asked for and complained of before. */
  readonly open: (file: string, hash?: string) => Promise<void>;
  /** Goes elsewhere in the report by the part of the address from `#` on. */
  readonly go: (hash: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  let url = '';
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const asked = request.url();
    if (asked.split('#')[0] !== url && !/^(data|blob):/.test(asked)) requests.push(asked);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const open = async (file: string, hash = ''): Promise<void> => {
    // From one part of a page to another nothing is loaded.
    await page.goto('about:blank');
    url = pathToFileURL(file).href;
    requests.length = 0;
    complaints.length = 0;
    await page.goto(`${url}${hash}`);
    await page.locator('h1').waitFor();
    await settled(page);
  };
  const go = async (hash: string): Promise<void> => {
    await page.evaluate(
      (to) =>
        new Promise<void>((resolve) => {
          const before = location.hash;
          addEventListener('hashchange', () => resolve(), { once: true });
          location.hash = to;
          if (location.hash === before) resolve();
        }),
      hash,
    );
    await settled(page);
  };
  return { page, requests, complaints, open, go, close: () => context.close() };
};

/** Waits until the page is drawn and the transcripts that it opens are open. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    do await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    while (document.querySelector('[aria-busy="true"]') !== null);
  });

/** A folder that is removed by `remove`. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'aculab-conformance-report-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
