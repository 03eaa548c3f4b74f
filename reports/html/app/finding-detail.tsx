import type { Finding } from '../../../harness/run.ts';
import { commandLine, neededVariables, repetition, storedTrace } from '../../command.ts';
import { writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { CopyLine } from './copy-line.tsx';
import { ExpectedObserved } from './expected-observed.tsx';
import { WhyKnown } from './known-list.tsx';
import { Shown } from './shown.tsx';
import { Letter } from './verdict.tsx';
import { WireExcerpt } from './wire-excerpt.tsx';

interface Props {
  readonly finding: Finding;
  /** Only what was expected and observed, until the reader opens it. */
  readonly isFolded?: boolean;
  /** What the page says already, and need not be said again. */
  readonly shownOn?: 'case' | 'finding';
}

/** A finding with its evidence, and how to see it again. */
export const FindingDetail = ({ finding, isFolded = false, shownOn }: Props) => {
  const { report, state } = usePlace();
  const { run } = report;
  const id = report.idOfFinding.get(finding) ?? '';
  const again = commandLine(repetition(run, finding.case));
  const stored = storedTrace(run, finding.case, report.folder);
  const needed = neededVariables([again, commandLine(stored ?? [])]);
  const question = report.readingById.get(finding.reading ?? '')?.question;
  return (
    <div class="finding">
      {shownOn === 'finding' ? null : (
        <header>
          <Letter verdict={finding.verdict} />
          <h3>
            <a href={writeHash({ page: { kind: 'finding', id }, filter: state.filter })}>
              <Shown text={finding.message} longest={300} />
            </a>
          </h3>
          {shownOn === 'case' ? (
            <span class="quiet">
              <Shown text={finding.requirement} />
            </span>
          ) : null}
        </header>
      )}
      <p class="quiet">
        {shownOn === 'case' ? null : (
          <>
            in{' '}
            <a href={writeHash({ page: { kind: 'case', id: finding.case }, filter: state.filter })}>
              <Shown text={finding.case} longest={120} />
            </a>
            {finding.at === undefined && finding.count === undefined ? '' : ', '}
          </>
        )}
        {[
          ...(finding.at === undefined ? [] : [`${finding.at.ms.toFixed(1)} ms after it began`]),
          ...(finding.count === undefined ? [] : [`${finding.count} times in all`]),
        ].join(', ')}
      </p>
      <WhyKnown known={finding.known} />
      <ExpectedObserved finding={finding} />
      {finding.reading === undefined ? null : (
        <p class="notice">
          A violation under one reading only: <Shown text={finding.reading} />
          {question === undefined ? '' : `: ${question}`}
        </p>
      )}
      <details class="fold plain" open={!isFolded}>
        <summary>Evidence</summary>
        {shownOn === 'case' ? null : <WireExcerpt finding={finding} />}
        <p class="label">
          Repeat the case{needed.length === 0 ? '' : `, with ${needed.join(' and ')} in the environment`}
        </p>
        <CopyLine text={again} what="Copy the command that repeats the case" />
        {stored === undefined ? null : (
          <>
            <p class="label">Send its stored requests again</p>
            <CopyLine text={commandLine(stored)} what="Copy the command that sends the requests again" />
          </>
        )}
      </details>
    </div>
  );
};
