// What a reader is shown of the bodies of an exchange: the part that the finding is about, and how much else there is.
import type { ExchangeEvent, RecordedBody } from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { jsonLeaves, jsonPart, jsonText } from './json-text.ts';

/** A body of fewer characters is shown as it is. */
const SHORT_BODY = 160;
/** Characters of one text within JSON. */
const LONGEST_TEXT = 120;

/** Whose body, and what of it matters. */
export interface BodyView {
  readonly finding: Finding;
  /** What the names of the case's services begin with. */
  readonly prefix: string;
  /** Nothing is left out but what is foreign. */
  readonly isWhole: boolean;
}

export const parsed = (body: RecordedBody | undefined): unknown => {
  if (body?.text === undefined || body.truncated === true) return undefined;
  try {
    return JSON.parse(body.text);
  } catch {
    return undefined;
  }
};

const size = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes} bytes`);

/** A body as it was recorded. */
export const bodyText = (body: RecordedBody): string => {
  if (body.text === undefined) return `${size(body.bytes)}, no text`;
  return body.truncated === true ? `${body.text}… (${size(body.bytes)})` : body.text;
};

const others = (count: number): readonly string[] => (count === 0 ? [] : [`… ${count} other${count === 1 ? '' : 's'}`]);

/** An entry that is not the case's own: its form without what it holds. */
const outlineOf = (entry: unknown): string => {
  if (typeof entry !== 'object' || entry === null) return entry === null ? 'null' : `<${typeof entry}>`;
  if (Array.isArray(entry)) return '<array>';
  const kindOf = (value: unknown): string => {
    if (value === null || value === '') return jsonText(value);
    return Array.isArray(value) ? '<array>' : `<${typeof value}>`;
  };
  return `{${Object.entries(entry)
    .map(([name, value]) => `${JSON.stringify(name)}: ${kindOf(value)}`)
    .join(', ')}}`;
};

/**
 * Only entries of this case: what else the account has is nobody's business, and would hide them. Of an entry that the
 * finding counts to, the form.
 */
const ownEntries = (value: unknown, { finding, prefix }: BodyView): string | undefined => {
  const isBare = Array.isArray(value);
  const hasServices = typeof value === 'object' && value !== null && 'services' in value;
  const entries: unknown = isBare ? value : hasServices ? value.services : undefined;
  if (!Array.isArray(entries)) return undefined;
  const guilty = /\bindex (\d+)/.exec(finding.observed)?.[1];
  const nameOf = (entry: unknown): unknown =>
    typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry;
  const shown = entries.flatMap((entry: unknown, index): readonly string[] => {
    const name = nameOf(entry);
    if (typeof name === 'string' && name.startsWith(prefix)) return [jsonText(entry)];
    return String(index) === guilty ? [`at index ${index} ${outlineOf(entry)}`] : [];
  });
  const list = `[${[...shown, ...others(entries.length - shown.length)].join(', ')}]`;
  return isBare ? list : `{"services": ${list}}`;
};

/** A dotted path and those of the objects that it leads through, the longest first. */
const withParents = (path: string): readonly string[] => {
  const parts = path.split('.');
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'));
};

/** Paths of a value that a finding names; of an option that is not there, the object that lacks it. */
export const namedPaths = ({ message, expected, observed }: Finding, leaves: Iterable<string>): ReadonlySet<string> => {
  const existing = new Set([...leaves].flatMap(withParents));
  const words = [message, expected, observed].join(' ').match(/[\p{L}\p{N}_$-]+(\.[\p{L}\p{N}_$-]+)*/gu) ?? [];
  const named = new Set(words.flatMap((word) => withParents(word).find((path) => existing.has(path)) ?? []));
  // `rest` beside `rest.final_page.address` is a word of the sentence, or its beginning.
  return new Set([...named].filter((path) => ![...named].some((other) => other.startsWith(`${path}.`))));
};

export const changedPaths = (now: unknown, before: unknown): ReadonlySet<string> => {
  const [new_, old] = [jsonLeaves(now), jsonLeaves(before)];
  return new Set([...new_].filter(([path, value]) => !old.has(path) || old.get(path) !== value).map(([path]) => path));
};

const isConfiguration = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('error' in value) && !('services' in value);

/** What the API last said of the service before an exchange. */
export const previousAnswer = (before: readonly ExchangeEvent[], { operation }: ExchangeEvent): unknown =>
  before
    .filter((each) => each.operation.service === operation.service && each.operation.service !== undefined)
    .map((each) => parsed(each.response?.body))
    .filter(isConfiguration)
    .at(-1);

/** The members at some paths, and how many others there are; all where none is at any. */
const partText = (value: unknown, paths: ReadonlySet<string>): string => {
  const part = jsonPart(value, (path) => paths.has(path), LONGEST_TEXT);
  if (part === undefined) return jsonText(value, LONGEST_TEXT);
  const isShown = (leaf: string): boolean => withParents(leaf).some((path) => paths.has(path));
  const left = [...jsonLeaves(value).keys()].filter((leaf) => !isShown(leaf)).length;
  if (left === 0) return part;
  const noun = isConfiguration(value) ? 'option' : 'member';
  return `${part} (… ${left} more ${noun}${left === 1 ? '' : 's'})`;
};

/** What was sent: whole where it is short, else the part that the finding names. */
export const requestText = (body: RecordedBody, { finding, isWhole }: BodyView): string => {
  const value = parsed(body);
  const text = bodyText(body);
  if (isWhole || value === undefined || text.length <= SHORT_BODY) return text;
  return partText(value, namedPaths(finding, jsonLeaves(value).keys()));
};

/** What was answered: of JSON what the finding names, else what is new since the last answer, else all. */
export const answerText = (
  event: ExchangeEvent,
  before: readonly ExchangeEvent[],
  view: BodyView,
): string | undefined => {
  const body = event.response?.body;
  if (body === undefined) return undefined;
  const value = parsed(body);
  if (value === undefined) return bodyText(body);
  const listed = ownEntries(value, view);
  if (listed !== undefined) return listed;
  if (view.isWhole) return jsonText(value);
  const named = namedPaths(view.finding, jsonLeaves(value).keys());
  if (named.size > 0) return partText(value, named);
  const previous = previousAnswer(before, event);
  return partText(value, previous === undefined ? new Set() : changedPaths(value, previous));
};
