// One finding for all names that show the same, instead of one for each.
import type { NamedProbe, Probe, RuleFinding } from '../rule.ts';
import { listed, visibleName } from '../visible-name.ts';

/** A name that shows a violation; `item` is what is listed of it. */
export interface Evidence {
  readonly at: Probe;
  readonly name: string;
  readonly item: string;
  /** What the target said about it. */
  readonly said?: string;
}

export const evidenceOf = (probe: NamedProbe, item = probe.what, said = probe.event.reason): Evidence => ({
  at: probe,
  name: probe.name,
  item,
  ...(said === undefined ? {} : { said }),
});

export interface Symptom {
  /** Completes a sentence: `accepts 14 forbidden characters`; the number is that of different items. */
  readonly message: (count: number) => string;
  readonly expected: string;
  readonly evidence: readonly Evidence[];
  /** Items are sorts of names, which are the same in another run; names themselves are not. */
  readonly isOfSorts?: true;
}

/** A finding with every item and the shortest name that shows it; none where there is no evidence. */
export function grouped({ message, expected, evidence, isOfSorts }: Symptom): readonly RuleFinding[] {
  const shortest = shortestOf(evidence);
  if (shortest === undefined) return [];
  const items = evidence.map(({ item }) => item);
  const kind = shortest.at.event.fileKind;
  const said = shortest.said === undefined || shortest.said === '' ? '' : `: ${cut(shortest.said)}`;
  return [
    {
      message: message(new Set(items).size),
      expected,
      observed: `${listed(items)}; shortest name: ${visibleName(shortest.name)} (${kind})${said}`,
      at: shortest.at,
      ...(isOfSorts === true ? { sorts: items } : {}),
    },
  ];
}

function shortestOf(evidence: readonly Evidence[]): Evidence | undefined {
  return evidence.reduce<Evidence | undefined>(
    (shortest, one) => (shortest === undefined || one.name.length < shortest.name.length ? one : shortest),
    undefined,
  );
}

const LONGEST_SAID = 100;
const cut = (text: string): string => (text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text);

/** `1 name`, `3 names`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
