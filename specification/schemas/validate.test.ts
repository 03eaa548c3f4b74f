import { describe, expect, it } from 'vitest';
import { validateExchangesLine, validateRun, validateTrace, validateTranscriptLine } from './validate.ts';

const traceOf = (steps: unknown, rest: Record<string, unknown> = {}) => ({
  format: 'aculab-conformance/trace@1',
  id: 'call-end/while-playing',
  title: 'The call ends while the server plays',
  suite: 'websocket',
  requirements: ['ws.tolerates.call-end'],
  steps,
  ...rest,
});

describe('a trace', () => {
  it('is valid with every optional property left out', async () => {
    expect(await validateTrace(traceOf([]))).toEqual([]);
    expect(await validateTrace(traceOf([{ do: 'connect' }, { do: 'ping' }, { do: 'close' }]))).toEqual([]);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['a misspelled step', { do: 'snd', message: {} }, '/steps/0: unknown "do" "snd"; did you mean "send"?'],
    [
      'a step in the wrong case',
      { do: 'Half-Close' },
      '/steps/0: unknown "do" "Half-Close"; did you mean "half-close"?',
    ],
    ['a missing property', { do: 'send' }, '/steps/0: "message" is missing'],
    [
      'a misspelled property',
      { do: 'audio', signal: { kind: 'silence' }, ms: 20, frameSample: 80 },
      '/steps/0: unknown property "frameSample"; did you mean "frameSamples"?',
    ],
    [
      'a property that the step does not have',
      { do: 'reset', code: 1000 },
      '/steps/0: unknown property "code"; legal: do',
    ],
    ['text for a number', { do: 'stall', ms: '1500' }, '/steps/0/ms: must be of type number, is "1500"'],
    ['a negative time', { do: 'stall', ms: -1 }, '/steps/0/ms: must be >= 0, is -1'],
    [
      'a misspelled signal',
      { do: 'audio-on', signal: { kind: 'tome', hz: 440 } },
      '/steps/0/signal: unknown "kind" "tome"; did you mean "tone"?',
    ],
    [
      'a condition without kind',
      { do: 'wait', for: { ms: 5 } },
      '/steps/0/for: "kind" is missing; legal: pong, ended, closed, close-frame, play-started, playing, play-finished, hangup, message, any-frame, quiet, elapsed',
    ],
    [
      'a misspelled condition',
      { do: 'wait', for: { kind: 'play-finish' } },
      '/steps/0/for: unknown "kind" "play-finish"; did you mean "play-finished"?',
    ],
    [
      'bytes in two spellings',
      { do: 'send-binary', payload: { hex: '00', text: 'a' } },
      '/steps/0/payload: must have exactly one of text, request, hex, base64, repeat',
    ],
    [
      'bytes in no spelling',
      { do: 'send-binary', payload: {} },
      '/steps/0/payload: must have exactly one of text, request, hex, base64, repeat',
    ],
    [
      'half an octet',
      { do: 'send-binary', payload: { hex: '0' } },
      '/steps/0/payload/hex: must be octets as pairs of hexadecimal digits, is "0"',
    ],
    [
      'base64 of another alphabet',
      { do: 'send-binary', payload: { base64: '_-==' } },
      '/steps/0/payload/base64: must be octets as base64 with padding, is "_-=="',
    ],
    [
      'a length form that does not exist',
      { do: 'frame', opcode: 1, lengthBits: 32 },
      '/steps/0/lengthBits: must be one of 7, 16, 64, is 32',
    ],
    [
      'a declared length that is no number',
      { do: 'frame', opcode: 1, declaredLength: '0x10' },
      '/steps/0/declaredLength: must be a whole number, in digits where a number cannot hold it, is "0x10"',
    ],
    [
      'a slip in a parallel call',
      { do: 'parallel', calls: [{ label: 'one', steps: [{ do: 'probe' }, { do: 'prob' }] }] },
      '/steps/0/calls/0/steps/1: unknown "do" "prob"; did you mean "probe"?',
    ],
    ['a churn of no call', { do: 'churn', times: 0, atOnce: 1, steps: [] }, '/steps/0/times: must be >= 1, is 0'],
  ])('names %s', async (_, step, complaint) => {
    expect(await validateTrace(traceOf([step]))).toEqual([complaint]);
  });

  it('lists the steps where none is near', async () => {
    const [complaint] = await validateTrace(traceOf([{ do: 'dance' }]));
    expect(complaint).toMatch(/^\/steps\/0: unknown "do" "dance"; legal: connect, open-raw, send, .*, sample-process$/);
  });

  it('takes a step for a step only where it is an object', async () => {
    expect(await validateTrace(traceOf(['reset']))).toEqual(['/steps/0: must be of type object, is "reset"']);
    expect(await validateTrace(traceOf({}))).toEqual(['/steps: must be of type array, is {}']);
  });

  it('has a head that is checked as well, every slip at once', async () => {
    expect(await validateTrace([])).toEqual(['(root): must be of type object, is []']);
    expect(await validateTrace({})).toContain('(root): "format" is missing');
    const wrong = traceOf([], { format: 'aculab-conformance/trace@2', id: 'Call End', suite: 'ws', profile: 'fast' });
    expect(await validateTrace(wrong)).toEqual([
      '/format: must be "aculab-conformance/trace@1", is "aculab-conformance/trace@2"',
      '/id: must be words in lower case joined by minus, in segments joined by slashes (call-end/while-playing), is "Call End"',
      '/suite: must be one of "websocket", "cloud", "services", "media-files", is "ws"',
      '/profile: must be one of "smoke", "standard", "full", is "fast"',
    ]);
  });

  it('names only requirements that exist', async () => {
    const requirements = ['ws.call.pong', 'ws.call.pnog', 'elsewhere'];
    expect(await validateTrace(traceOf([], { requirements }))).toEqual([
      '/requirements/1: unknown requirement "ws.call.pnog"; did you mean "ws.call.pong"?',
      '/requirements/2: unknown requirement "elsewhere"',
    ]);
  });

  it('that nests without end is refused, not followed', async () => {
    let steps: unknown[] = [];
    for (let depth = 0; depth < 50_000; depth++) steps = [{ do: 'churn', times: 1, atOnce: 1, steps }];
    expect(await validateTrace(traceOf(steps))).toEqual(['(root): nested too deeply']);
  });
});

