import { useEffect, useState } from 'preact/hooks';
import type { StoredTranscript } from '../model/transcript-lines.ts';
import { usePlace } from './context.ts';

export type Opening =
  | { readonly kind: 'absent' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'damaged'; readonly problem: string }
  | { readonly kind: 'open'; readonly stored: StoredTranscript };

/** The transcript of a case, opened when it is first asked for. */
export const useTranscript = (caseId: string): Opening => {
  const { report } = usePlace();
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });
  useEffect(() => {
    let isWanted = true;
    const tell = (next: Opening): void => {
      if (isWanted) setOpening(next);
    };
    const transcript = report.transcriptOf(caseId);
    if (transcript === undefined) tell({ kind: 'absent' });
    else {
      tell({ kind: 'opening' });
      transcript.then(
        (stored) => tell({ kind: 'open', stored }),
        (error: unknown) => tell({ kind: 'damaged', problem: error instanceof Error ? error.message : String(error) }),
      );
    }
    return () => {
      isWanted = false;
    };
  }, [report, caseId]);
  return opening;
};
