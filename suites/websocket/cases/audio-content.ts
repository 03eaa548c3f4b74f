import type { Signal, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, clipping, counting, dtmf, ms, noise, ping, silence, tone } from '../steps.ts';
import { callCase } from './call-case.ts';
import { HANGUP } from './invariants.ts';

const CONTENTS: ReadonlyArray<{ readonly name: string; readonly what: string; readonly signal: Signal }> = [
  { name: 'tone', what: 'a tone', signal: tone(1000) },
  { name: 'silence', what: 'silence', signal: silence() },
  { name: 'noise', what: 'noise', signal: noise() },
  { name: 'clipping', what: 'a tone far beyond full scale', signal: clipping(440) },
  { name: 'dtmf', what: 'the keypad from 1 to #', signal: dtmf('123456789*0#') },
  { name: 'count', what: 'samples that count', signal: counting() },
];

/** Content is not the server's to choose, but it decides what the server does: keypads, voice detection, echoes. */
export const audioContentCases: readonly Trace[] = CONTENTS.map(({ name, what, signal }) =>
  callCase(`audio-content/${name}`, {
    title: `Three seconds of ${what}`,
    requirements: ['ws.call.keeps-reading', 'ws.play.underrun', ...HANGUP],
    ...(name === 'tone' || name === 'dtmf' ? { profile: 'smoke' } : {}),
    steps: [callStart(), audioStart(), audio(signal, ms(3000)), ping()],
  }),
);
