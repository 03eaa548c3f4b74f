import type { Shape } from './shape.ts';
import type { Workshop } from './workshop.ts';

const LONGEST = 10_000;

// Formats are annotations, but a target may mean them: texts that keep to them are legal either way.
const OF_FORMAT: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-02-29'],
  'date-time': ['2024-02-29T12:00:00Z'],
  email: ['user@example.com'],
  hostname: ['a.example.com'],
  ipv4: ['127.0.0.1'],
  ipv6: ['::1'],
  time: ['12:00:00Z'],
  uri: ['http://example.com/', 'https://example.com/a?b=c#d'],
  'uri-reference': ['/a', 'http://example.com/'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000'],
};

/** Texts at the edges of what the shape allows, simplest first: shortest, longest, and both in characters beyond 16 bits. */
export function edgeTexts(shape: Shape, workshop: Workshop): readonly string[] {
  const seeds = seedTexts(shape, workshop);
  if (seeds === undefined) return freeTexts(shape);
  const { minLength, maxLength } = shape;
  const stretched = seeds
    .slice(0, 6)
    .flatMap((seed) => [
      stretch(seed, minLength),
      ...(maxLength !== undefined && maxLength <= LONGEST ? [stretch(seed, maxLength)] : []),
    ]);
  const legal = [...seeds, ...stretched.filter((text) => workshop.matches(shape.patterns, text))];
  return [...new Set(legal)]
    .filter((text) => fits(shape, text))
    .sort((a, b) => a.length - b.length)
    .slice(0, 40);
}

/** Whether the length fits, in characters. */
export function fits({ minLength, maxLength }: Shape, text: string): boolean {
  const length = [...text].length;
  return length >= minLength && (maxLength === undefined || length <= maxLength);
}

/** Texts that follow the patterns and formats; undefined where there are none to follow. */
function seedTexts({ patterns, formats, suggestions }: Shape, workshop: Workshop): readonly string[] | undefined {
  const [pattern, ...others] = patterns;
  const suggested = suggestions.filter((text) => typeof text === 'string');
  const ofFormat = formats.flatMap((format) => (Object.hasOwn(OF_FORMAT, format) ? (OF_FORMAT[format] ?? []) : []));
  if (pattern === undefined) return ofFormat.length === 0 ? undefined : [...ofFormat, ...suggested];
  const candidates = [...ofFormat, ...suggested].filter((text) => workshop.matches(patterns, text));
  const found = workshop.strings(pattern).filter((text) => others.length === 0 || workshop.matches(others, text));
  return candidates.length > 0 && ofFormat.length > 0 ? candidates : [...candidates, ...found];
}

function freeTexts(shape: Shape): readonly string[] {
  const { minLength, suggestions } = shape;
  const most = shape.maxLength ?? minLength + 300;
  const lengths = [minLength, minLength + 1, most].filter((length) => length <= Math.min(most, LONGEST));
  const texts = [...new Set(lengths)].flatMap((length) => [
    'a'.repeat(length),
    ...(length > minLength + 1 || length === most ? ['\u{1f600}'.repeat(length)] : []),
  ]);
  const spoken = ['caf\u00e9 \u6f22\u5b57 \u{1f600}', ' a ', '"\\/\'', 'a\tb\nc', ...suggestions].filter(
    (text) => typeof text === 'string' && fits(shape, text),
  );
  return [...new Set([...texts, ...spoken])].filter((text) => typeof text === 'string');
}

/** Its first characters, or its last one repeated. */
function stretch(text: string, length: number): string {
  const characters = [...text];
  const last = characters.at(-1) ?? 'a';
  return characters.slice(0, length).join('') + last.repeat(Math.max(0, length - characters.length));
}
