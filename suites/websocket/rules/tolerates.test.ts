import { describe, expect, it } from 'vitest';
import { type TranscriptBuilder, transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

const audioStart = { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 };
const exit = { kind: 'process', event: 'exit', pid: 7, exitCode: 1 } as const;
const unmet = 'no Pong within 2000 ms';

const open = () => transcript().openCall().after(100);
const fromCaller = (from: string) =>
  transcript().upgrade().cloudText({ type: 'call_start', from }).cloudText(audioStart);

/** For each requirement, a call that has just met its stimulus. */
const STIMULI: Readonly<Record<string, () => TranscriptBuilder>> = {
  'any-caller': () => fromCaller('sip:alice@example.com'),
  'no-audio': () => open(),
  'frame-duration': () => open().cloudAudio(160),
  jitter: () => open().cloudAudio().after(600).cloudAudio(),
  error: () => open().cloudText({ type: 'error', reason: 'not understood' }),
  'overflow-warning': () => open().cloudText({ type: 'audio_overflow_warning' }),
  'play-finished': () => open().cloudText({ type: 'audio_play_finished', id: 'x' }),
  'json-forms': () => open().cloudText('{ "type": "audio_overflow_warning" }'),
  fragmentation: () => open().cloudFragments(2, [100, 220]),
  'slow-reader': () => open().reading(true).after(50).reading(false).serverAudio(),
  future: () => open().cloudText({ type: 'x_future' }),
};
const NAMES = Object.keys(STIMULI);

function afterStimulus(name: string): TranscriptBuilder {
  const stimulus = STIMULI[name];
  if (stimulus === undefined) throw new Error(name);
  return stimulus();
}

const ponged = (built: TranscriptBuilder) => built.cloudFrame(9, 'p').after(1).serverFrame(10, 'p');

describe.each(NAMES)('ws.tolerates.%s', (name) => {
  const id = `ws.tolerates.${name}`;
  const met = () => afterStimulus(name);

  it('passes where a Pong comes later', () => {
    expect(outcomeOf(id, ponged(met()).endCall())).toBe('pass');
  });

  it('passes where the server still speaks a while later', () => {
    expect(outcomeOf(id, met().after(120).serverAudio())).toBe('pass');
  });

  it('passes where the call is closed properly', () => {
    expect(outcomeOf(id, met().endCall())).toBe('pass');
  });

  it('turns on a drop, and on a Close frame that tells of an error', () => {
    expect(outcomeOf(id, met().after(5).end('server', 'reset'))).toMatch(/^violated: TCP ended/);
    expect(outcomeOf(id, met().after(5).end('server'))).toMatch(/^violated: TCP ended/);
    expect(outcomeOf(id, met().after(5).serverClose(1011))).toMatch(/^violated: a Close frame with status 1011/);
  });

  it('turns once where the process ends', () => {
    const built = met().event(exit).end('server', 'reset').call(1).openCall();
    expect(judgementOf(id, built).findings.map(({ observed }) => observed.split(' (')[0])).toEqual([
      "the server's process ended",
    ]);
  });

  it('turns where the call hangs', () => {
    const built = met().cloudFrame(9, 'p').after(2000).step(4, 'ping', 'end', unmet);
    expect(outcomeOf(id, built)).toMatch(/^violated: the call hangs/);
  });

  it('does not take a missing Pong for a hanging call where the server never sends any, or still speaks', () => {
    const silent = () => met().cloudFrame(9, 'p').after(2000);
    expect(outcomeOf(id, silent().step(4, 'ping', 'end', unmet).profile({ answersPing: false }))).toBe('not exercised');
    expect(outcomeOf(id, silent().serverAudio().step(4, 'ping', 'end', unmet))).toBe('pass');
  });

  it('does not judge a bad end that undisturbed calls come to as well', () => {
    const built = met().after(5).end('server').profile({ endsByItselfMs: 100 });
    expect(outcomeOf(id, built)).toBe('not exercised');
  });

  it('does not judge a late end that nobody can tell from an undisturbed one', () => {
    expect(outcomeOf(id, met().after(3000).serverClose(1011))).toBe('not exercised');
  });

  it('does not judge after a breach of ours', () => {
    expect(outcomeOf(id, met().cloudFrame(3, 'x').after(5).end('server'))).toBe('not exercised');
  });

  it('is judged only in cases that are made for it', () => {
    expect(outcomeOf(id, met().after(5).end('server'), [])).toBe('not exercised');
  });

  it('is not exercised by a stimulus that nothing followed', () => {
    expect(outcomeOf(id, met())).toBe('not exercised');
  });
});

/** What a server may well act on: its announcement is over, its caller has stopped speaking. */
const ACTED_ON = ['play-finished', 'jitter'];

describe.each(ACTED_ON)('an orderly end after ws.tolerates.%s', (name) => {
  it('is the right of any server, an error is not', () => {
    const id = `ws.tolerates.${name}`;
    const met = () => afterStimulus(name).after(5);
    expect(outcomeOf(id, met().serverText({ type: 'call_hangup' }))).toBe('not exercised');
    expect(outcomeOf(id, met().serverClose(1000))).toBe('not exercised');
    expect(outcomeOf(id, met().serverClose(1011))).toMatch(/^violated/);
  });
});

describe.each(NAMES.filter((name) => !ACTED_ON.includes(name)))('an orderly end after ws.tolerates.%s', (name) => {
  const id = `ws.tolerates.${name}`;
  const met = () => afterStimulus(name);

  it('turns where undisturbed calls go on', () => {
    expect(outcomeOf(id, met().after(5).serverText({ type: 'call_hangup' }))).toMatch(/^violated: call_hangup/);
    expect(outcomeOf(id, met().after(5).serverClose(1000))).toMatch(/^violated: a Close frame with status 1000/);
  });

  it('is the right of a server that ends calls by itself, or that was watched no longer', () => {
    const hungUp = () => met().after(5).serverText({ type: 'call_hangup' });
    expect(outcomeOf(id, hungUp().profile({ endsByItselfMs: 5000 }))).toBe('not exercised');
    expect(outcomeOf(id, hungUp().profile({ watchedMs: 5 }))).toBe('not exercised');
  });

  it('is the right of a server that has heard audio_end', () => {
    const built = met().cloudText({ type: 'audio_end' }).after(5).serverText({ type: 'call_hangup' });
    expect(outcomeOf(id, built)).toBe('not exercised');
  });
});

describe('ws.tolerates.any-caller', () => {
  it('is a matter of reading where the number is withheld', () => {
    const { findings } = judgementOf('ws.tolerates.any-caller', fromCaller('').after(5).serverClose(1011));
    expect(findings.map(({ reading }) => reading)).toEqual(['R12']);
  });

  it('shows who called', () => {
    const { findings } = judgementOf('ws.tolerates.any-caller', fromCaller('sip:a@b').after(5).serverClose(1008));
    expect(findings[0]?.observed).toContain('"sip:a@b"');
    expect(findings[0]?.reading).toBeUndefined();
  });
});

describe('ws.tolerates.play-finished', () => {
  it('lets a server hang up when its play has finished', () => {
    const built = afterStimulus('play-finished').after(5).serverText({ type: 'call_hangup' });
    expect(outcomeOf('ws.tolerates.play-finished', built)).toBe('not exercised');
  });
});

describe('ws.tolerates.no-audio', () => {
  const id = 'ws.tolerates.no-audio';

  it('is not exercised by a call with audio', () => {
    expect(outcomeOf(id, open().cloudAudio().endCall())).toBe('not exercised');
  });

  it('turns on an error that comes only with the end of the call', () => {
    const built = open().cloudText({ type: 'audio_end' }).callEnd().cloudClose(1000).after(1).serverClose(1011);
    expect(outcomeOf(id, built)).toMatch(/^violated: a Close frame with status 1011/);
  });
});

describe('stimuli that were not there', () => {
  it.each([
    ['frame-duration', open().cloudAudio()],
    ['jitter', open().cloudAudio().after(20).cloudAudio().after(22).cloudAudio()],
    ['json-forms', open().cloudText({ type: 'audio_overflow_warning' })],
    ['fragmentation', open().cloudFrame(9, 'x')],
    ['future', open().cloudText({ type: 'error', reason: '' })],
    ['call-end', open()],
  ] as const)('do not exercise ws.tolerates.%s', (name, built) => {
    expect(outcomeOf(`ws.tolerates.${name}`, ponged(built))).toBe('not exercised');
  });
});

describe('ws.tolerates.json-forms', () => {
  it.each([
    '{"from":"201","type":"call_start"}',
    '{"type":"call\\u005fstart","from":"201"}',
    ' {"type":"audio_end"}\n',
  ])('takes %s for another spelling', (text) => {
    const built = ponged(transcript().upgrade().cloudText(text));
    expect(outcomeOf('ws.tolerates.json-forms', built)).toBe('pass');
  });

  it('judges the end where call_end is spelled otherwise', () => {
    const text = '{"origin":"client","cause":"NORMAL","raw_cause":0,"type":"call_end"}';
    const built = open().cloudText(text).cloudClose(1000).after(1).serverClose(1011);
    expect(outcomeOf('ws.tolerates.json-forms', built)).toMatch(/^violated/);
  });
});

describe('ws.tolerates.slow-reader', () => {
  const id = 'ws.tolerates.slow-reader';
  const resumed = () => open().reading(true).after(1500).reading(false);

  it('is not exercised by a server that had nothing to say meanwhile', () => {
    expect(outcomeOf(id, ponged(resumed()).endCall())).toBe('not exercised');
  });

  it('turns on what is no frame once we read again', () => {
    const built = resumed().serverAudio().octets('server', 'x', 'a reserved opcode').cloudClose(1002).end('server');
    expect(outcomeOf(id, built)).toBe('violated: octets that are no frame (a reserved opcode)');
    const several = resumed().serverAudio().serverFrame(0, 320).serverFrame(2, 320, { masked: true });
    expect(outcomeOf(id, several)).toMatch(/orphan-continuation/);
  });

  it('leaves to ws.frame what is wrong in one way only: that is how the server writes frames', () => {
    const masking = resumed().serverFrame(2, 320, { masked: true }).serverFrame(2, 320, { masked: true });
    expect(outcomeOf(id, ponged(masking))).toBe('pass');
  });

  it('leaves a stream to ws.frame that was broken before', () => {
    const built = open().serverFrame(2, 320, { masked: true }).reading(true).after(50).reading(false);
    expect(outcomeOf(id, ponged(built.serverFrame(2, 320, { masked: true })))).toBe('pass');
  });

  it('turns on an error right after a long stall, however long calls were watched', () => {
    expect(outcomeOf(id, resumed().after(1).serverClose(1011))).toMatch(/^violated/);
  });
});

describe('ws.tolerates.call-end', () => {
  const id = 'ws.tolerates.call-end';
  const ended = () => open().callEnd('error', 'OTHER(x)', 42);

  it('passes on a proper end, whoever closes first', () => {
    expect(outcomeOf(id, ended().cloudClose(1000).after(1).serverClose(1000).end('server'))).toBe('pass');
    expect(outcomeOf(id, ended().after(1).serverClose(1001).cloudClose(1001).end('server'))).toBe('pass');
    expect(outcomeOf(id, ended().after(1).serverClose().cloudClose().end('server'))).toBe('pass');
  });

  it('turns on an error, a drop and a crash', () => {
    expect(outcomeOf(id, ended().cloudClose(1000).after(1).serverClose(1011))).toMatch(/status 1011/);
    expect(outcomeOf(id, ended().after(1).end('server', 'reset'))).toMatch(/RST/);
    expect(outcomeOf(id, ended().after(1).end('server'))).toMatch(/FIN/);
    expect(outcomeOf(id, ended().cloudClose(1000).serverClose(1000).event(exit))).toMatch(/process/);
  });

  it('does not judge an end that crossed call_end', () => {
    expect(outcomeOf(id, open().serverClose(1011).callEnd())).toBe('not exercised');
    const hungUp = open().serverText({ type: 'call_hangup' }).callEnd('server').cloudClose(1000).after(1);
    expect(outcomeOf(id, hungUp.end('server', 'reset'))).toBe('not exercised');
  });

  it('is not exercised where we only let go', () => {
    expect(outcomeOf(id, ended().cloudClose(1000).end('cloud').closed())).toBe('not exercised');
  });
});
