import { expect, it } from 'vitest';
import { markdownWithin } from './markdown-limit.ts';

const text = [
  '## Title ü',
  '',
  '- one',
  '  <details><summary>exchanges</summary>',
  '',
  '  ```',
  '  </details>',
  '  ``',
  '  ```',
  '',
  '  </details>',
  '- two',
  '',
].join('\n');

it('leaves alone what fits', () => {
  expect(markdownWithin(text, Buffer.byteLength(text))).toBe(text);
});

it('is never longer, says what is missing, and leaves no fold and no fence open', () => {
  const notice = '\n*The rest was left out: it is in the report of the run.*\n';
  const cuts = new Set<string>();
  for (let limit = 0; limit < Buffer.byteLength(text); limit += 1) {
    const cut = markdownWithin(text, limit);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
    if (limit < Buffer.byteLength(notice)) expect(cut).toBe('');
    else {
      expect(cut.endsWith(notice)).toBe(true);
      cuts.add(cut.slice(0, -notice.length));
    }
  }
  expect(cuts.size).toBeGreaterThan(1);
  for (const cut of cuts) expect(cut).not.toContain('<details>');
});
