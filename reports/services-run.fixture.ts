// A small run of the services suite, made by hand: a merge that forgets, and a list that lags.
import type {
  ExchangeEvent,
  ExchangeTranscript,
  Operation,
  RecordedBody,
  RecordedResponse,
} from '../harness/http/exchange.ts';
import type { Finding, RunDocument } from '../harness/run.ts';
import type { Requirement } from '../specification/types.ts';
import type { RequirementLookup } from './catalogue-lookup.ts';
import { fixtureRun } from './run.fixture.ts';

const BASE = '/service/v1/outbound';
const PREFIX = 'aculab-conformance-a1b2c3-7-';

const catalogue: readonly Requirement[] = [
  {
    id: 'services.modify.merges',
    suite: 'services',
    level: 'must',
    basis: 'published',
    source: { document: 'Outbound services', section: 'Modify' },
    statement: 'Supplied options replace, all others keep, at every depth.',
    remedy: 'Merge objects member by member.',
    readings: [],
    exercisedBy: 'a Modify',
  },
  {
    id: 'services.list.complete',
    suite: 'services',
    level: 'must',
    basis: 'published',
    source: { document: 'Outbound services', section: 'List' },
    statement: 'List names each service once.',
    remedy: 'Build the list from the store.',
    readings: [],
    exercisedBy: 'a List',
  },
];

export const servicesRequirement: RequirementLookup = (id) => catalogue.find((each) => each.id === id);

const body = (value: unknown): RecordedBody => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { bytes: Buffer.byteLength(text), text };
};

const answer = (status: number, reason: string, value?: unknown): RecordedResponse => ({
  status,
  reason,
  headers: [['Content-Type', 'application/json']],
  ...(value === undefined ? {} : { body: body(value) }),
});

/** An exchange of 5 ms about the service `one`, unless told otherwise. */
export const exchange = (
  ms: number,
  operation: Partial<Operation>,
  method: string,
  more: { readonly sent?: unknown; readonly target?: string } & Partial<ExchangeEvent>,
): ExchangeEvent => {
  const { sent, target, ...event } = more;
  return {
    kind: 'exchange',
    ms,
    durationMs: 5,
    firstByteMs: 4,
    purpose: 'step',
    step: 0,
    operation: { do: 'read', service: 'one', as: 'first', ...operation },
    request: {
      method,
      target: target ?? `${BASE}/${PREFIX}one`,
      headers: [
        ['Authorization', 'Basic <credentials of the first account>'],
        ['Accept', 'application/json'],
        ...(sent === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ],
      ...(sent === undefined ? {} : { body: body(sent) }),
    },
    ...event,
  };
};

const page = (address: string | null) => ({ address, method: 'POST' });

const whole = {
  enabled: true,
  service_password: '{password}',
  description: 'x'.repeat(40),
  rest: { first_page: page('http://192.0.2.1/first'), final_page: page(null), answer_timeout: 30 },
};

/** Ends with the Modify that `forgets` points at, its event 3, and the List of `lags`, its event 5. */
export const servicesTranscript: ExchangeTranscript = {
  header: {
    format: 'aculab-conformance/exchanges@1',
    suite: 'services',
    case: 'modify/depth-3',
    title: 'An option three levels deep is modified',
    requirements: ['services.modify.merges'],
    url: `http://127.0.0.1:8080${BASE}`,
    startedAt: '2026-03-04T05:06:07.000Z',
    namePrefix: PREFIX,
    roundTripMs: 1,
    secondAccount: true,
  },
  events: [
    exchange(1, { do: 'write' }, 'PUT', { sent: whole, response: answer(201, 'Created', whole) }),
    exchange(8, { do: 'read', as: 'second' }, 'GET', {
      response: answer(404, 'Not Found', { error: {}, request: {} }),
    }),
    { kind: 'stall', ms: 15, lateMs: 150 },
    exchange(20, { do: 'modify' }, 'PATCH', {
      sent: { rest: { final_page: { address: "it's" } } },
      response: answer(200, 'OK', { ...whole, rest: { ...whole.rest, final_page: { address: "it's" } } }),
    }),
    exchange(30, { do: 'write', service: 'two' }, 'PUT', {
      sent: {},
      target: `${BASE}/${PREFIX}two`,
      failure: { kind: 'timeout', message: 'no answer within 5000 ms \u001b[2J' },
    }),
    {
      ...exchange(50, { do: 'list' }, 'GET', {
        target: `${BASE}?x=1`,
        response: answer(200, 'OK', {
          services: [
            { name: 'foreign', target: 'secret-target', description: null },
            { name: `${PREFIX}two`, target: 'app', description: 'two' },
          ],
        }),
      }),
      operation: { do: 'list', as: 'first' },
    },
    exchange(60, { do: 'delete' }, 'DELETE', { purpose: 'clean-up', step: -1, response: answer(204, 'No Content') }),
  ],
};

export const forgets: Finding = {
  requirement: 'services.modify.merges',
  verdict: 'fail',
  message: 'A Modify returns something else than the merge of what was and what was sent',
  expected: 'rest.final_page.method: "POST" (as before)',
  observed: 'rest.final_page.method: absent',
  case: 'modify/depth-3',
  at: { event: 3, ms: 20 },
};

export const lags: Finding = {
  requirement: 'services.list.complete',
  verdict: 'fail',
  message: 'A service that exists is not listed',
  expected: '"one" listed',
  observed: 'no "one"',
  case: 'modify/depth-3',
  at: { event: 5, ms: 50 },
};

export const servicesRun: RunDocument = {
  ...fixtureRun,
  command:
    'npx aculab-conformance services http://127.0.0.1:8080/service/v1/outbound --user 1-2-0/bob@example.com --seed 7',
  target: { suite: 'services', url: `http://127.0.0.1:8080${BASE}` },
  summary: {
    verdict: 'fail',
    requirements: { pass: 0, fail: 2, warn: 0, 'not-exercised': 0, inconclusive: 0 },
    cases: { pass: 0, fail: 1, warn: 0, skipped: 0, inconclusive: 0, 'not-exercised': 0 },
  },
  requirements: [forgets, lags].map((finding) => ({
    id: finding.requirement,
    level: 'must',
    basis: 'published',
    verdict: 'fail',
    exercised: 3,
    findings: [finding],
  })),
  cases: [
    {
      id: 'modify/depth-3',
      title: 'An option three levels deep is modified',
      suite: 'services',
      verdict: 'fail',
      durationMs: 65,
      requirements: ['services.modify.merges'],
      findings: [forgets, lags],
      transcript: 'transcripts/modify/depth-3.ndjson',
      trace: 'traces/modify/depth-3.json',
      startedAt: '2026-03-04T05:06:07.000Z',
    },
  ],
};
