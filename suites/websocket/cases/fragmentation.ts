import { pcm16, samplesOf } from '../../../generators/signals.ts';
import type { Bytes, Step, Trace } from '../../../harness/traces/trace.ts';
import {
  audioStart,
  callStart,
  callWithAudio,
  elapsed,
  endOfCall,
  errorMessage,
  goesOn,
  goesOnHearing,
  goesOnIntoAudio,
  hex,
  tone,
} from '../steps.ts';
import { callCase } from './call-case.ts';

const requirements = ['ws.tolerates.fragmentation', 'ws.call.pong'];

const FRAME_SAMPLES = 160;

/** The payload cut at these places, in bytes. */
function cut(payload: Uint8Array, places: readonly number[]): readonly Bytes[] {
  const edges = [0, ...places, payload.length];
  return edges.slice(1).map((end, i) => hex(Buffer.from(payload.subarray(edges[i], end)).toString('hex')));
}

function messageBytes(step: Step): Buffer {
  return Buffer.from(step.do === 'send' ? JSON.stringify(step.message) : '');
}

/** A message in fragments, cut at these places of its UTF-8 text. */
function fragmentedText(step: Step, places: readonly number[] | 'every-byte', pings = false): Step {
  const payload = messageBytes(step);
  const edges = places === 'every-byte' ? Array.from({ length: payload.length - 1 }, (_, i) => i + 1) : places;
  return { do: 'fragments', opcode: 1, payloads: cut(payload, edges), pings };
}

/** Ten frames of audio in real time, each cut at these places. */
function fragmentedAudio(places: readonly number[], pings = false): readonly Step[] {
  return Array.from({ length: 10 }, (_, frame): readonly Step[] => [
    {
      do: 'fragments',
      opcode: 2,
      payloads: cut(pcm16(samplesOf(tone(440), frame * FRAME_SAMPLES, FRAME_SAMPLES)), places),
      pings,
    },
    elapsed(20),
  ]).flat();
}

const plainCaller = callStart();
const umlautError = errorMessage('The message für Müller was not understood');
const insideTheUmlaut = messageBytes(umlautError).indexOf('ü') + 1;

export const fragmentationCases: readonly Trace[] = [
  callCase('fragmentation/text', {
    title: 'The messages of every call in fragments',
    requirements,
    profile: 'smoke',
    steps: [fragmentedText(plainCaller, [10, 40]), fragmentedText(audioStart(), [1, 30]), goesOnHearing(), endOfCall()],
  }),
  callCase('fragmentation/text-inside-a-character', {
    title: 'A message in fragments, cut inside a character',
    requirements,
    profile: 'smoke',
    // Whole at first, so that it is the fragments that are put to the test.
    steps: [callWithAudio(), umlautError, goesOn(), fragmentedText(umlautError, [20, insideTheUmlaut]), goesOn()],
  }),
  callCase('fragmentation/text-byte-by-byte', {
    title: 'call_start with one byte in each fragment',
    requirements,
    steps: [fragmentedText(plainCaller, 'every-byte'), goesOnIntoAudio(), endOfCall()],
  }),
  callCase('fragmentation/empty-fragments', {
    title: 'A message whose first, second and last fragments are empty',
    requirements,
    steps: [fragmentedText(plainCaller, [0, 0, 12, messageBytes(plainCaller).length]), goesOnIntoAudio(), endOfCall()],
  }),
  callCase('fragmentation/text-with-pings', {
    title: 'Pings between the fragments of a message',
    requirements,
    profile: 'smoke',
    steps: [
      callWithAudio(),
      fragmentedText(errorMessage('The message was not understood'), [5, 17, 30], true),
      goesOn(),
    ],
  }),
  callCase('fragmentation/binary', {
    title: 'Audio frames in fragments, cut inside a sample',
    requirements,
    profile: 'smoke',
    steps: [callStart(), audioStart(), fragmentedAudio([161]), goesOnHearing()],
  }),
  callCase('fragmentation/binary-with-pings', {
    title: 'Pings between the fragments of audio frames',
    requirements,
    steps: [callStart(), audioStart(), fragmentedAudio([1, 160, 161, 319], true), goesOnHearing()],
  }),
];
