import type { Finding } from '../../../harness/run.ts';
import { findingGroups } from '../../finding-groups.ts';
import { listedFindings } from '../../outcome.ts';
import { writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { Shown } from './shown.tsx';
import { counted } from './units.ts';
import { Letter } from './verdict.tsx';

/** Why a finding is no reason for the gate to fail; nothing where it is one. */
export const WhyKnown = ({ known }: { readonly known: Finding['known'] }) => {
  if (known === undefined) return null;
  return (
    <p class="notice">
      Known, and put up with{known.expires === undefined ? '' : ` until ${known.expires}`}:{' '}
      <Shown text={known.reason} longest={600} />
      {known.issue === undefined ? null : (
        <>
          {' '}
          (<Shown text={known.issue} longest={300} />)
        </>
      )}
    </p>
  );
};

/** What the baseline lists, folded: it is there, and it is not news. */
export const KnownList = ({ shown }: { readonly shown: ReadonlySet<string> }) => {
  const { report, state } = usePlace();
  const groups = findingGroups(listedFindings(report.run))
    .filter(({ requirement }) => shown.has(requirement.id))
    .flatMap((each) => [...each.shown, ...each.hidden]);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="known-title">
      <h2 id="known-title">Known</h2>
      <details class="fold">
        <summary>
          {counted(groups.length, 'kind')} of finding that the baseline <Shown text={report.run.baseline?.file ?? ''} />{' '}
          lists
        </summary>
        <ul class="rows">
          {groups.map(({ example, requirement, cases }) => {
            const id = report.idOfFinding.get(example) ?? '';
            return (
              <li key={id}>
                <Letter verdict={example.verdict} />
                <div>
                  <a href={writeHash({ page: { kind: 'finding', id }, filter: state.filter })}>
                    <Shown text={`${requirement.id}: ${example.message}`} longest={300} />
                  </a>{' '}
                  <span class="quiet">
                    {cases.length === 1 ? 'in ' : `in ${cases.length} cases, first in `}
                    <Shown text={example.case} longest={120} />
                  </span>
                  <WhyKnown known={example.known} />
                </div>
              </li>
            );
          })}
        </ul>
      </details>
    </section>
  );
};
