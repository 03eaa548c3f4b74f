import type { JsonValue } from '../../../generators/json-spellings.ts';
import type { Step, Trace } from '../../../harness/traces/trace.ts';
import { audioOff, audioOn, awaitClose, callWithAudio, close, goesOn, send, sendText, tone } from '../steps.ts';
import { callCase } from './call-case.ts';

const requirements = ['ws.tolerates.json-forms', 'ws.call.pong'];

type Message = { readonly type: string; readonly [property: string]: JsonValue };

// The most ordinary caller: others have cases of their own.
const CALL_START: Message = { type: 'call_start', from: '+441908273800' };
const AUDIO_START: Message = { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 };
const MIDDLE: readonly Message[] = [
  { type: 'audio_overflow_warning' },
  { type: 'error', reason: 'Unexpected "}" \\ tab\there, "J. Müller/漢", 😀' },
];
const AUDIO_END: Message = { type: 'audio_end' };
const CALL_END: Message = { type: 'call_end', origin: 'client', cause: 'NORMAL', raw_cause: 0 };

/**
 * A whole call in which every message is spelled by `spell`: those that every call has. The others come in a call of
 * their own, after the same in plain spelling, so that it is their spelling that is put to the test.
 */
function callSpelled(spell: (message: Message) => string): readonly Step[] {
  const say = (message: Message): Step => sendText(spell(message));
  return [
    say(CALL_START),
    say(AUDIO_START),
    audioOn(tone(440)),
    ...goesOn(),
    audioOff(),
    say(AUDIO_END),
    say(CALL_END),
    close(1000),
    awaitClose(),
  ];
}

function messagesSpelled(spell: (message: Message) => string): readonly Step[] {
  return [
    ...callWithAudio(),
    ...MIDDLE.map((message) => send(message)),
    ...goesOn(),
    ...MIDDLE.map((message) => sendText(spell(message))),
    ...goesOn(),
  ];
}

/** Every character of every string as \uXXXX, names included. */
function escaped(message: Message): string {
  return JSON.stringify(message).replace(/"((?:[^"\\]|\\.)*)"/g, (literal) => {
    const value: unknown = JSON.parse(literal);
    const units = Array.from({ length: String(value).length }, (_, i) => String(value).charCodeAt(i));
    return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
  });
}

const SPELLINGS: ReadonlyArray<{
  readonly name: string;
  readonly title: string;
  readonly spell: (message: Message) => string;
}> = [
  {
    name: 'white-space',
    title: 'Messages are indented, with line ends around them',
    spell: (message) => `\r\n\t ${JSON.stringify(message, null, 4).replaceAll('\n', '\r\n')} \r\n`,
  },
  {
    name: 'key-order',
    title: 'type is the last property of every message',
    spell: (message) => JSON.stringify(Object.fromEntries(Object.entries(message).reverse())),
  },
  { name: 'escapes', title: 'Every character of names and strings is a \\u escape', spell: escaped },
  {
    name: 'spaced-separators',
    title: 'Colons and commas stand between blanks',
    spell: (message) =>
      `{ ${Object.entries(message)
        .map(([name, value]) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`)
        .join(' , ')} }`,
  },
  {
    name: 'ascii',
    title: 'What is not ASCII is a \\u escape, the solidus too is escaped',
    spell: (message) =>
      JSON.stringify(message)
        .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`)
        .replaceAll('/', '\\/'),
  },
];

const STANDARD_SEEDED = 4;
const FULL_SEEDED = 20;

/** The three classes of spelling one by one, then the seed's own. */
export async function jsonFormCases(options: { readonly seed: number }): Promise<readonly Trace[]> {
  return [
    ...SPELLINGS.map(({ name, title, spell }) =>
      callCase(`json-forms/${name}`, {
        title,
        requirements,
        ...(name === 'ascii' || name === 'spaced-separators' ? {} : { profile: 'smoke' }),
        steps: callSpelled(spell),
      }),
    ),
    ...SPELLINGS.slice(0, 3).map(({ name, title, spell }) =>
      callCase(`json-forms/within-a-call/${name}`, {
        title: `${title}, in messages within a call`,
        requirements,
        steps: messagesSpelled(spell),
      }),
    ),
    ...(await seededCases(options.seed)),
  ];
}

async function seededCases(seed: number): Promise<readonly Trace[]> {
  // Loaded here, because fast-check is the slowest of our modules to load and most commands need no cases.
  const { sampleJsonSpellings } = await import('../../../generators/json-spellings.ts');
  const messages = [CALL_START, AUDIO_START, AUDIO_END, CALL_END];
  const spellings = new Map(
    messages.map((message, i) => [message, sampleJsonSpellings(message, { seed: seed + i, count: FULL_SEEDED })]),
  );
  return Array.from({ length: FULL_SEEDED }, (_, turn) =>
    callCase(`json-forms/seeded/${turn + 1}`, {
      title: `Messages spelled at random (${turn + 1} of ${FULL_SEEDED})`,
      requirements,
      profile: turn < STANDARD_SEEDED ? 'standard' : 'full',
      steps: callSpelled((message) => spellings.get(message)?.[turn] ?? JSON.stringify(message)),
    }),
  );
}
