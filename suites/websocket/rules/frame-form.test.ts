import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const legal = () =>
  transcript()
    .openCall()
    .cloudFrame(9, 'ping')
    .serverFrame(10, 'ping')
    .play({ frames: 2 })
    .serverFragments(1, ['{"type":', '"audio_play_', 'abort"}'])
    .serverFrame(9, 125)
    .endCall();

describe('frames of a legal call', () => {
  it.each([
    ['ws.frame.unmasked', 10],
    ['ws.frame.reserved', 10],
    ['ws.frame.length', 10],
    ['ws.frame.control', 3],
    ['ws.frame.sequence', 7],
    ['ws.frame.utf8', 3],
  ])('put %s to the test %i times', (id, exercised) => {
    expect(judge(id, legal())).toEqual({ exercised, findings: [] });
  });

  it('violate nothing', () => {
    expect(violations(legal())).toEqual([]);
  });

  it.each(['unmasked', 'reserved', 'length', 'control', 'sequence', 'utf8'])(
    'are those of the server only: ws.frame.%s is not exercised by the Cloud',
    (name) => {
      const built = transcript().openCall().cloudFrame(3, 200, { rsv: 7, masked: false, lengthBits: 64 });
      expect(judge(`ws.frame.${name}`, built)).toEqual({ exercised: 0, findings: [] });
    },
  );
});

describe('ws.frame.unmasked', () => {
  it('turns on a masked frame', () => {
    const built = transcript().openCall().serverFrame(10, 0, { masked: true });
    expect(violations(built)).toEqual(['ws.frame.unmasked']);
  });
});

describe('ws.frame.reserved', () => {
  it.each([3, 7, 11, 15])('turns on opcode %i', (opcode) => {
    const built = transcript().openCall().serverFrame(opcode, 200);
    expect(violations(built)).toEqual(['ws.frame.reserved']);
    expect(judge('ws.frame.reserved', built).findings[0]?.observed).toBe(
      `opcode ${opcode} and reserved bits 000 in a frame of 200 bytes`,
    );
  });

  it.each([1, 2, 4])('turns on reserved bits %i, and what they hold is not judged as well', (rsv) => {
    const compressed = Buffer.from('aa56ca48cd', 'hex');
    expect(violations(transcript().openCall().serverFrame(1, compressed, { rsv }))).toEqual(['ws.frame.reserved']);
  });
});

describe('ws.frame.length', () => {
  it.each([
    [100, 16],
    [125, 64],
    [320, 64],
  ] as const)('turns on %i bytes in the %i bit form', (bytes, lengthBits) => {
    const built = transcript().openCall().play({ end: false }).serverFrame(2, bytes, { lengthBits }).serverAudio();
    expect(judge('ws.frame.length', built).findings).toHaveLength(1);
  });

  it('accepts the shortest form at each border', () => {
    const built = transcript().openCall();
    for (const bytes of [125, 126, 65_535, 65_536]) built.serverFrame(2, bytes);
    expect(judge('ws.frame.length', built)).toEqual({ exercised: 4, findings: [] });
  });

  it('turns on a 64 bit length with its top bit set, which is recorded as octets', () => {
    const head = Buffer.from('827f80000000000000ff', 'hex');
    const built = transcript().openCall().octets('server', head, 'a 64 bit length with its top bit set');
    expect(violations(built)).toEqual(['ws.frame.length']);
  });
});

describe('ws.frame.control', () => {
  it.each([
    ['a Ping of 126 bytes', (call: ReturnType<typeof transcript>) => call.serverFrame(9, 126)],
    ['a fragmented Pong', (call: ReturnType<typeof transcript>) => call.serverFrame(10, 4, { fin: false })],
    ['a Close frame of one byte', (call: ReturnType<typeof transcript>) => call.serverFrame(8, 1)],
    [
      'a reason that is no UTF-8',
      (call: ReturnType<typeof transcript>) => call.serverFrame(8, Buffer.from([3, 232, 255])),
    ],
  ])('turns on %s', (_, say) => {
    expect(violations(say(transcript().openCall()))).toEqual(['ws.frame.control']);
  });

  it.each([0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535])('turns on the close code %i', (code) => {
    const built = transcript().openCall().serverClose(code);
    expect(violations(built)).toEqual(['ws.frame.control']);
    expect(judge('ws.frame.control', built).findings[0]?.observed).toContain(`a Close frame with code ${code}`);
  });

  it.each([undefined, 1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999])('accepts the close code %s', (code) => {
    expect(
      violations(
        transcript()
          .openCall()
          .serverClose(code, code === undefined ? '' : 'bye ✓'),
      ),
    ).toEqual([]);
  });
});

describe('ws.frame.sequence', () => {
  it('turns on a continuation of nothing, each by itself', () => {
    const built = transcript().openCall().serverFrame(0, 10, { fin: false }).serverFrame(0, 10);
    expect(violations(built)).toEqual(['ws.frame.sequence', 'ws.frame.sequence']);
  });

  it('turns on a new message inside a fragmented one, once', () => {
    const built = transcript()
      .openCall()
      .serverFrame(1, '{"type":', { fin: false })
      .serverText({ type: 'audio_play_abort' });
    expect(violations(built)).toEqual(['ws.frame.sequence']);
  });

  it('accepts control frames between fragments', () => {
    const built = transcript()
      .openCall()
      .serverFrame(1, '{"type":', { fin: false })
      .serverFrame(9, 'x')
      .serverFrame(0, '"audio_play_abort"}');
    expect(violations(built)).toEqual([]);
  });
});

describe('ws.frame.utf8', () => {
  const latin1 = Buffer.from('{"type":"audio_start","id":"café"}', 'latin1');

  it('turns on text that is no UTF-8, and what it says is not judged', () => {
    const built = transcript().openCall().serverFrame(1, latin1);
    expect(violations(built)).toEqual(['ws.frame.utf8']);
    expect(judge('ws.frame.utf8', built).findings[0]?.observed).toContain('7b2274797065');
  });

  it('accepts a character that is split over two fragments', () => {
    const octets = Buffer.from('{"type":"audio_start","id":"é"}');
    const middle = octets.indexOf(0xc3) + 1;
    const built = transcript()
      .openCall()
      .serverFragments(1, [octets.subarray(0, middle), octets.subarray(middle)]);
    expect(violations(built)).toEqual([]);
    expect(judge('ws.frame.utf8', built).exercised).toBe(1);
  });

  it('does not judge what the transcript did not keep', () => {
    const built = transcript()
      .openCall()
      .serverFrame(1, latin1, { payload: latin1.subarray(0, 10) });
    expect(judge('ws.frame.utf8', built)).toEqual({ exercised: 0, findings: [] });
    expect(violations(built)).toEqual([]);
  });
});
