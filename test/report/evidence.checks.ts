// Findings and calls with their evidence.
import { describe, expect, it } from 'vitest';
import { settled } from './browser.ts';
import { type Reports, texts } from './reports.ts';

export const checkEvidence = ({ file, using }: Reports): void => {
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
        expect(await page.locator('.timeline-box .play-end').count()).toBeGreaterThan(0);
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
        await settled(page);
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
        await settled(page);
        expect(await page.locator('.event-detail .json').innerText()).toContain('audio_play_finished');
        const ticks = (): Promise<readonly string[]> => page.locator('.tick text').allTextContents();
        const before = await ticks();
        await page.mouse.move(box.x + 300, box.y + 100);
        await page.mouse.down();
        await page.mouse.move(box.x + 420, box.y + 100);
        await page.mouse.up();
        await settled(page);
        expect(await ticks()).not.toEqual(before);
        await page.getByRole('button', { name: 'Whole call' }).click();
        await settled(page);
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
};
