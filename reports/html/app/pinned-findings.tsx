import type { Finding } from '../../../harness/run.ts';
import { ExpectedObserved } from './expected-observed.tsx';
import { Shown } from './shown.tsx';
import { Letter } from './verdict.tsx';

/** Findings where they happened. */
export const PinnedFindings = ({ findings }: { readonly findings: readonly Finding[] }) => (
  <>
    {findings.map((each, place) => (
      <div key={place} class={`pinned ${each.verdict}`}>
        <p>
          <Letter verdict={each.verdict} />{' '}
          <b>
            <Shown text={each.message} longest={300} />
          </b>{' '}
          <span class="quiet">
            <Shown text={each.requirement} />
          </span>
        </p>
        <ExpectedObserved finding={each} longest={1500} />
      </div>
    ))}
  </>
);
