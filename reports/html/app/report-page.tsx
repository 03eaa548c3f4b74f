import { useEffect, useMemo, useState } from 'preact/hooks';
import { type HashState, type Page, readHash, writeHash } from '../model/hash-state.ts';
import { CasePage } from './case-page.tsx';
import { type Place, PlaceContext, type Report } from './context.ts';
import { FindingPage } from './finding-page.tsx';
import { listenToKeys } from './keys.ts';
import { RequirementPage } from './requirement-page.tsx';
import { named } from './shown.tsx';
import { SummaryPage } from './summary-page.tsx';
import { TopBar } from './top-bar.tsx';

const titleOf = (page: Page, sentence: string): string =>
  page.kind === 'summary' ? named(sentence) : `${named(page.id)}: ${named(sentence)}`;

const keyOf = (page: Page): string => (page.kind === 'summary' ? 'summary' : `${page.kind} ${page.id}`);

/** The whole page; what is shown is told by the address. */
export const App = ({ report }: { readonly report: Report }) => {
  const [state, setState] = useState<HashState>(() => readHash(location.hash));
  useEffect(() => {
    const follow = (): void => setState(readHash(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const place = useMemo((): Place => {
    // From the address, not from what was drawn last: two keys may come between two drawings.
    const replace = (change: (now: HashState) => HashState): void => {
      const next = change(readHash(location.hash));
      history.replaceState(null, '', writeHash(next));
      setState(next);
    };
    return {
      report,
      state,
      filterBy: (change) => replace((now) => ({ ...now, filter: change(now.filter) })),
      select: (page) => replace((now) => (keyOf(now.page) === keyOf(page) ? { ...now, page } : now)),
    };
  }, [report, state]);

  const { page } = state;
  const key = keyOf(page);
  useEffect(() => {
    document.title = titleOf(page, report.sentence);
    if (page.kind === 'summary') return;
    scrollTo(0, 0);
    // A reader who cannot see that the page changed is told where they are.
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [key]);
  useEffect(() => listenToKeys(place), [place]);

  return (
    <PlaceContext.Provider value={place}>
      <button type="button" class="skip-link" onClick={skip}>
        Skip to the content
      </button>
      <TopBar />
      <main id="main" tabIndex={-1} key={key}>
        <Content page={page} />
      </main>
    </PlaceContext.Provider>
  );
};

// No link: the address belongs to the pages.
const skip = (): void => {
  document.getElementById('main')?.focus();
};

const Content = ({ page }: { readonly page: Page }) => {
  switch (page.kind) {
    case 'summary':
      return <SummaryPage />;
    case 'requirement':
      return <RequirementPage id={page.id} />;
    case 'case':
      return <CasePage page={page} />;
    case 'finding':
      return <FindingPage page={page} />;
  }
};
