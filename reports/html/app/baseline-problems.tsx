import { usePlace } from './context.ts';
import { Shown } from './shown.tsx';
import { Letter } from './verdict.tsx';

/** Entries of the baseline that do not fit the run, each with the line to change. */
export const BaselineProblems = () => {
  const { baseline } = usePlace().report.run;
  if (baseline === undefined || baseline.problems.length === 0) return null;
  return (
    <section aria-labelledby="baseline-title">
      <h2 id="baseline-title">Out of date in the baseline</h2>
      <ul class="rows">
        {baseline.problems.map(({ requirement, case: caseId, message, change }) => (
          <li key={change}>
            <Letter verdict="fail" />
            <div>
              <Shown text={`${requirement} in ${caseId}: ${message}`} longest={600} />
              <p class="quiet">
                <Shown text={change} longest={600} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
