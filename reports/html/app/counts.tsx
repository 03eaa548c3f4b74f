import type { CaseVerdict, RequirementVerdict } from '../../../harness/run.ts';
import { toggled } from '../model/matching.ts';
import { usePlace } from './context.ts';
import { VERDICTS } from './verdict.tsx';

const ORDER: readonly RequirementVerdict[] = ['fail', 'warn', 'inconclusive', 'not-exercised', 'pass'];
const SHORTCUTS: Readonly<Partial<Record<CaseVerdict, string>>> = { fail: 'f', warn: 'w', pass: 'p' };

/** How many requirements came to what; each number is a filter. */
export const Counts = () => {
  const { report, state, filterBy } = usePlace();
  const { summary } = report.run;
  const { filter } = state;
  const shown = ORDER.filter(
    (verdict) => summary.requirements[verdict] > 0 || verdict === 'fail' || verdict === 'pass',
  );
  return (
    <section class="counts" aria-label="Filter by verdict">
      {shown.map((verdict) => {
        const shortcut = SHORTCUTS[verdict];
        const count = summary.requirements[verdict];
        return (
          <button
            key={verdict}
            type="button"
            class={`count ${verdict}${count === 0 ? ' none' : ''}`}
            aria-pressed={filter.verdicts.includes(verdict)}
            {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut, title: `Key ${shortcut}` })}
            onClick={() => filterBy((now) => toggled(now, verdict))}
          >
            <b>{count}</b> <span>{VERDICTS[verdict].counted}</span>
          </button>
        );
      })}
      {filter.verdicts.length === 0 && filter.query === '' ? null : (
        <button type="button" class="text-button" onClick={() => filterBy(() => ({ query: '', verdicts: [] }))}>
          Show everything
        </button>
      )}
    </section>
  );
};
