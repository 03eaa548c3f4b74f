// Whether a call hears what was said in another. The calls of such a case are labelled `tone-<hz>` and send that tone.
// A server may play anything, the caller's own words included; so only a difference between calls is evidence.
import { decodeSamples, type Spectrum, spectrumOf } from './audio-levels.ts';
import type { CallView, RuleFinding } from './rule.ts';
import { soundIsKnown } from './view/play-request.ts';

/** A tone counts as heard when it has this part of all power: 13 dB below everything. */
const HEARD_PART = 0.05;

/** And when it has so many times the power that it has in calls which ought to hear it just as little: 17 dB more. */
const LOUDER_THAN_OTHERS = 50;

/** Power below which nothing is said to be heard: 50 dB under full scale. */
const AUDIBLE_POWER = 1e-5;

/** With fewer calls than these there is no middle to compare with. */
const CALLS_TO_COMPARE = 3;

/** Where every call hears the others there is no difference; then together they are most of what is heard. */
const MIXED_PART = 0.5;
const HEARD_PART_IN_MIX = 0.02;

interface ToneCall {
  readonly call: CallView;
  readonly hz: number;
  readonly spectrum: Spectrum;
}

/** Tones of other calls in the audio that the server played into a call. */
export function crosstalkOf(calls: readonly CallView[]): readonly RuleFinding[] {
  const labelled = calls.flatMap((call) => {
    const hz = /^tone-(\d+)$/.exec(call.label)?.[1];
    return hz === undefined ? [] : [{ call, hz: Number(hz) }];
  });
  const frequencies = labelled.map(({ hz }) => hz);
  const toneCalls = labelled.map(({ call, hz }) => ({
    call,
    hz,
    spectrum: spectrumOf(playedSamples(call), frequencies),
  }));
  const heard = toneCalls.filter(({ spectrum }) => spectrum.total > AUDIBLE_POWER);
  if (heard.length < CALLS_TO_COMPARE) return [];
  return heard.flatMap((listener) => {
    const foreign = toneCalls.flatMap(({ hz }, j) =>
      hz !== listener.hz && isForeign(listener, hz, j, heard) ? [hz] : [],
    );
    const mixed = foreign.length > 0 ? foreign : mixOf(listener, frequencies);
    return mixed.length === 0 ? [] : [findingOf(listener, mixed)];
  });
}

/** Everything that the server sent to be played in a call, one play after another. */
function playedSamples(call: CallView): Float64Array {
  const octets = call.plays.filter(soundIsKnown).flatMap((play) => {
    const payloads = play.audio.flatMap(({ frames }) => frames.map(({ event }) => event.payload));
    const whole = payloads.every((payload) => payload !== undefined) ? payloads : [];
    return [decodeSamples(Buffer.concat(whole), play.format, play.channels)];
  });
  const all = new Float64Array(octets.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const samples of octets) {
    all.set(samples, at);
    at += samples.length;
  }
  return all;
}

/** An announcement that holds this frequency holds it in every call; what another call said only this one hears. */
function isForeign(listener: ToneCall, hz: number, j: number, heard: readonly ToneCall[]): boolean {
  const power = listener.spectrum.at[j] ?? 0;
  if (power < AUDIBLE_POWER || power < HEARD_PART * listener.spectrum.total) return false;
  const elsewhere = heard.filter((other) => other.hz !== hz).map(({ spectrum }) => spectrum.at[j] ?? 0);
  return elsewhere.length >= CALLS_TO_COMPARE - 1 && power > LOUDER_THAN_OTHERS * median(elsewhere);
}

/**
 * Every call is played to every other: then this one hears at least half of the others' tones, and little else. No
 * announcement is made of just these frequencies.
 */
function mixOf({ hz, spectrum }: ToneCall, frequencies: readonly number[]): readonly number[] {
  const others = frequencies.flatMap((other, j) =>
    other !== hz && (spectrum.at[j] ?? 0) >= HEARD_PART_IN_MIX * spectrum.total
      ? [{ other, power: spectrum.at[j] ?? 0 }]
      : [],
  );
  const isMost = others.reduce((sum, { power }) => sum + power, 0) >= MIXED_PART * spectrum.total;
  const isMany = others.length >= CALLS_TO_COMPARE && others.length >= (frequencies.length - 1) / 2;
  return isMost && isMany ? others.map(({ other }) => other) : [];
}

/** The lower one of two in the middle, so that half of the calls are no louder. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function findingOf({ call, spectrum }: ToneCall, foreign: readonly number[]): RuleFinding {
  const at = call.plays[0]?.audio[0]?.at;
  return {
    message: `the call ${call.label} hears what was said in ${foreign.length === 1 ? 'another call' : 'other calls'}`,
    expected: 'only the audio of its own call, or the same announcement for all',
    observed: `${foreign.map((hz) => `${hz} Hz`).join(', ')}, ${decibels(spectrum.total)} in all`,
    ...(at === undefined ? {} : { at }),
  };
}

const decibels = (power: number): string => `${Math.round(10 * Math.log10(2 * power))} dB of full scale`;
