import { usePlace } from './context.ts';
import { Shown } from './shown.tsx';
import type { Opening } from './use-transcript.ts';

/** Why no transcript is to be seen, or not yet. */
export const TranscriptState = ({ opening, caseId }: { readonly opening: Opening; readonly caseId: string }) => {
  const { report } = usePlace();
  if (opening.kind === 'opening') {
    return (
      <p class="quiet" aria-busy="true">
        Opening the transcript…
      </p>
    );
  }
  if (opening.kind === 'damaged') {
    return (
      <p class="notice">
        The transcript cannot be opened: <Shown text={opening.problem} />
      </p>
    );
  }
  const path = report.caseById.get(caseId)?.transcript;
  if (path === undefined) return <p class="quiet">Nothing was recorded for it.</p>;
  return (
    <p class="quiet">
      Its transcript was left out to keep this file small; beside run.json it is{' '}
      <code>
        <Shown text={path} />
      </code>
      .
    </p>
  );
};