describe('a trace of the services suite', () => {
  const servicesTrace = (step: unknown) =>
    traceOf([step], { suite: 'services', requirements: ['services.write.creates'] });

  it.each([
    { do: 'list' },
    { do: 'write', service: 'a', configuration: {} },
    { do: 'read', service: '\ud800/..', rawLabel: '%2e%2e', auth: { none: true } },
    { do: 'request', method: 'POST' },
    { do: 'parallel', steps: [{ do: 'delete', service: 'a' }] },
  ])('is valid with %j', async (step) => {
    expect(await validateTrace(servicesTrace(step))).toEqual([]);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    [
      'a step of a call',
      { do: 'send', message: {} },
      '/steps/0: unknown "do" "send"; legal: list, schema, read, write, modify, delete, request, parallel',
    ],
    ['a misspelled step', { do: 'rite', service: 'a' }, '/steps/0: unknown "do" "rite"; did you mean "write"?'],
    ['a service without a name', { do: 'read' }, '/steps/0: "service" is missing'],
    [
      'a body where there is none',
      { do: 'read', service: 'a', body: { text: '' } },
      '/steps/0: unknown property "body"; legal: do, service, auth, headers, rawLabel',
    ],
    [
      'a body in two spellings',
      { do: 'write', service: 'a', body: { text: '', base64: '' } },
      '/steps/0/body: must have exactly one of text, base64, repeat',
    ],
    [
      'credentials in two forms',
      { do: 'list', auth: { account: 'first', none: true } },
      '/steps/0/auth: must have exactly one of account, user, key, scheme, header, none',
    ],
    [
      'a user without a key',
      { do: 'list', auth: { user: 'a' } },
      '/steps/0/auth: must have property key when property user is present, is {"user":"a"}',
    ],
    [
      'a third account',
      { do: 'list', auth: { account: 'third' } },
      '/steps/0/auth/account: must be one of "first", "second", is "third"',
    ],
    [
      'a path that breaks the request line',
      { do: 'read', service: 'a', rawLabel: 'a b' },
      '/steps/0/rawLabel: must be text without spaces and control characters, as it can stand on a request line, is "a b"',
    ],
    ['a method that is none', { do: 'request', method: 'A B' }, '/steps/0/method: must be an HTTP method, is "A B"'],
    ['nothing in parallel', { do: 'parallel', steps: [] }, '/steps/0/steps: must NOT have fewer than 1 items, is []'],
  ])('names %s', async (_, step, complaint) => {
    expect(await validateTrace(servicesTrace(step))).toContain(complaint);
  });

  it('that nests without end is refused, not followed', async () => {
    let steps: unknown[] = [];
    for (let depth = 0; depth < 50_000; depth++) steps = [{ do: 'parallel', steps }];
    expect(await validateTrace(servicesTrace(steps[0]))).toEqual(['(root): nested too deeply']);
  });
});

