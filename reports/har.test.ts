import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type HarTranscript, renderHar } from './har.ts';
import { HAR_SCHEMA } from './har-schema.fixture.ts';
import { storeTranscript, validatorTranscript } from './media-files-run.fixture.ts';
import { exchange, servicesRun, servicesTranscript } from './services-run.fixture.ts';

interface Har {
  readonly log: {
    readonly version: string;
    readonly creator: object;
    readonly pages: ReadonlyArray<{ readonly id: string }>;
    // The members under test are looked at one by one.
    readonly entries: ReadonlyArray<Readonly<Record<string, never>>>;
  };
}

async function* all(transcripts: readonly HarTranscript[]): AsyncGenerator<HarTranscript> {
  yield* transcripts;
}

const render = async (...transcripts: readonly HarTranscript[]): Promise<Har> => {
  let text = '';
  for await (const piece of renderHar(servicesRun, all(transcripts))) text += piece;
  return JSON.parse(text) as Har;
};

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(HAR_SCHEMA);

const problems = (value: unknown): readonly string[] => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('run.har', () => {
  it('is HTTP Archive 1.2, with or without exchanges', async () => {
    expect(problems(await render(servicesTranscript))).toEqual([]);
    expect(problems(await render())).toEqual([]);
  });

  it('is checked by a schema that refuses what is wrong', async () => {
    const { log } = await render(servicesTranscript);
    const [first] = log.entries;
    const { timings: _left, ...untimed } = first ?? {};
    expect(problems({ log: { ...log, entries: [untimed] } })).toEqual([
      "/log/entries/0 must have required property 'timings'",
    ]);
    expect(problems({ log: { ...log, version: '1.1' } })).not.toEqual([]);
    expect(problems({ log: { ...log, entries: [{ ...first, startedDateTime: 'now' }] } })).not.toEqual([]);
  });

  it('has a page for each case and an entry for each exchange, clean-up included', async () => {
    const { log } = await render(servicesTranscript);
    expect(log.pages).toMatchObject([{ id: 'modify/depth-3', startedDateTime: '2026-03-04T05:06:07.000Z' }]);
    expect(log.entries).toHaveLength(6);
    expect(log.entries.map(({ pageref }) => pageref)).toEqual(log.entries.map(() => 'modify/depth-3'));
    expect(log.entries.map(({ comment }) => comment)).toEqual([
      ...['write one', 'read one; as second', 'modify one', 'write two', 'list', 'clean-up; delete one'],
    ]);
  });

  it('tells when, what was sent and what came back', async () => {
    const { log } = await render(servicesTranscript);
    expect(log.entries[2]).toMatchObject({
      startedDateTime: '2026-03-04T05:06:07.020Z',
      time: 5,
      timings: { send: 0, wait: 4, receive: 1 },
      request: {
        method: 'PATCH',
        url: 'http://127.0.0.1:8080/service/v1/outbound/aculab-conformance-a1b2c3-7-one',
        postData: { mimeType: 'application/json', text: `{"rest":{"final_page":{"address":"it's"}}}` },
        bodySize: 42,
      },
      response: { status: 200, statusText: 'OK', content: { mimeType: 'application/json' } },
    });
    expect(log.entries[4]).toMatchObject({ request: { queryString: [{ name: 'x', value: '1' }] } });
  });

  it('has an entry for each request about a name, and none for a name that was no request', async () => {
    const { log } = await render(storeTranscript, validatorTranscript('exec', 'cat'));
    expect(problems({ log })).toEqual([]);
    expect(log.entries).toHaveLength(5);
    expect(log.entries[1]).toMatchObject({
      pageref: 'store/refused',
      comment: 'offer "acuabcdefaaaab cd.wav"; a name',
      request: { method: 'PUT', url: 'http://127.0.0.1:8081/media/acuabcdefaaaab%20cd.wav' },
      response: { status: 400 },
    });
    expect(log.entries[4]).toMatchObject({ comment: expect.stringMatching(/^clean-up; delete /) });
  });

  it('gives what failed the status 0 and its reason', async () => {
    const { log } = await render(servicesTranscript);
    expect(log.entries[3]).toMatchObject({
      response: { status: 0, _error: expect.stringMatching(/^timeout: no answer/) },
    });
  });

  it('tells octets that are no text as base64, and what was cut', async () => {
    const octets = { bytes: 900, base64: '/w==', truncated: true } as const;
    const event = exchange(0, { do: 'write' }, 'PUT', {
      response: { status: 200, reason: '', headers: [], body: octets },
    });
    const sent = { ...event, request: { ...event.request, body: octets } };
    const { log } = await render({ ...servicesTranscript, events: [sent] });
    expect(log.entries[0]).toMatchObject({
      request: { postData: { text: '/w==', _encoding: 'base64', comment: expect.stringContaining('of 900 bytes') } },
      response: { content: { size: 900, text: '/w==', encoding: 'base64', mimeType: 'x-unknown' } },
    });
    expect(problems({ log })).toEqual([]);
  });
});
