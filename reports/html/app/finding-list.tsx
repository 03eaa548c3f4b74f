import { type FindingGroup, findingGroups } from '../../finding-groups.ts';
import { unlistedFindings } from '../../outcome.ts';
import { writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { ExpectedObserved } from './expected-observed.tsx';
import { Prose } from './prose.tsx';
import { Shown } from './shown.tsx';
import { counted } from './units.ts';
import { Letter } from './verdict.tsx';

/** What was found, by requirement, failing first. */
export const FindingList = ({ shown }: { readonly shown: ReadonlySet<string> }) => {
  const { report } = usePlace();
  const groups = findingGroups(unlistedFindings(report.run)).filter(({ requirement }) => shown.has(requirement.id));
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">Findings</h2>
      {groups.map(({ requirement, shown: told, hidden }) => (
        <RequirementFindings key={requirement.id} id={requirement.id} groups={[...told, ...hidden]} />
      ))}
    </section>
  );
};

const MOST = 2;

const RequirementFindings = ({ id, groups }: { readonly id: string; readonly groups: readonly FindingGroup[] }) => {
  const { report, state } = usePlace();
  // Findings with the same message differ in what was asked for: one of them shows what is meant.
  const examples = groups.filter(
    ({ example }, index) => groups.findIndex((each) => each.example.message === example.message) === index,
  );
  const known = report.catalogueById.get(id);
  const verdict = report.requirementById.get(id)?.verdict ?? 'fail';
  const href = writeHash({ page: { kind: 'requirement', id }, filter: state.filter });
  return (
    <article class={`card ${verdict}`}>
      <header>
        <Letter verdict={verdict} />
        <h3>
          <a href={href}>
            <Shown text={id} />
          </a>
        </h3>
        {known === undefined ? null : (
          <span class="quiet">
            {known.level}, {known.basis}
          </span>
        )}
      </header>
      {known === undefined ? null : (
        <p class="statement">
          <Prose text={known.statement} />
        </p>
      )}
      {examples.slice(0, MOST).map((group) => (
        <GroupExample key={report.idOfFinding.get(group.example)} group={group} />
      ))}
      {groups.length > Math.min(examples.length, MOST) ? (
        <p class="more">
          <a href={href}>All {counted(groups.length, 'kind')} of this finding</a>
        </p>
      ) : null}
    </article>
  );
};

/** One finding for all that say the same. */
const GroupExample = ({ group }: { readonly group: FindingGroup }) => {
  const { report, state } = usePlace();
  const { example, cases, violations } = group;
  const id = report.idOfFinding.get(example) ?? '';
  return (
    <div class="finding">
      <p class="finding-message">
        <a href={writeHash({ page: { kind: 'finding', id }, filter: state.filter })}>
          <Shown text={example.message} longest={300} />
        </a>{' '}
        <span class="quiet">
          {cases.length === 1
            ? violations > 1
              ? `${violations} times, in `
              : 'in '
            : `in ${cases.length} cases, first in `}
          <code>
            <Shown text={example.case} longest={120} />
          </code>
        </span>
      </p>
      <ExpectedObserved finding={example} longest={400} />
    </div>
  );
};
