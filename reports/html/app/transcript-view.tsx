import type { Finding } from '../../../harness/run.ts';
import { CallView } from './call/call-view.tsx';
import { ExchangesView } from './exchanges-view.tsx';
import { NamesView } from './names-view.tsx';
import { TranscriptState } from './transcript-state.tsx';
import { useTranscript } from './use-transcript.ts';

export interface TranscriptViewProps {
  readonly caseId: string;
  /** The finding that the reader came for. */
  readonly finding?: Finding;
}

/** Everything that a case left behind. */
export const TranscriptView = ({ caseId, finding }: TranscriptViewProps) => {
  const opening = useTranscript(caseId);
  if (opening.kind !== 'open') return <TranscriptState opening={opening} caseId={caseId} />;
  const { stored } = opening;
  switch (stored.kind) {
    case 'exchanges':
      return (
        <ExchangesView transcript={stored.transcript} caseId={caseId} {...(finding === undefined ? {} : { finding })} />
      );
    case 'calls':
      return (
        <CallView transcript={stored.transcript} caseId={caseId} {...(finding === undefined ? {} : { finding })} />
      );
    case 'probes':
      return (
        <NamesView transcript={stored.transcript} caseId={caseId} {...(finding === undefined ? {} : { finding })} />
      );
  }
};
