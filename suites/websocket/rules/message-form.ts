// ws.message.*: the form of the server's text messages. Each message breaks one of these at most, the first of: it is
// JSON, has a type, a known one; and each property one: its type here, its value with ws.play.* or ws.hangup.*.
import { PLAY_START_TYPE, PLAY_START_TYPE_R1, SERVER_MESSAGE_TYPES } from '../../../specification/limits.ts';
import { isOpaque, perItem, show } from '../per-item.ts';
import type { CallView, Rule, RuleFinding, ServerMessage } from '../rule.ts';

/**
 * Documented properties beside `type`, with the JSON type that is judged here. `null` marks those whose type another
 * requirement names: ws.play.id, ws.hangup.cause, ws.hangup.raw-cause.
 */
type Properties = Readonly<Record<string, 'string' | 'number' | null>>;

const START_PROPERTIES: Properties = {
  format: 'string',
  sample_rate: 'number',
  channels: 'number',
  channel: 'number',
  initial_buffer_ms: 'number',
  id: null,
};

const PROPERTIES: ReadonlyMap<string, Properties> = new Map<string, Properties>([
  [PLAY_START_TYPE, START_PROPERTIES],
  [PLAY_START_TYPE_R1, START_PROPERTIES],
  ['audio_play_end', {}],
  ['audio_play_abort', {}],
  ['call_hangup', { cause: null, raw_cause: null }],
]);

// Text that is no UTF-8 is ws.frame.utf8's, text that the transcript did not keep nobody's.
const jsonObject = perItem(
  'ws.message.json-object',
  (call) => call.scan.texts.filter((message) => message.text !== undefined && !isOpaque(message)),
  (message) =>
    message.object === undefined
      ? {
          message: 'A text message is not one JSON object',
          expected: 'exactly one JSON object',
          observed: message.text === '' ? 'an empty text message' : `text that is ${whatIs(message.text ?? '')}`,
          at: message.at,
        }
      : undefined,
);

function whatIs(text: string): string {
  const shown = show(text);
  try {
    const value: unknown = JSON.parse(text);
    return `JSON, but ${Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`}: ${shown}`;
  } catch {
    return `not JSON: ${shown}`;
  }
}

const objects = (call: CallView) => call.scan.texts.filter(({ object }) => object !== undefined);

const type = perItem('ws.message.type', objects, (message) => {
  if (message.type !== undefined) return undefined;
  const value = message.object?.type;
  return {
    message: 'A message has no type',
    expected: 'a string property "type"',
    observed: value === undefined ? `no property "type" in ${show(message.text)}` : `type ${show(value)}`,
    at: message.at,
  };
});

const knownType = perItem(
  'ws.message.known-type',
  (call) => call.scan.texts.filter((message) => message.type !== undefined),
  (message) =>
    PROPERTIES.has(message.type ?? '')
      ? undefined
      : {
          message: 'A message has a type that Aculab Cloud does not take',
          expected: `one of ${SERVER_MESSAGE_TYPES.join(', ')}`,
          observed: `type ${show(message.type)}`,
          at: message.at,
        },
);

interface KnownMessage {
  readonly message: ServerMessage;
  readonly properties: Properties;
  /** Property names of the message, `type` left out. */
  readonly names: readonly string[];
}

function knownMessages(call: CallView): readonly KnownMessage[] {
  return call.scan.texts.flatMap((message) => {
    const properties = PROPERTIES.get(message.type ?? '');
    if (properties === undefined) return [];
    return [{ message, properties, names: Object.keys(message.object ?? {}).filter((name) => name !== 'type') }];
  });
}

const propertyTypes: Rule = {
  requirement: 'ws.message.property-types',
  judge(view) {
    const messages = view.calls
      .flatMap(knownMessages)
      .filter(({ names, properties }) => names.some((name) => Object.hasOwn(properties, name)));
    return { exercised: messages.length, findings: messages.flatMap(wrongTypes) };
  },
};

function wrongTypes({ message, properties }: KnownMessage): readonly RuleFinding[] {
  return Object.entries(properties).flatMap(([name, documented]) => {
    const value = message.object?.[name];
    if (documented === null || value === undefined || typeof value === documented) return [];
    return [
      {
        message: `The property ${name} of ${message.type} has the wrong JSON type`,
        expected: `a ${documented}, or no such property for its default`,
        observed: `${name} ${show(value)} (${jsonTypeOf(value)})`,
        at: message.at,
      },
    ];
  });
}

function jsonTypeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value;
}

const undocumentedProperty = perItem('ws.message.undocumented-property', knownMessages, (known) => {
  const { message, properties, names } = known;
  const unknown = names.filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length === 0) return undefined;
  const documented = Object.keys(properties);
  return {
    message: `A message ${message.type} has a property that is not documented`,
    expected: documented.length === 0 ? 'only type' : `only type, ${documented.join(', ')}`,
    observed: unknown.slice(0, 5).map(show).join(', ') + (unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''),
    at: message.at,
  };
});

export const messageFormRules: readonly Rule[] = [jsonObject, type, knownType, propertyTypes, undocumentedProperty];
