import { type Page, writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { FindingDetail } from './finding-detail.tsx';
import { Prose } from './prose.tsx';
import { Unknown } from './requirement-page.tsx';
import { Shown } from './shown.tsx';
import { TranscriptView } from './transcript-view.tsx';
import { Letter } from './verdict.tsx';

/** One finding and the transcript that it was made in. */
export const FindingPage = ({ page }: { readonly page: Extract<Page, { kind: 'finding' }> }) => {
  const { report, state } = usePlace();
  const finding = report.findingById.get(page.id);
  if (finding === undefined) return <Unknown what="finding" id={page.id} />;
  const known = report.catalogueById.get(finding.requirement);
  return (
    <>
      <p class="kind">
        <Letter verdict={finding.verdict} large />{' '}
        <a href={writeHash({ page: { kind: 'requirement', id: finding.requirement }, filter: state.filter })}>
          <Shown text={finding.requirement} />
        </a>
      </p>
      <h1 tabIndex={-1}>
        <Shown text={finding.message} longest={300} />
      </h1>
      {known === undefined ? null : (
        <p class="lead">
          <Prose text={known.statement} />
        </p>
      )}
      <article class={`card ${finding.verdict}`}>
        <FindingDetail finding={finding} shownOn="finding" />
      </article>
      {known === undefined ? null : (
        <p class="remedy">
          <b>What to change.</b> <Prose text={known.remedy} />
        </p>
      )}
      <section aria-labelledby="wire-title">
        <h2 id="wire-title">The whole case</h2>
        <TranscriptView caseId={finding.case} finding={finding} />
      </section>
    </>
  );
};
