// The spellings in which a secret may come back: as an echo in an error text, in a dump of the request, in a log line.

/** A piece of text that gives a secret away. */
export interface SecretForm {
  readonly text: string;
  /** The value itself and not a change of it: equal to the secret once the text around it is read as JSON. */
  readonly exact: boolean;
}

/** A shorter secret is too likely to be part of other words to be looked for within them. */
export const SHORTEST_WITHIN_WORDS = 6;
const SHORTEST_FRAGMENT = 8;

/** All forms of a secret; of a short one the secret alone. Letter case is not told apart here: whoever looks for a form ignores it. */
export function formsOf(secret: string): readonly SecretForm[] {
  if (secret.length < SHORTEST_WITHIN_WORDS) return [{ text: secret, exact: true }];
  const octets = Buffer.from(secret, 'utf8');
  const json = JSON.stringify(secret).slice(1, -1);
  const exact = [secret, json, json.replaceAll('/', '\\/')];
  const changed = [
    [...secret].reverse().join(''),
    percentEncoded(secret),
    [...octets].map((octet) => `%${hex(octet)}`).join(''),
    escapedForHtml(secret),
    octets.toString('hex'),
    ...[0, 1, 2].map((offset) => base64Within(octets, offset)),
  ];
  const urlSafe = changed.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const forms = new Map<string, SecretForm>();
  const add = (text: string, isExact: boolean): void => {
    if (text !== '' && !forms.has(text)) forms.set(text, { text, exact: isExact });
  };
  for (const text of exact) add(text, true);
  for (const text of [...changed, ...urlSafe]) {
    if (text.length >= SHORTEST_WITHIN_WORDS) add(text, false);
  }
  return [...forms.values()];
}

/** The characters that stand for these octets in base64, whatever comes before and behind; offset is octets before. */
function base64Within(octets: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), octets]).toString('base64');
  const from = [0, 2, 3][offset] ?? 0;
  const open = (offset + octets.length) % 3;
  const fragment = text.slice(from, open === 0 ? undefined : -4 + open);
  return fragment.length < SHORTEST_FRAGMENT ? '' : fragment;
}

function percentEncoded(text: string): string {
  // encodeURIComponent throws on half a surrogate pair.
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8')).replace(
    /[!'()*~]/g,
    (each) => `%${hex(each.charCodeAt(0))}`,
  );
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapedForHtml = (text: string): string => text.replace(/[&<>"']/g, (each) => HTML[each] ?? each);

const hex = (octet: number): string => octet.toString(16).padStart(2, '0');
