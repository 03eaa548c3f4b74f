// Transcripts of the media-files suite, made by hand: of a store, a command and a module.
import type { RecordedResponse } from '../harness/http/exchange.ts';
import type { ProbeEvent, ProbeTranscript } from '../harness/roles/file-client/probe.ts';
import type { Finding } from '../harness/run.ts';

const PREFIX = 'acuabcdefaaa';

const answer = (status: number, reason: string, text?: string): RecordedResponse => ({
  status,
  reason,
  headers: [['Content-Type', 'application/json']],
  ...(text === undefined ? {} : { body: { bytes: text.length, text } }),
});

/** An answer of 5 ms about a name, unless told otherwise. */
const probe = (ms: number, name: string, more: Partial<ProbeEvent>): ProbeEvent => ({
  kind: 'probe',
  ms,
  durationMs: 5,
  purpose: 'step',
  step: 0,
  do: 'offer',
  fileKind: 'media',
  name,
  label: name,
  about: 'files.character.forbidden',
  what: 'a name',
  outcome: 'accepted',
  ...more,
});

const digest = (digit: string): string => digit.repeat(64);

const inStore = (
  ms: number,
  name: string,
  method: string,
  response: RecordedResponse,
  more: Partial<ProbeEvent> = {},
): ProbeEvent => {
  const body = method === 'PUT' ? { body: { bytes: 3, text: 'abc' } } : {};
  const target = `/media/${PREFIX}${name.split('/').map(encodeURIComponent).join('/')}`;
  const request = { method, target, headers: [['Authorization', 'Basic <credentials>'] as const], ...body };
  const outcome = response.status < 300 ? 'accepted' : 'refused';
  return probe(ms, `${PREFIX}${name}`, { request, response, outcome, ...more });
};

/** `ab cd.wav` is refused, `ab_cd.wav` is listed. Ends with the list, its event 3, and the deletion of a clean-up. */
export const storeTranscript: ProbeTranscript = {
  header: {
    format: 'aculab-conformance/probes@1',
    suite: 'media-files',
    case: 'store/refused',
    title: 'Files are refused for their names',
    requirements: ['files.store.refused-leaves-nothing'],
    target: 'http://127.0.0.1:8081/',
    binding: 'store',
    startedAt: '2026-03-04T05:06:07.000Z',
    namePrefix: PREFIX,
  },
  events: [
    inStore(1, 'plain.wav', 'PUT', answer(201, 'Created'), { content: { bytes: 3, sha256: digest('1') } }),
    inStore(10, 'ab cd.wav', 'PUT', answer(400, 'Bad Request', '{"error":"no"}'), {
      content: { bytes: 3, sha256: digest('2') },
    }),
    inStore(20, 'plain.wav', 'GET', answer(200, 'OK'), {
      do: 'read',
      content: { bytes: 2, sha256: digest('3') },
    }),
    {
      ...{ kind: 'probe', ms: 30, durationMs: 5, purpose: 'step', step: 3, do: 'list', fileKind: 'media' },
      outcome: 'accepted',
      request: { method: 'GET', target: '/media', headers: [['Authorization', 'Basic <credentials>']] },
      response: answer(200, 'OK'),
      listed: [`${PREFIX}plain.wav`, `${PREFIX}ab_cd.wav`],
    },
    inStore(40, 'plain.wav', 'DELETE', answer(204, 'No Content'), { do: 'delete', purpose: 'clean-up', step: -1 }),
  ],
};

export const leaves: Finding = {
  requirement: 'files.store.refused-leaves-nothing',
  verdict: 'fail',
  message: 'Lists 1 file after refusing them',
  expected: 'a file whose name was refused is neither listed nor readable',
  observed: `"${PREFIX}ab_cd.wav"; shortest name: "${PREFIX}ab_cd.wav" (media)`,
  case: 'store/refused',
  at: { event: 3, ms: 30 },
};

/** Other content than was stored. */
export const changes: Finding = { ...leaves, observed: 'a plain name', at: { event: 2, ms: 20 } };

/** A Kelvin sign that is accepted, and a name at which the validator ends; by a command or a module. */
export const validatorTranscript = (binding: 'exec' | 'module', target: string): ProbeTranscript => ({
  header: { ...storeTranscript.header, case: 'common/names', target, binding, namePrefix: 'f' },
  events: [
    probe(1, "fab'\u212a.wav", {}),
    probe(10, 'fab\0\u001b.wav', {
      outcome: 'failed',
      reason: 'the command ended with exit code 1',
      failure: { kind: 'exit', message: 'the command ended with exit code 1' },
      stderr: ['ValueError: embedded null byte', '  at \u001b[2J line 3'],
    }),
    { kind: 'stall', ms: 12, lateMs: 300 },
    probe(20, 'fa b.wav', { outcome: 'refused', reason: 'threw Error: no space' }),
  ],
});

export const kelvin: Finding = {
  requirement: 'files.character.forbidden',
  verdict: 'fail',
  message: 'Accepts 1 forbidden character',
  expected: 'every character but a to z, A to Z, 0 to 9 and . _ / @ - : is refused',
  observed: '\u212a (U+212A)',
  case: 'common/names',
  at: { event: 0, ms: 1 },
};
