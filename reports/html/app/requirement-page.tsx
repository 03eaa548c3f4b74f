import type { ComponentChildren } from 'preact';
import { findingGroups } from '../../finding-groups.ts';
import { listedFindings, unlistedFindings } from '../../outcome.ts';
import { writeHash } from '../model/hash-state.ts';
import { CaseRows } from './case-list.tsx';
import { usePlace } from './context.ts';
import { FindingDetail } from './finding-detail.tsx';
import { Prose } from './prose.tsx';
import { named, Shown } from './shown.tsx';
import { counted } from './units.ts';
import { Letter, VERDICTS } from './verdict.tsx';
import { WhyIdle } from './why-idle.tsx';

const START = { page: { kind: 'summary' }, filter: { query: '', verdicts: [] } } as const;

const LEVELS = { must: 'must: a violation fails', should: 'should: a violation warns' } as const;
const BASES = {
  published: 'published: the documents say so',
  derived: 'derived: it follows from the documents, or from an RFC',
  assumed: 'assumed: the documents leave it open',
} as const;

/** All that is known of a requirement in this run. */
export const RequirementPage = ({ id }: { readonly id: string }) => {
  const { report } = usePlace();
  const result = report.requirementById.get(id);
  const known = report.catalogueById.get(id);
  if (result === undefined) return <Unknown what="requirement" id={id} />;
  // Apart, so that what is new never stands for what is known, or the other way round.
  const all = [unlistedFindings(report.run), listedFindings(report.run)]
    .flatMap(findingGroups)
    .filter(({ requirement }) => requirement.id === id)
    .flatMap(({ shown, hidden }) => [...shown, ...hidden]);
  const { exercisedIn } = result;
  const named = new Set(exercisedIn?.first);
  const cases = report.run.cases.filter((each) =>
    exercisedIn === undefined ? each.verdict !== 'skipped' && each.requirements.includes(id) : named.has(each.id),
  );
  const count = exercisedIn?.cases ?? cases.length;
  return (
    <>
      <p class="kind">
        <Letter verdict={result.verdict} large /> {VERDICTS[result.verdict].word}
        <Neighbours id={id} />
      </p>
      <h1 tabIndex={-1}>
        <Shown text={id} />
      </h1>
      {known === undefined ? (
        <p class="quiet">This version’s catalogue has no such requirement.</p>
      ) : (
        <>
          <p class="lead">
            <Prose text={known.statement} />
          </p>
          <dl class="fields">
            <Field name="Source">
              {known.source.document}, <i>{known.source.section}</i>
            </Field>
            <Field name="Level">{LEVELS[result.level]}</Field>
            <Field name="Basis">{BASES[result.basis]}</Field>
            <Field name="Exercised">
              {result.exercised === 0 ? (
                <>
                  never: <WhyIdle id={id} />
                </>
              ) : (
                counted(result.exercised, 'time')
              )}
            </Field>
            <Field name="What to change">
              <Prose text={known.remedy} />
            </Field>
          </dl>
          {known.readings.map((each) => (
            <ReadingBox key={each} id={each} />
          ))}
        </>
      )}
      {all.length === 0 ? null : (
        <section aria-labelledby="findings-title">
          <h2 id="findings-title">Findings</h2>
          {all.map((group) => (
            <article class={`card ${group.verdict}`} key={report.idOfFinding.get(group.example)}>
              <FindingDetail finding={group.example} isFolded={group !== all[0]} />
              <OtherCases example={group.example.case} ids={group.cases} requirement={id} />
            </article>
          ))}
        </section>
      )}
      {cases.length === 0 ? null : (
        <section aria-labelledby="cases-title">
          <h2 id="cases-title">
            {exercisedIn === undefined ? 'Cases made for it' : 'Cases that exercised it'}{' '}
            <span class="quiet">{count}</span>
          </h2>
          <CaseRows cases={cases} />
          {count <= cases.length ? null : <p class="quiet">and {counted(count - cases.length, 'more case')}</p>}
        </section>
      )}
    </>
  );
};

const Field = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

export const Unknown = ({ what, id }: { readonly what: string; readonly id: string }) => (
  <>
    <h1 tabIndex={-1}>No such {what}</h1>
    <p>
      This run has no {what} <Shown text={id} />.
    </p>
    <p>
      <a href={writeHash(START)}>Back to the summary</a>
    </p>
  </>
);

const ReadingBox = ({ id }: { readonly id: string }) => {
  const reading = usePlace().report.readingById.get(id);
  if (reading === undefined) return null;
  return (
    <details class="fold">
      <summary>
        Reading {reading.id}: {reading.question}
      </summary>
      <ol>
        {reading.readings.map((text) => (
          <li key={text}>
            <Prose text={text} />
          </li>
        ))}
      </ol>
      <p>
        <Prose text={reading.harness} />
      </p>
    </details>
  );
};

/** The cases in which the same was found, as links to those findings. */
const OtherCases = (props: {
  readonly example: string;
  readonly ids: readonly string[];
  readonly requirement: string;
}) => {
  const { state } = usePlace();
  const others = props.ids.filter((each) => each !== props.example);
  if (others.length === 0) return null;
  return (
    <details class="fold">
      <summary>The same in {counted(others.length, 'more case')}</summary>
      <ul class="columns">
        {others.map((each) => (
          <li key={each}>
            <a
              href={writeHash({ page: { kind: 'finding', id: `${props.requirement}@${each}` }, filter: state.filter })}
            >
              <Shown text={each} longest={120} />
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Neighbours = ({ id }: { readonly id: string }) => {
  const { report, state } = usePlace();
  const ids = report.run.requirements.map((each) => each.id);
  const at = ids.indexOf(id);
  const link = (to: string | undefined, text: string, label: string) =>
    to === undefined ? null : (
      <a
        aria-label={`${label}: ${named(to)}`}
        href={writeHash({ page: { kind: 'requirement', id: to }, filter: state.filter })}
      >
        {text}
      </a>
    );
  return (
    <span class="neighbours">
      {link(ids[at - 1], '←', 'Requirement before')} {link(ids[at + 1], '→', 'Next requirement')}
    </span>
  );
};
