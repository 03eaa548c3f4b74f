// run.har: the exchanges of a run as HTTP Archive 1.2, for whatever reads HAR. Bodies and headers are as they were
// recorded, so without secrets.
import type {
  ExchangeEvent,
  ExchangeTranscript,
  Header,
  RecordedBody,
  RecordedResponse,
} from '../harness/http/exchange.ts';
import type { ProbeEvent, ProbeTranscript } from '../harness/roles/file-client/probe.ts';
import type { CaseResult, RunDocument } from '../harness/run.ts';

const HAR_VERSION = '1.2';
const HTTP_VERSION = 'HTTP/1.1';
/** What HAR writes for a number that is not known. */
const UNKNOWN = -1;
/** And for a type that is not known. */
const UNKNOWN_TYPE = 'x-unknown';

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

const moment = (startedAt: string, ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();

const namedValues = (headers: readonly Header[]): readonly object[] =>
  headers.map(([name, value]) => ({ name, value }));

const headerValue = (headers: readonly Header[], wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

const queryOf = (target: string): readonly object[] => {
  const query = /\?([^#]*)/.exec(target)?.[1] ?? '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
};

const remarks = (texts: readonly (string | undefined)[]): { readonly comment?: string } => {
  const comment = texts.filter((text) => text !== undefined).join('; ');
  return comment === '' ? {} : { comment };
};

const cutRemark = (body: RecordedBody): string | undefined =>
  body.truncated === true ? `only the beginning of ${body.bytes} bytes was kept` : undefined;

/** A body that was sent. HAR has no word for an encoding here, so it goes into one of our own and the comment. */
const postDataOf = (body: RecordedBody, headers: readonly Header[]): object => ({
  mimeType: headerValue(headers, 'content-type') ?? UNKNOWN_TYPE,
  text: body.text ?? body.base64 ?? '',
  ...(body.text === undefined ? { _encoding: 'base64' } : {}),
  ...remarks([body.text === undefined ? 'the text is base64' : undefined, cutRemark(body)]),
});

const contentOf = (body: RecordedBody | undefined, headers: readonly Header[]): object => {
  const mimeType = headerValue(headers, 'content-type') ?? UNKNOWN_TYPE;
  if (body === undefined) return { size: 0, mimeType };
  return {
    size: body.bytes,
    mimeType,
    ...(body.text === undefined ? { text: body.base64 ?? '', encoding: 'base64' } : { text: body.text }),
    ...remarks([cutRemark(body)]),
  };
};

/** Where no head of a response came, what browsers write for a request that failed: the status 0. */
const responseOf = (response: RecordedResponse | undefined, failure: Exchanged['failure']): object => ({
  status: response?.status ?? 0,
  statusText: response?.reason ?? '',
  httpVersion: response === undefined ? '' : HTTP_VERSION,
  cookies: [],
  headers: namedValues(response?.headers ?? []),
  content: contentOf(response?.body, response?.headers ?? []),
  redirectURL: response === undefined ? '' : (headerValue(response.headers, 'location') ?? ''),
  headersSize: UNKNOWN,
  bodySize: response === undefined ? UNKNOWN : (response.body?.bytes ?? 0),
  ...(failure === undefined ? {} : { _error: `${failure.kind}: ${failure.message}` }),
});

/** What a run exchanged over HTTP, as any suite records it. */
export type HarTranscript = ExchangeTranscript | ProbeTranscript;

/** As much of an event as an entry is made of. */
interface Exchanged
  extends Pick<ExchangeEvent, 'ms' | 'durationMs' | 'firstByteMs' | 'request'>,
    Partial<Pick<ExchangeEvent, 'response'>> {
  readonly failure?: { readonly kind: string; readonly message: string };
  readonly remarks: readonly (string | undefined)[];
}

interface Recorded {
  readonly case: string;
  readonly startedAt: string;
  readonly url: string;
  readonly exchanges: readonly Exchanged[];
}

const isOfNames = (transcript: HarTranscript): transcript is ProbeTranscript => 'binding' in transcript.header;

const recordedIn = (transcript: HarTranscript): Recorded => {
  if (!isOfNames(transcript)) {
    const { header, events } = transcript;
    const exchanges = events.flatMap((event) =>
      event.kind === 'exchange' ? [{ ...event, remarks: operationText(event) }] : [],
    );
    return { ...header, exchanges };
  }
  const { header, events } = transcript;
  const exchanges = events.flatMap((event): readonly Exchanged[] =>
    event.kind === 'probe' && event.request !== undefined
      ? [{ ...event, request: event.request, remarks: probeText(event) }]
      : [],
  );
  return { ...header, url: header.target, exchanges };
};

const probeText = ({ do: did, purpose, name, what }: ProbeEvent): readonly (string | undefined)[] => [
  purpose === 'clean-up' ? purpose : undefined,
  name === undefined ? did : `${did} ${JSON.stringify(name)}`,
  what,
];

const operationText = ({ operation, purpose, waits }: ExchangeEvent): readonly (string | undefined)[] => [
  purpose === 'clean-up' ? 'clean-up' : undefined,
  operation.service === undefined ? operation.do : `${operation.do} ${operation.service}`,
  operation.as === 'first' ? undefined : `as ${operation.as}`,
  waits === undefined || waits === 0 ? undefined : `asked ${waits} times to come back later`,
];

const entryOf = (event: Exchanged, recorded: Recorded): object => {
  const { request, durationMs, firstByteMs = durationMs } = event;
  return {
    pageref: recorded.case,
    startedDateTime: moment(recorded.startedAt, event.ms),
    time: rounded(durationMs),
    request: {
      method: request.method,
      url: `${new URL(recorded.url).origin}${request.target}`,
      httpVersion: HTTP_VERSION,
      cookies: [],
      headers: namedValues(request.headers),
      queryString: queryOf(request.target),
      ...(request.body === undefined ? {} : { postData: postDataOf(request.body, request.headers) }),
      headersSize: UNKNOWN,
      bodySize: request.body?.bytes ?? 0,
    },
    response: responseOf(event.response, event.failure),
    cache: {},
    // The time to send is within that to wait: the first octet of the answer is the first that is seen.
    timings: { send: 0, wait: rounded(firstByteMs), receive: rounded(durationMs - firstByteMs) },
    ...remarks(event.remarks),
  };
};

const pageOf = ({ id, title, startedAt }: CaseResult, run: RunDocument): object => ({
  startedDateTime: startedAt ?? run.startedAt,
  id,
  title: `${id}: ${title}`,
  pageTimings: {},
});

/** JSON of items as the members of a list, a piece at a time. */
async function* members(items: AsyncIterable<object> | Iterable<object>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
}

async function* entriesOf(transcripts: AsyncIterable<HarTranscript>): AsyncGenerator<object> {
  for await (const transcript of transcripts) {
    const recorded = recordedIn(transcript);
    for (const exchange of recorded.exchanges) yield entryOf(exchange, recorded);
  }
}

/**
 * The text of run.har, a piece at a time, so that one transcript at a time is in memory: a page for each case that was
 * driven, an entry for each exchange, clean-up included. What failed without an answer has the status 0 and its reason
 * as `_error`.
 */
export async function* renderHar(run: RunDocument, transcripts: AsyncIterable<HarTranscript>): AsyncGenerator<string> {
  const { name, version } = run.tool;
  const pages = run.cases.filter(({ transcript }) => transcript !== undefined).map((each) => pageOf(each, run));
  yield `{"log": {"version": ${JSON.stringify(HAR_VERSION)}, "creator": ${JSON.stringify({ name, version })}, "pages": [`;
  yield* members(pages);
  yield '\n], "entries": [';
  yield* members(entriesOf(transcripts));
  yield `\n], "comment": ${JSON.stringify(run.command)}}}\n`;
}
