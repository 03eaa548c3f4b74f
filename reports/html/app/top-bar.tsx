import { writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { Shown } from './shown.tsx';
import { ThemeButton } from './theme.tsx';

const WORDS = { requirement: 'Requirement', case: 'Case', finding: 'Finding' } as const;

/** Where the reader is, and the search. */
export const TopBar = () => {
  const { report, state, filterBy } = usePlace();
  const { page, filter } = state;
  const { run } = report;
  return (
    <header class="top-bar">
      <nav aria-label="Place">
        <a
          href={writeHash({ page: { kind: 'summary' }, filter })}
          {...(page.kind === 'summary' ? { 'aria-current': 'page' } : {})}
        >
          <Shown text={run.tool.name} longest={60} />
        </a>
        <span class="quiet"> / {page.kind === 'summary' ? run.target.suite : WORDS[page.kind]}</span>
      </nav>
      <input
        id="search"
        type="search"
        placeholder="Search   /"
        aria-label="Search requirements, cases and findings"
        aria-keyshortcuts="/"
        value={filter.query}
        onInput={({ currentTarget }) => {
          const query = currentTarget.value;
          filterBy((now) => ({ ...now, query }));
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter' && page.kind !== 'summary')
            location.hash = writeHash({ page: { kind: 'summary' }, filter: { ...filter, query: currentTarget.value } });
        }}
      />
      <ThemeButton />
    </header>
  );
};
