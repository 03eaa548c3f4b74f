import { type Filter, readHash, writeHash } from '../model/hash-state.ts';
import { matching, toggled } from '../model/matching.ts';
import type { Place, Report } from './context.ts';
import { requirementTexts } from './search-texts.ts';

const TOGGLES = { p: 'pass', f: 'fail', w: 'warn' } as const;
type Toggle = keyof typeof TOGGLES;

const isToggle = (key: string): key is Toggle => key in TOGGLES;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA|AUDIO)$/.test(target.tagName);

/** Ids of the requirements that the filter lets through. */
const shownIds = (report: Report, filter: Filter): readonly string[] => {
  const matches = matching(filter);
  return report.run.requirements
    .filter((each) => matches(each.verdict, requirementTexts(report, each)))
    .map(({ id }) => id);
};

/** Keys of the whole page. Returns what ends the listening. */
export const listenToKeys = ({ report, filterBy }: Place): (() => void) => {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { page, filter } = readHash(location.hash);
    const goTo = (next: typeof page): void => {
      location.hash = writeHash({ page: next, filter });
    };
    if (event.key === 'Escape') {
      if (isTyping(event.target)) (event.target as HTMLElement).blur();
      else if (page.kind !== 'summary') goTo({ kind: 'summary' });
      return;
    }
    if (isTyping(event.target)) return;
    if (event.key === '/') {
      event.preventDefault();
      document.getElementById('search')?.focus();
    } else if (isToggle(event.key) && page.kind === 'summary') {
      const verdict = TOGGLES[event.key];
      filterBy((now) => toggled(now, verdict));
    } else if (page.kind === 'requirement' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      const ids = shownIds(report, filter);
      const next = ids[ids.indexOf(page.id) + (event.key === 'ArrowLeft' ? -1 : 1)];
      if (next !== undefined) goTo({ kind: 'requirement', id: next });
    } else if (page.kind === 'summary' && event.key.startsWith('Arrow')) moveOnMap(event);
  };
  addEventListener('keydown', listen);
  return () => removeEventListener('keydown', listen);
};

/** From cell to cell of the map, the way the arrow points. */
const moveOnMap = (event: KeyboardEvent): void => {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !activeElement.classList.contains('cell')) return;
  event.preventDefault();
  const cells = [...document.querySelectorAll<HTMLElement>('.cell')];
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const step = event.key === 'ArrowLeft' ? -1 : 1;
    cells[cells.indexOf(activeElement) + step]?.focus();
    return;
  }
  const from = activeElement.getBoundingClientRect();
  const isAbove = event.key === 'ArrowUp';
  const beyond = cells
    .map((cell) => ({ cell, box: cell.getBoundingClientRect() }))
    .filter(({ box }) => (isAbove ? box.top < from.top - 1 : box.top > from.top + 1))
    .sort((a, b) => {
      const rows = isAbove ? b.box.top - a.box.top : a.box.top - b.box.top;
      return Math.abs(rows) > 1 ? rows : Math.abs(a.box.left - from.left) - Math.abs(b.box.left - from.left);
    });
  beyond[0]?.cell.focus();
};
