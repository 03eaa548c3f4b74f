// report.html in a real browser: runs of the three suites against their references with faults, and runs made by hand.
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../harness/run.ts';
import { findingsById } from '../../reports/html/model/finding-ids.ts';
import { writeHash } from '../../reports/html/model/hash-state.ts';
import { runCli } from '../run-cli.ts';
import { launchBrowser, openReport, settled, temporaryFolder, type WatchedPage } from './browser.ts';
import { HOSTILE, hostileCall, hostileExchanges, hostileNames, hostileRun } from './hostile-run.ts';
import { largeRun, largeTranscript } from './large-run.ts';
import { builtShell, writeReport } from './report-file.ts';

const SUITES = ['websocket', 'services', 'media-files'] as const;
type Suite = (typeof SUITES)[number];

const CASES = ['plain-call/conversation', 'play-finished/own-id', 'modify/example', 'common/names'];
const NO_FILTER = { query: '', verdicts: [] } as const;

const folder = temporaryFolder();
const file = (suite: Suite): string => join(folder.path, 'red', suite, 'report.html');
const runs = new Map<Suite, RunDocument>();
let browser: Browser;

const runOf = (suite: Suite): RunDocument => {
  const run = runs.get(suite);
  if (run === undefined) throw new Error(`no run of ${suite}`);
  return run;
};

/** Opens a report for one test. */
const using = async (path: string, hash: string, test: (report: WatchedPage) => Promise<void>): Promise<void> => {
  const report = await openReport(browser, path);
  try {
    await report.go(hash);
    await test(report);
    expect(report.complaints).toEqual([]);
    expect(report.requests).toEqual([]);
  } finally {
    await report.close();
  }
};

const texts = (page: Page, selector: string): Promise<readonly string[]> => page.locator(selector).allInnerTexts();

beforeAll(async () => {
  const only = CASES.flatMap((id) => ['--only', id]);
  const out = join(folder.path, 'red');
  const [result, launched] = await Promise.all([
    runCli(['demo', '--faulty', '--profile', 'smoke', '--seed', '7', '--out', out, ...only]),
    launchBrowser(),
    builtShell(),
  ]);
  browser = launched;
  expect(result.code).toBe(1);
  for (const suite of SUITES) {
    runs.set(suite, JSON.parse(await readFile(join(out, suite, 'run.json'), 'utf8')) as RunDocument);
  }
}, 120_000);

