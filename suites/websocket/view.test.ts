import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameEvent } from '../../harness/wire/transcript.ts';
import { transcript } from './transcript.fixture.ts';
import { viewOf } from './view.ts';

const ABORT = { type: 'audio_play_abort' };

describe('the calls of a case', () => {
  it('are told apart by the number of their connection, in its order', () => {
    const built = transcript().call(1).openCall('other').call(0).openCall().call(1).serverText(ABORT);
    const { calls } = built.view();
    expect(calls.map(({ call, label, open }) => ({ call, label, open }))).toEqual([
      { call: 0, label: 'main', open: true },
      { call: 1, label: 'other', open: true },
    ]);
    expect(calls[1]?.serverMessages[0]?.at.index).toBe(12);
    expect(built.build().events[12]).toBe(calls[1]?.serverMessages[0]?.at.event);
  });

  it('have their landmarks', () => {
    const call = transcript().openCall().serverText({ type: 'call_hangup' }).endCall().callView();
    expect(call.response?.event.status).toBe(101);
    expect(call.callStart?.index).toBe(4);
    expect(call.hangup?.type).toBe('call_hangup');
    expect(call.callEnd?.index).toBe(7);
    expect(call.cloudClose?.index).toBe(8);
    expect(call.serverClose?.index).toBe(9);
    expect(call.serverEnd?.index).toBe(10);
    expect(call.spoiledAt).toBeUndefined();
    expect(call.crossedAt).toBe(call.callEnd);
  });

  it.each([
    ['a correct 101', transcript().upgrade(), true],
    ['a refusal', transcript().connect().request().response({ status: 404 }), false],
    ['an answer to another key', transcript().connect().request().response({ headers: [] }), false],
    ['no answer', transcript().connect().request(), false],
  ])('are open after %s: %s', (_, built, open) => {
    expect(built.callView().open).toBe(open);
  });
});

describe('the messages of the server', () => {
  it('are put together from fragments, whatever control frames come between', () => {
    const call = transcript()
      .openCall()
      .serverFrame(1, '{"type":', { fin: false })
      .after(30)
      .serverFrame(9, 'x')
      .serverFrame(0, '"x"}')
      .callView();
    expect(call.serverMessages).toMatchObject([
      { kind: 'text', text: '{"type":"x"}', type: 'x', payloadBytes: 12, ms: 30, at: { index: 6 } },
    ]);
    expect(call.serverMessages[0]?.frames.map(({ index }) => index)).toEqual([6, 8]);
  });

  it('are not made of a continuation of nothing, and a new one gives up the one before', () => {
    const call = transcript()
      .openCall()
      .serverFrame(0, 'orphan')
      .serverFrame(1, 'given up', { fin: false })
      .serverFrame(2, 4)
      .serverFrame(0, 'orphan again')
      .callView();
    expect(call.serverMessages.map(({ kind, payloadBytes }) => [kind, payloadBytes])).toEqual([['binary', 4]]);
    expect(call.serverFrames).toHaveLength(4);
  });
});

describe('the plays of the server', () => {
  it('have their documented defaults, also for values that are illegal', () => {
    const call = transcript()
      .openCall()
      .play({ start: { format: 'pcm', channels: 7, channel: '1', initial_buffer_ms: -5, id: 3 }, frames: 1 })
      .callView();
    expect(call.plays[0]).toMatchObject({
      format: '16bit_PCM',
      channels: 1,
      channel: 0,
      initialBufferMs: 100,
      id: '',
      aborted: false,
      outstandingAtStart: 1,
    });
  });

  it('are followed through their playout', () => {
    const call = transcript()
      .openCall()
      .at(1000)
      .play({ frames: 10 })
      .at(3000)
      .play({ end: false, frames: 5 })
      .callView();
    expect(call.plays).toMatchObject([
      { number: 0, playingFromMs: 1080, finishedMs: 1280, mostQueuedFrames: 4, underruns: [] },
      { number: 1, playingFromMs: 3080 },
    ]);
    expect(call.plays[0]?.audio).toHaveLength(10);
    expect(call.plays[0]?.endedBy?.type).toBe('audio_play_end');
    expect(call.plays[1]).not.toHaveProperty('finishedMs');
    expect(call.plays[1]).not.toHaveProperty('endedBy');
  });

  it('finish as time goes by, even if nothing is said any more', () => {
    const call = transcript().openCall().play({ everyMs: 0 }).at(199).stall(1).callView();
    expect(call.plays[0]?.finishedMs).toBeUndefined();
    const later = transcript().openCall().play({ everyMs: 0 }).at(200).stall(1).callView();
    expect(later.plays[0]?.finishedMs).toBe(200);
  });

  it('are aborted together, those that were ended already with their own end', () => {
    const call = transcript()
      .openCall()
      .play({ start: { id: 'a' } })
      .play({ start: { id: 'b' }, frames: 2, end: false })
      .serverText(ABORT)
      .callView();
    expect(call.plays.map(({ aborted, endedBy }) => [aborted, endedBy?.type])).toEqual([
      [true, 'audio_play_end'],
      [true, 'audio_play_abort'],
    ]);
  });

  it('are over when the call is', () => {
    const call = transcript().openCall().play({ end: false }).at(250).callEnd().at(900).serverAudio().callView();
    expect(call.plays[0]).toMatchObject({ finishedMs: 250, aborted: false });
    expect(call.plays[0]?.audio).toHaveLength(11);
  });

  it('start under either reading of the message', () => {
    const call = transcript().openCall().serverText({ type: 'audio_play_start', id: 'x' }).callView();
    expect(call.plays).toMatchObject([{ id: 'x' }]);
  });
});

