// Text from a hostile target stays text.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsById } from '../../reports/html/model/finding-ids.ts';
import { writeHash } from '../../reports/html/model/hash-state.ts';
import { settled } from './browser.ts';
import { HOSTILE, hostileCall, hostileExchanges, hostileNames, hostileRun } from './hostile-run.ts';
import { writeReport } from './report-file.ts';
import { NO_FILTER, type Reports, SUITES } from './reports.ts';

/** Runs in the page: what hostile text made, or would have to make to do anything, and what would turn text around. */
const findIntrusion = (): {
  readonly isPwned: boolean;
  readonly intruders: readonly string[];
  readonly turning: readonly string[];
} => {
  const all = [...document.querySelectorAll('*')];
  const made = all.filter((element) =>
    element.matches('img, iframe, object, embed, form, base, template, link:not([rel=icon])'),
  );
  const acting = all.filter((element) =>
    [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)),
  );
  const away = [...document.querySelectorAll('a')].filter((link) => !link.getAttribute('href')?.startsWith('#'));
  const scripts = [...document.querySelectorAll('script')].filter(({ type, id }) => type === '' && id !== '');
  const labels = [...document.querySelectorAll('[aria-label], [title]')].map(
    (element) => `${element.getAttribute('aria-label')} ${element.getAttribute('title')}`,
  );
  const read = [document.title, document.getElementById('app')?.innerText ?? '', ...labels].join('\n');
  return {
    isPwned: 'pwned' in window,
    intruders: [...made, ...acting, ...away, ...scripts].map((element) => element.outerHTML.slice(0, 200)),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    turning: read.match(/[\u0000\u0007\u001b\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800]/gu) ?? [],
  };
};

export const checkHostileTarget = ({ using, folder }: Reports): void => {
  describe('a hostile target', () => {
    const KNOWN = {
      websocket: 'ws.message.type',
      services: 'services.read.complete',
      'media-files': 'files.character.forbidden',
    };
    const TRANSCRIPTS = { websocket: hostileCall, services: hostileExchanges, 'media-files': hostileNames };

    it.each(SUITES)(
      'runs nothing, makes nothing and turns no text around in a report of %s',
      { timeout: 120_000 },
      async (suite) => {
        const path = join(folder, `hostile-${suite}.html`);
        const run = hostileRun(suite, KNOWN[suite]);
        await writeReport(path, run, { sentence: HOSTILE, transcript: async () => TRANSCRIPTS[suite] });
        await using(path, '', async ({ page, go }) => {
          const check = async (): Promise<void> => {
            await page.evaluate(() => {
              for (const each of document.querySelectorAll('details')) each.open = true;
            });
            await settled(page);
            expect(await page.evaluate(findIntrusion)).toEqual({ isPwned: false, intruders: [], turning: [] });
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
          const events = TRANSCRIPTS[suite].match(/^\{"kind":(?!"eof")/gm)?.length ?? 0;
          expect(events).toBeGreaterThan(5);
          for (let event = 0; event < events; event += 1) {
            await go(writeHash({ page: { kind: 'case', id: first?.id ?? '', event }, filter: NO_FILTER }));
            await check();
          }
          await go(writeHash({ page: { kind: 'summary' }, filter: { query: HOSTILE, verdicts: [] } }));
          await check();
        });
      },
    );
  });
};