afterAll(async () => {
  await browser?.close();
  folder.remove();
});

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
    });
  });

  it.each(SUITES)('has a cell with a letter for each requirement of %s', async (suite) => {
    const letters = { pass: 'P', fail: 'F', warn: 'W', 'not-exercised': '–', inconclusive: '?' };
    await using(file(suite), '', async ({ page }) => {
      expect(await texts(page, '.cell')).toEqual(runOf(suite).requirements.map(({ verdict }) => letters[verdict]));
    });
  });

  it('says what was not exercised, and what would exercise it', async () => {
    await using(file('websocket'), '', async ({ page }) => {
      const idle = page.locator('section', { has: page.getByRole('heading', { name: 'Not put to the test' }) });
      expect(await idle.innerText()).toMatch(/ws\.handshake\.tls\s+the URL is not wss/);
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

describe('links', () => {
  it.each(SUITES)('lead to every requirement, case and finding of %s that was run', async (suite) => {
    const run = runOf(suite);
    const findings = findingsById(run);
    const cases = run.cases.filter(({ transcript }) => transcript !== undefined);
    expect(findings.size).toBeGreaterThan(0);
    expect(cases.length).toBeGreaterThan(0);
    await using(file(suite), '', async ({ go, page }) => {
      for (const { id } of run.requirements.slice(0, 12)) {
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
        expect((await page.locator('.observed').first().innerText()).length).toBeLessThanOrEqual(observed.length + 40);
      }
    });
  });

  it('open the page that they name at once', async () => {
    await using(file('services'), '#requirement=services.modify.merges', async ({ page }) => {
      expect(await page.locator('h1').innerText()).toBe('services.modify.merges');
      expect(await page.locator('.fields').innerText()).toContain('Managing Outbound Services, Modify');
      expect(await page.title()).toMatch(/^services\.modify\.merges: /);
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

describe('filters', () => {
  const dimmed = (page: Page): Promise<number> => page.locator('.cell.dimmed').count();

  it('by verdict are in the address, and come from it', async () => {
    const { requirements } = runOf('websocket').summary;
    const others = runOf('websocket').requirements.length - requirements.fail;
    await using(file('websocket'), '', async ({ page, go }) => {
      await page.locator('.count.fail').click();
      expect(await dimmed(page)).toBe(others);
      expect(page.url()).toMatch(/#show=fail$/);
      await go('#show=warn');
      expect(await page.locator('.count.warn').getAttribute('aria-pressed')).toBe('true');
      expect(await page.locator('.card h3').allInnerTexts()).toEqual(['ws.hangup.last']);
    });
  });

  it('by words look at ids, sentences and findings', async () => {
    await using(file('websocket'), '', async ({ page }) => {
      await page.getByRole('searchbox').fill('319 bytes');
      expect(await page.locator('.card h3').allInnerTexts()).toEqual(['ws.play.whole-samples']);
      expect(page.url()).toMatch(/#q=319%20bytes$/);
      await page.getByRole('searchbox').fill('hangup !cause');
      expect(await page.locator('.card h3').allInnerTexts()).toEqual(['ws.hangup.last']);
      await page.getByRole('searchbox').fill('no such words');
      expect(await page.locator('main').innerText()).toContain('No case matches.');
      await page.getByRole('button', { name: 'Show everything' }).click();
      expect(await dimmed(page)).toBe(0);
    });
  });

  it('show skipped cases to those who ask', async () => {
    await using(file('services'), '', async ({ page }) => {
      await page.getByRole('button', { name: 'Show them' }).click();
      expect(page.url()).toMatch(/#show=skipped$/);
      await page.locator('summary', { hasText: 'auth' }).first().click();
      expect(await page.locator('.rows').first().innerText()).toContain('not selected');
    });
  });
});

describe('the keyboard', () => {
  it('filters, searches and goes back', async () => {
    await using(file('websocket'), '', async ({ page }) => {
      await page.keyboard.press('f');
      expect(page.url()).toMatch(/#show=fail$/);
      await page.keyboard.press('w');
      expect(page.url()).toMatch(/#show=fail,warn$/);
      await page.keyboard.press('f');
      await page.keyboard.press('w');
      await page.keyboard.press('/');
      await page.keyboard.type('pass');
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

describe('a finding', () => {
  it('of the services suite marks what differs, shows the wire, and says how to repeat it', async () => {
    await using(file('services'), '#finding=services.modify.merges@modify/example', async ({ page }) => {
      expect(await texts(page, '.card .pairs th[scope=row]')).toEqual([
        'rest.final_page.method',
        'rest.error_page.method',
      ]);
      expect(await texts(page, '.card .observed mark')).toEqual(['absent', 'absent']);
      expect(await page.locator('.wire tr.marked').first().innerText()).toContain('PATCH');
      const lines = await texts(page, '.copy-line code');
      expect(lines.some((line) => line.includes('--only modify/example --seed 7'))).toBe(true);
      expect(lines.some((line) => line.startsWith('curl --include --request PATCH'))).toBe(true);
    });
  });

  it('is shown as a difference inside the answer that it is about', async () => {
    await using(file('services'), '#finding=services.modify.merges@modify/example', async ({ page }) => {
      const opened = page.locator('.exchange[open]');
      expect(await opened.locator('summary').first().innerText()).toContain('PATCH');
      expect(await opened.locator('.json-line.expected').allInnerTexts()).toEqual([
        expect.stringContaining('"method": "POST" (as before)'),
        expect.stringContaining('"method": "POST" (as before)'),
      ]);
      expect(await opened.locator('.message').first().innerText()).toContain('my_error_page');
    });
  });

  it('about a name shows its characters', async () => {
    await using(file('media-files'), '#finding=files.character.forbidden@common/names', async ({ page }) => {
      const opened = page.locator('.exchange[open]');
      expect(await opened.locator('.characters').innerText()).toContain('U+000A');
      expect(await opened.locator('.outcome').innerText()).toBe('accepted');
    });
  });
});

describe('a call', () => {
  const CONVERSATION = '#case=plain-call/conversation';

  it('is drawn in lanes against time, with its findings pinned', async () => {
    await using(file('websocket'), CONVERSATION, async ({ page }) => {
      expect(await page.locator('.lane-title').allTextContents()).toEqual([
        'Aculab Cloud',
        'Server',
        'Plays',
        'Frames waiting',
        'Plays queued',
        'Gaps of frames',
        'Caller',
        'Heard by caller',
      ]);
      expect(await page.locator('.lane-hint').allTextContents()).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^most \d+, limit 250$/),
          expect.stringMatching(/^most \d, limit 4$/),
        ]),
      );
      expect(await page.locator('.pin').count()).toBeGreaterThan(0);
      expect(await page.locator('rect.play.playing').count()).toBeGreaterThan(1);
      expect(
        await page
          .locator('path.wave')
          .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')?.length ?? 0)),
      ).toEqual([
        expect.toSatisfy((length: number) => length > 500),
        expect.toSatisfy((length: number) => length > 500),
      ]);
    });
  });

  it('shows what is selected in the list: JSON, octets, and its place in the address', async () => {
    await using(file('websocket'), CONVERSATION, async ({ page }) => {
      await page.locator('.event-row', { hasText: 'call_start' }).first().click();
      const detail = page.locator('.event-detail');
      expect(await detail.innerText()).toContain('Aculab Cloud → server');
      expect(await detail.locator('.json').innerText()).toContain('"type": "call_start"');
      await detail.locator('summary', { hasText: 'Octets' }).click();
      expect(await detail.locator('.hex').innerText()).toMatch(/^0000 {2}7b 22 74 79 70 65/);
      expect(page.url()).toMatch(/#case=plain-call\/conversation&call=0&event=\d+$/);
      await page.keyboard.press('Tab');
    });
  });

  it('selects what is clicked in the picture, and is zoomed by dragging', async () => {
    await using(file('websocket'), CONVERSATION, async ({ page }) => {
      await page.locator('.timeline-box').scrollIntoViewIfNeeded();
      const box = await page.locator('.timeline-box').boundingBox();
      if (box === null) throw new Error('no picture');
      const label = page.locator('.timeline .spoken text', { hasText: 'audio_play_finished' }).first();
      const place = await label.boundingBox();
      if (place === null) throw new Error('no label');
      await page.mouse.click(place.x, place.y + 4);
      expect(await page.locator('.event-detail .json').innerText()).toContain('audio_play_finished');
      const ticks = (): Promise<readonly string[]> => page.locator('.tick text').allTextContents();
      const before = await ticks();
      await page.mouse.move(box.x + 300, box.y + 100);
      await page.mouse.down();
      await page.mouse.move(box.x + 420, box.y + 100);
      await page.mouse.up();
      expect(await ticks()).not.toEqual(before);
      await page.getByRole('button', { name: 'Whole call' }).click();
      expect(await ticks()).toEqual(before);
    });
  });

  it('can be listened to in both directions', async () => {
    await using(file('websocket'), CONVERSATION, async ({ page }) => {
      await page.waitForFunction(() =>
        [...document.querySelectorAll('audio')].every(({ readyState }) => readyState > 0),
      );
      const seconds = await page
        .locator('audio')
        .evaluateAll((all) => all.map((each) => (each as HTMLAudioElement).duration));
      expect(seconds).toHaveLength(2);
      for (const each of seconds) expect(each).toBeGreaterThan(0.5);
    });
  });
});

describe('a hostile target', () => {
  const KNOWN = {
    websocket: 'ws.message.type',
    services: 'services.read.complete',
    'media-files': 'files.character.forbidden',
  };
  const TRANSCRIPTS = { websocket: hostileCall, services: hostileExchanges, 'media-files': hostileNames };

  /** What hostile text would have to make to do anything. */
  const intruders = (page: Page): Promise<readonly string[]> =>
    page.evaluate(() => {
      const made = [
        ...document.querySelectorAll('img, iframe, object, embed, form, base, template, link:not([rel=icon])'),
      ];
      const acting = [...document.querySelectorAll('*')].filter((element) =>
        [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)),
      );
      const away = [...document.querySelectorAll('a')].filter((link) => !link.getAttribute('href')?.startsWith('#'));
      const scripts = [...document.querySelectorAll('script')].filter(({ type, id }) => type === '' && id !== '');
      return [...made, ...acting, ...away, ...scripts].map((element) => element.outerHTML.slice(0, 200));
    });

  /** Characters that would turn the text around them, in what people read. */
  const turning = (page: Page): Promise<readonly string[]> =>
    page.evaluate(() => {
      const labels = [...document.querySelectorAll('[aria-label], [title]')].map(
        (element) => `${element.getAttribute('aria-label')} ${element.getAttribute('title')}`,
      );
      const all = [document.title, document.getElementById('app')?.innerText ?? '', ...labels].join('\n');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
      return all.match(/[\u0000\u0007\u001b\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800]/gu) ?? [];
    });

  it.each(SUITES)(
    'runs nothing, makes nothing and turns no text around in a report of %s',
    { timeout: 120_000 },
    async (suite) => {
      const path = join(folder.path, `hostile-${suite}.html`);
      const run = hostileRun(suite, KNOWN[suite]);
      await writeReport(path, run, { sentence: HOSTILE, transcript: async () => TRANSCRIPTS[suite] });
      await using(path, '', async ({ page, go }) => {
        const check = async (): Promise<void> => {
          await page.evaluate(() => {
            for (const each of document.querySelectorAll('details')) each.open = true;
          });
          await settled(page);
          expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
          expect(await intruders(page)).toEqual([]);
          expect(await turning(page)).toEqual([]);
        };
        await check();
        expect(await page.locator('main').innerText()).toContain('</script><script>window.pwned=1</script>');
        expect(await page.locator('main').innerText()).toContain('U+202E');
        for (const { id } of run.requirements) {
          await go(writeHash({ page: { kind: 'requirement', id }, filter: NO_FILTER }));
          await check();
        }
        for (const id of findingsById(run).keys()) {
          await go(writeHash({ page: { kind: 'finding', id }, filter: NO_FILTER }));
          await check();
        }
        const [first] = run.cases;
        for (let event = 0; event < 16; event += 1) {
          await go(writeHash({ page: { kind: 'case', id: first?.id ?? '', event }, filter: NO_FILTER }));
          await check();
        }
        await go(writeHash({ page: { kind: 'summary' }, filter: { query: HOSTILE, verdicts: [] } }));
        await check();
      });
    },
  );
});

describe('the policy of the page', () => {
  it('lets no other script run and nothing be loaded', async () => {
    const report = await openReport(browser, file('services'));
    await report.go();
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
    const context = await browser.newContext();
    try {
      const tab = await context.newPage();
      const errors: string[] = [];
      tab.on('pageerror', (error) => errors.push(String(error)));
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/report.html`);
      await tab.getByRole('heading', { level: 1, name: 'Not conformant' }).waitFor();
      await tab.keyboard.press('f');
      expect(tab.url()).toMatch(/#show=fail$/);
      await tab.locator('.card h3 a').first().click();
      await tab.locator('.fields').waitFor();
      expect(errors).toEqual([]);
    } finally {
      await context.close();
      server.close();
    }
  });

  it('leaves the verdict readable where scripts are switched off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`file://${file('websocket')}`);
    expect(await page.locator('noscript').innerText()).toContain('NOT CONFORMANT: ');
    await context.close();
  });
});

describe('people who use no mouse or do not see well', () => {
  const PAGES = [
    ['websocket', ''],
    ['websocket', '#case=plain-call/conversation'],
    ['websocket', '#requirement=ws.play.whole-samples'],
    ['services', '#finding=services.modify.merges@modify/example'],
    ['services', '#show=fail'],
    ['media-files', '#finding=files.character.forbidden@common/names'],
  ] as const;

  it.each(['light', 'dark'] as const)(
    'find nothing that axe complains of in %s colours',
    { timeout: 120_000 },
    async (colorScheme) => {
      for (const [suite, hash] of PAGES) {
        const report = await openReport(browser, file(suite), { colorScheme, reducedMotion: 'reduce' });
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

describe('a run of a thousand cases with a hundred calls', () => {
  const path = join(folder.path, 'large.html');

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
    const report = await openReport(browser, path);
    const began = performance.now();
    await report.page.goto(`file://${path}`);
    await report.page.locator('.map .cell').first().waitFor();
    await report.page.getByRole('heading', { name: /^Cases/ }).waitFor();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(report.complaints).toEqual([]);
    await report.close();
  });

  it('says what was left out, and shows outlines of the rest', async () => {
    await using(path, '', async ({ page, go }) => {
      const notes = page.locator('section', { has: page.getByRole('heading', { name: 'Notes' }) });
      expect(await notes.innerText()).toMatch(/The transcripts of \d+ cases, passed ones first\./);
      expect(await notes.innerText()).toMatch(/The samples of the audio in \d+ transcripts; their outlines are here\./);
      await go('#case=kind-0/number-0');
      expect(await page.locator('audio').count()).toBe(2);
      await go('#case=kind-19/number-99');
      expect(await page.locator('main').innerText()).toContain('the waveforms are outlines');
      expect((await page.locator('path.wave').first().getAttribute('d'))?.length).toBeGreaterThan(500);
    });
  });
});

it('the page without data is small', async () => {
  expect((await builtShell()).length).toBeLessThan(120_000);
});