describe('a call is spoiled', () => {
  const closing = () => transcript().openCall().cloudClose(1000);

  it.each([
    ['a request that is no upgrade', transcript().connect().request({ deviant: true }), 2],
    ['octets of the Cloud', transcript().openCall().octets('cloud', 'x'), 6],
    ['reserved bits', transcript().openCall().cloudFrame(2, 2, { rsv: 1 }), 6],
    ['a reserved opcode', transcript().openCall().cloudFrame(5), 6],
    ['a frame without mask', transcript().openCall().cloudFrame(2, 2, { masked: false }), 6],
    ['a longer length form', transcript().openCall().cloudFrame(2, 2, { lengthBits: 16 }), 6],
    ['a continuation of nothing', transcript().openCall().cloudFrame(0, 2), 6],
    ['a message inside a message', transcript().openCall().cloudFrame(1, '{', { fin: false }).cloudAudio(), 7],
    ['a long Ping', transcript().openCall().cloudFrame(9, 126), 6],
    ['an illegal close code', transcript().openCall().cloudClose(1005), 6],
    [
      'text that is no UTF-8',
      transcript()
        .openCall()
        .cloudFrame(1, Buffer.from([0x7b, 0xff])),
      6,
    ],
    ['text that is no JSON', transcript().openCall().cloudText('{'), 6],
    ['JSON that is no object', transcript().openCall().cloudText('[1]'), 6],
    ['an object without type', transcript().openCall().cloudText('{}'), 6],
    ['a message over 64 KiB', transcript().openCall().cloudAudio(65_538), 6],
    ['half a sample', transcript().openCall().cloudAudio(321), 6],
    ['a FIN without Close', transcript().openCall().end('cloud'), 6],
    ['a reset', transcript().openCall().end('cloud', 'reset'), 6],
    ['a step that breaks off', transcript().openCall().step(3, 'go-silent', 'begin'), 6],
    ['audio after its Close', closing().cloudAudio(), 7],
  ])('by %s', (_, built, index) => {
    expect(built.callView().spoiledAt?.index).toBe(index);
  });

  it.each([
    [
      'an unknown type',
      transcript()
        .openCall()
        .cloudText({ type: 'future', more: [1] }),
    ],
    ['fragments and Pings', transcript().openCall().cloudFragments(1, ['{"type":', '"error"}']).cloudFrame(9, 125)],
    ['whatever the server does', transcript().openCall().serverFrame(5, 200, { rsv: 7 }).serverText('{')],
    ['a FIN after the closing handshake', closing().serverClose(1000).end('server').end('cloud')],
    ['a FIN after its Close, for want of an answer', closing().end('cloud')],
    ['a FIN after that of the server', transcript().openCall().end('server', 'reset').end('cloud')],
    ['a Close without a code', transcript().openCall().cloudClose()],
    [
      'text that was not kept',
      transcript()
        .openCall()
        .cloudFrame(1, 20, { payload: new Uint8Array(3) }),
    ],
  ])('not by %s', (_, built) => {
    expect(built.callView().spoiledAt).toBeUndefined();
  });

  it('from the first breach on', () => {
    expect(transcript().openCall().cloudText('{').cloudText('[').callView().spoiledAt?.index).toBe(6);
  });
});

/** Any frame of the server's, likely or not, legal or not. */
const anyFrame: fc.Arbitrary<FrameEvent> = fc
  .record({
    opcode: fc.constantFrom(0, 1, 1, 1, 2, 2, 2, 3, 8, 9, 10, 15),
    fin: fc.constantFrom(true, true, true, false),
    rsv: fc.constantFrom(0, 0, 0, 4),
    masked: fc.boolean(),
    ms: fc.double({ min: 0, max: 1000, noNaN: true }),
    from: fc.constantFrom('server' as const, 'server' as const, 'cloud' as const),
    text: fc.oneof(
      fc.constantFrom(
        '{"type":"audio_start"}',
        '{"type":"audio_play_end"}',
        '{"type":"audio_play_abort"}',
        '{"type":"call_hangup"}',
        '{"type":"call_end"}',
        '{"type":"audio_play_finished","id":""}',
      ),
      fc.json(),
      fc.string(),
    ),
  })
  .map(({ text, ...frame }) => {
    const payload = Buffer.from(text);
    return { kind: 'frame', call: 0, lengthBits: 7, payloadBytes: payload.length, payload, ...frame };
  });

describe('any transcript', () => {
  it('has a view, in which each frame of audio is in one play, outside of all, or not judged', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 60 }), (events) => {
        const { header } = transcript().build();
        const [call] = viewOf({ header, events }).calls;
        if (call === undefined) return events.length === 0;
        const inside = call.plays.flatMap(({ audio }) => audio);
        expect(new Set(inside).size).toBe(inside.length);
        expect(call.playOrder.audioOutside.filter((message) => inside.includes(message))).toEqual([]);
        return call.playOrder.audio <= call.serverMessages.filter(({ kind }) => kind === 'binary').length;
      }),
    );
  });
});
