import type { ExchangeEvent, ExchangeTranscript } from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { curlOf } from './curl.ts';
import type { Evidence } from './evidence.ts';
import { exchangeExcerpt, leadingUpTo } from './exchange-excerpt.ts';
import { printable } from './printable.ts';

/** Requests told whole where a case has no more; of a longer one those that matter. */
const FEW_REQUESTS = 6;

type Sent = Pick<ExchangeEvent, 'operation' | 'request'>;

/** Requests that delete what others may have made and not deleted, so that whoever repeats them leaves nothing behind. */
const deletions = (sent: readonly Sent[]): readonly Sent[] => {
  const made = new Map<string, Sent>();
  for (const { operation, request } of sent) {
    const isOurs = operation.service !== undefined && (operation.as === 'first' || operation.as === 'second');
    const key = `${operation.as} ${request.target}`;
    if (isOurs && request.method === 'DELETE') made.delete(key);
    if (!isOurs || request.method !== 'PUT') continue;
    made.set(key, {
      operation: { ...operation, do: 'delete' },
      request: { method: 'DELETE', target: request.target, headers: [] },
    });
  }
  return [...made.values()];
};

/** What a transcript of exchanges shows of a finding: the lines around it, and the requests that lead to it. */
export const exchangeEvidence = (transcript: ExchangeTranscript, finding: Finding, isWhole = false): Evidence => {
  const sent = leadingUpTo(transcript, finding.at?.event, FEW_REQUESTS);
  const cleaning = deletions(sent);
  return {
    ...exchangeExcerpt(transcript, finding, isWhole),
    commands: [...sent, ...cleaning].map((each) => printable(curlOf(each, transcript.header.url))),
    ...(cleaning.length === 0 ? {} : { cleaning: cleaning.length }),
  };
};
