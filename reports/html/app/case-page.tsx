import { commandLine, repetition } from '../../command.ts';
import { type Page, writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { CopyLine } from './copy-line.tsx';
import { FindingDetail } from './finding-detail.tsx';
import { Unknown } from './requirement-page.tsx';
import { Shown } from './shown.tsx';
import { TranscriptView } from './transcript-view.tsx';
import { counted, durationText } from './units.ts';
import { Letter, VERDICTS } from './verdict.tsx';

/** A case: what it is for, what was found in it, and everything that crossed the wire. */
export const CasePage = ({ page }: { readonly page: Extract<Page, { kind: 'case' }> }) => {
  const { report, state } = usePlace();
  const found = report.caseById.get(page.id);
  if (found === undefined) return <Unknown what="case" id={page.id} />;
  return (
    <>
      <p class="kind">
        <Letter verdict={found.verdict} large /> {VERDICTS[found.verdict].word}
        {found.verdict === 'skipped' ? '' : `, took ${durationText(found.durationMs)}`}
      </p>
      <h1 tabIndex={-1}>
        <Shown text={found.id} />
      </h1>
      <p class="lead">
        <Shown text={found.title} />
      </p>
      {found.reason === undefined ? null : (
        <p class="notice">
          <Shown text={found.reason} />
        </p>
      )}
      {found.findings.length === 0 ? null : (
        <section aria-labelledby="findings-title">
          <h2 id="findings-title">Findings</h2>
          {found.findings.map((finding) => (
            <article class={`card ${finding.verdict}`} key={report.idOfFinding.get(finding)}>
              <FindingDetail finding={finding} isFolded shownOn="case" />
            </article>
          ))}
        </section>
      )}
      {found.transcript === undefined ? null : (
        <section aria-labelledby="wire-title">
          <h2 id="wire-title">On the wire</h2>
          <TranscriptView caseId={found.id} />
        </section>
      )}
      <section aria-labelledby="about-title">
        <h2 id="about-title">About the case</h2>
        <p class="label">Repeat it</p>
        <CopyLine text={commandLine(repetition(report.run, found.id))} what="Copy the command that repeats the case" />
        <details class="fold">
          <summary>Made for {counted(found.requirements.length, 'requirement')}</summary>
          <ul class="rows">
            {found.requirements.map((id) => (
              <li key={id}>
                <Letter verdict={report.requirementById.get(id)?.verdict ?? 'not-exercised'} />
                <a href={writeHash({ page: { kind: 'requirement', id }, filter: state.filter })}>
                  <Shown text={id} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      </section>
    </>
  );
};
