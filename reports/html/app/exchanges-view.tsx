import type { ExchangeTranscript } from '../../../harness/http/exchange.ts';
import type { Finding } from '../../../harness/run.ts';

export interface ExchangesViewProps {
  readonly transcript: ExchangeTranscript;
  readonly caseId: string;
  readonly finding?: Finding;
}

export const ExchangesView = ({ transcript }: ExchangesViewProps) => <p>{transcript.events.length} exchanges</p>;
