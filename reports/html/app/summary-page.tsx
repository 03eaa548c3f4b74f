import { matching } from '../model/matching.ts';
import { BaselineProblems } from './baseline-problems.tsx';
import { CaseList } from './case-list.tsx';
import { usePlace } from './context.ts';
import { Counts } from './counts.tsx';
import { Facts } from './facts.tsx';
import { FindingList } from './finding-list.tsx';
import { IdleList } from './idle-list.tsx';
import { KnownList } from './known-list.tsx';
import { RequirementMap } from './requirement-map.tsx';
import { RunNotes } from './run-notes.tsx';
import { requirementTexts } from './search-texts.ts';
import { VerdictBanner } from './verdict-banner.tsx';

/** The first page: what came of it, of what, and where to look. */
export const SummaryPage = () => {
  const { report, state } = usePlace();
  const matches = matching(state.filter);
  const shown = new Set(
    report.run.requirements.filter((each) => matches(each.verdict, requirementTexts(report, each))).map(({ id }) => id),
  );
  return (
    <>
      <VerdictBanner />
      <Facts />
      <Counts />
      <RequirementMap shown={shown} />
      <BaselineProblems />
      <FindingList shown={shown} />
      <KnownList shown={shown} />
      <IdleList shown={shown} />
      <RunNotes />
      <CaseList />
      <p class="keys">
        <kbd>/</kbd> search <kbd>f</kbd> <kbd>w</kbd> <kbd>p</kbd> filter <kbd>←</kbd> <kbd>→</kbd> next on the map or
        requirement <kbd>Esc</kbd> back
      </p>
    </>
  );
};