describe('a line of a transcript of exchanges', () => {
  const exchange = {
    kind: 'exchange',
    ms: 0,
    durationMs: 1,
    purpose: 'step',
    step: 0,
    operation: { do: 'list', as: 'first' },
    request: { method: 'GET', target: '/', headers: [] },
  };

  it('is valid with nothing that may be absent', async () => {
    expect(await validateExchangesLine(exchange)).toEqual([]);
  });

  it.each([
    ['an event of no kind we know', { ...exchange, kind: 'exchang' }, 'did you mean "exchange"?'],
    ['an exchange of nobody', { ...exchange, operation: { do: 'list' } }, '/operation: "as" is missing'],
    ['a failure of no kind', { ...exchange, failure: { kind: 'late', message: '' } }, '/failure/kind: must be one of'],
    ['a step before the first', { ...exchange, step: -2 }, '/step: must be >= -1, is -2'],
    [
      'another format',
      { format: 'aculab-conformance/transcript@1' },
      '/format: must be "aculab-conformance/exchanges@1"',
    ],
  ])('is not %s', async (_, line, complaint) => {
    expect((await validateExchangesLine(line)).join('\n')).toContain(complaint);
  });
});

describe('a line of a transcript', () => {
  const frame = {
    kind: 'frame',
    call: 0,
    ms: 12.034,
    from: 'server',
    opcode: 1,
    fin: true,
    rsv: 0,
    masked: false,
    lengthBits: 7,
    payloadBytes: 2,
  };

  it.each([
    ['text', { ...frame, text: '{}' }],
    ['base64 that was cut', { ...frame, opcode: 2, base64: 'AAA=', truncated: true }],
    ['nothing kept', frame],
    ['the end', { kind: 'eof', events: 12 }],
  ])('is valid with %s', async (_, line) => {
    expect(await validateTranscriptLine(line)).toEqual([]);
  });

  it.each([
    ['an event of no kind we know', { ...frame, kind: 'fame' }, '(root): unknown "kind" "fame"; did you mean "frame"?'],
    ['a frame from nobody', { ...frame, from: 'client' }, '/from: must be one of "cloud", "server", is "client"'],
    ['a frame that is whole and truncated', { ...frame, truncated: false }, '/truncated: must be true, is false'],
    ['an end that does not count', { kind: 'eof' }, '(root): "events" is missing'],
    ['an event without time', { kind: 'closed', call: 0, pendingBytes: 0 }, '(root): "ms" is missing'],
  ])('is not %s', async (_, line, complaint) => {
    expect(await validateTranscriptLine(line)).toEqual([complaint]);
  });

  it('without a kind is a header', async () => {
    expect(await validateTranscriptLine({ format: 'aculab-conformance/transcript@2' })).toContain(
      '/format: must be "aculab-conformance/transcript@1", is "aculab-conformance/transcript@2"',
    );
  });
});

describe('a run', () => {
  it('that lacks parts is told which', async () => {
    const complaints = await validateRun({ format: 'aculab-conformance/run@1', seed: 1.5, summary: {} });
    expect(complaints).toContain('(root): "requirements" is missing');
    expect(complaints).toContain('/seed: must be of type integer, is 1.5');
    expect(complaints).toContain('/summary: "verdict" is missing');
  });
});
