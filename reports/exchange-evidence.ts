import type { ExchangeTranscript } from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { curlOf } from './curl.ts';
import type { Evidence } from './evidence.ts';
import { exchangeExcerpt, leadingUpTo } from './exchange-excerpt.ts';
import { printable } from './printable.ts';

/** Requests told whole where a case has no more; of a longer one those that matter. */
const FEW_REQUESTS = 6;

/** What a transcript of exchanges shows of a finding: the lines around it, and the requests that lead to it. */
export const exchangeEvidence = (transcript: ExchangeTranscript, finding: Finding): Evidence => ({
  lines: exchangeExcerpt(transcript, finding),
  commands: leadingUpTo(transcript, finding.at?.event, FEW_REQUESTS).map((each) =>
    printable(curlOf(each, transcript.header.url)),
  ),
});
