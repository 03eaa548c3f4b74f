import { useState } from 'preact/hooks';
import type { CaseResult, CaseVerdict } from '../../../harness/run.ts';
import { caseKind } from '../../finding-groups.ts';
import { writeHash } from '../model/hash-state.ts';
import { matching } from '../model/matching.ts';
import { usePlace } from './context.ts';
import { caseTexts } from './search-texts.ts';
import { Shown } from './shown.tsx';
import { counted, durationText } from './units.ts';
import { Letter } from './verdict.tsx';

const MOST_ROWS = 300;

const WORST: readonly CaseVerdict[] = ['fail', 'warn', 'inconclusive', 'not-exercised', 'pass', 'skipped'];

interface Kind {
  readonly name: string;
  readonly cases: readonly CaseResult[];
}

const kindsOf = (cases: readonly CaseResult[]): readonly Kind[] => {
  const kinds = new Map<string, CaseResult[]>();
  for (const each of cases) {
    const name = caseKind(each.id);
    const known = kinds.get(name);
    if (known === undefined) kinds.set(name, [each]);
    else known.push(each);
  }
  return [...kinds].map(([name, own]) => ({ name, cases: own }));
};

const worstOf = (cases: readonly CaseResult[]): CaseVerdict =>
  WORST.find((verdict) => cases.some((each) => each.verdict === verdict)) ?? 'skipped';

/** The cases by kind. What was skipped is counted, and listed where somebody asks for it. */
export const CaseList = () => {
  const { report, state } = usePlace();
  const { filter } = state;
  const matches = matching(filter);
  const isFiltered = filter.query !== '' || filter.verdicts.length > 0;
  const found = report.run.cases.filter((each) => matches(each.verdict, caseTexts(each)));
  const listed = isFiltered ? found : found.filter(({ verdict }) => verdict !== 'skipped');
  const skipped = report.run.summary.cases.skipped;
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title">
        Cases <span class="quiet">{listed.length.toLocaleString('en')}</span>
      </h2>
      {listed.length === 0 ? <p class="quiet">No case {isFiltered ? 'matches' : 'was run'}.</p> : null}
      {kindsOf(listed).map((kind) => (
        <KindOfCases key={kind.name} kind={kind} startsOpen={isFiltered && listed.length <= MOST_ROWS} />
      ))}
      {skipped > 0 && !isFiltered ? <SkippedCases count={skipped} /> : null}
    </section>
  );
};

const KindOfCases = ({ kind, startsOpen }: { readonly kind: Kind; readonly startsOpen: boolean }) => {
  const [opened, setOpened] = useState(startsOpen);
  const isOpen = opened || startsOpen;
  const bad = kind.cases.filter(({ findings }) => findings.length > 0).length;
  return (
    <details class="fold" open={isOpen} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>
        <Letter verdict={worstOf(kind.cases)} /> <Shown text={kind.name} />{' '}
        <span class="quiet">
          {counted(kind.cases.length, 'case')}
          {bad === 0 ? '' : `, ${bad} with findings`}
        </span>
      </summary>
      {isOpen ? <CaseRows cases={kind.cases} /> : null}
    </details>
  );
};

/** Cases as rows, the first few hundred of many. */
export const CaseRows = ({ cases }: { readonly cases: readonly CaseResult[] }) => {
  const { state } = usePlace();
  const [most, setMost] = useState(MOST_ROWS);
  return (
    <>
      <ul class="rows">
        {cases.slice(0, most).map((each) => (
          <li key={each.id}>
            <Letter verdict={each.verdict} />
            <div>
              <a href={writeHash({ page: { kind: 'case', id: each.id }, filter: state.filter })}>
                <Shown text={each.id} longest={200} />
              </a>
              <p class="quiet">
                <Shown text={each.reason === undefined ? each.title : `${each.title}: ${each.reason}`} longest={300} />
              </p>
            </div>
            <span class="quiet">{each.verdict === 'skipped' ? '' : durationText(each.durationMs)}</span>
          </li>
        ))}
      </ul>
      {cases.length > most ? (
        <button type="button" class="text-button" onClick={() => setMost(most + 1000)}>
          and {counted(cases.length - most, 'more case')}
        </button>
      ) : null}
    </>
  );
};

const SkippedCases = ({ count }: { readonly count: number }) => {
  const { filterBy } = usePlace();
  return (
    <p class="quiet">
      {counted(count, 'case')} skipped.{' '}
      <button type="button" class="text-button" onClick={() => filterBy((now) => ({ ...now, verdicts: ['skipped'] }))}>
        Show them
      </button>
    </p>
  );
};
