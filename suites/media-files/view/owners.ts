// Whose matter it is that a legal name is refused. A target that takes no folders refuses each name with a slash, for
// whatever sake it was offered; that is the separator's matter, and not that of the characters beside it.
import type { Offer } from '../rule.ts';
import { ALLOWED, extensionRequirement, type Feature, featuresOf } from './features.ts';

/** A refused legal name with what there is about it that was accepted in no other name. */
interface Refusal {
  readonly offer: Offer;
  readonly suspects: readonly Feature[];
}

/**
 * The requirement that owns each refusal of a legal name, by the index of the offer: that of the suspect that stands in
 * most refused names, of those suspects that another name shows without suspects of another sort. Where there is none, it
 * is the matter that the name was offered for.
 */
export function ownersOf(offers: readonly Offer[]): ReadonlyMap<number, string> {
  const refused = offers.filter(({ answer, judged }) => answer === 'refused' && judged.verdict === 'legal');
  if (refused.length === 0) return new Map();
  const accepted = offers.filter(({ answer, judged }) => answer === 'accepted' && judged.verdict !== 'illegal');
  if (accepted.length === 0) return ownersWhereNothingIsAccepted(refused);

  const kindsTaken = new Set(accepted.map(({ event }) => event.fileKind));
  const refusals = refusalsOf(refused, accepted);
  const weightOf = weigh(refusals);
  return new Map(
    refusals.map(({ offer, suspects }) => [
      offer.index,
      // Nothing of one kind is accepted, and something of the other: what differs is the extension.
      kindsTaken.has(offer.event.fileKind)
        ? ownerOf(offer, suspects, weightOf)
        : extensionRequirement(offer.event.fileKind),
    ]),
  );
}

function refusalsOf(refused: readonly Offer[], accepted: readonly Offer[]): readonly Refusal[] {
  const taken = new Set(accepted.flatMap(featuresOfOffer).map(({ key }) => key));
  return refused.map((offer) => ({ offer, suspects: featuresOfOffer(offer).filter(({ key }) => !taken.has(key)) }));
}

const featuresOfOffer = ({ name, event }: Offer): readonly Feature[] => featuresOf(name, event.fileKind);

/**
 * In how many refused names a feature stands; 0 unless some name was offered for its sake and is refused for it: because
 * nothing else is suspect there, or because what else is suspect stands in fewer names and nothing explains it already.
 */
function weigh(refusals: readonly Refusal[]): (feature: Feature) => number {
  const counts = new Map<string, number>();
  for (const { key } of refusals.flatMap(({ suspects }) => suspects)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const countOf = ({ key }: Feature): number => counts.get(key) ?? 0;

  const plain = refusals.filter(({ offer, suspects }) => suspects.every(isFor(offer)));
  const alone = new Set(plain.flatMap(({ suspects }) => suspects).map(({ key }) => key));
  const unexplained = refusals.filter(({ suspects }) => !suspects.some(({ key }) => alone.has(key)));
  const foremost = unexplained.flatMap(({ offer, suspects }) => {
    const most = Math.max(...suspects.map(countOf));
    return suspects.filter((suspect) => countOf(suspect) === most).filter(isFor(offer));
  });
  const attested = new Set([...alone, ...foremost.map(({ key }) => key)]);
  return (feature) => (attested.has(feature.key) ? countOf(feature) : 0);
}

const isFor =
  ({ about }: Offer) =>
  ({ requirement }: Feature): boolean =>
    requirement === about;

function ownerOf({ about }: Offer, suspects: readonly Feature[], weightOf: (feature: Feature) => number): string {
  const heaviest = Math.max(0, ...suspects.map(weightOf));
  const culprits = heaviest === 0 ? [] : suspects.filter((suspect) => weightOf(suspect) === heaviest);
  return culprits.some(({ requirement }) => requirement === about) ? about : (culprits[0]?.requirement ?? about);
}

/** Where names of both kinds are all refused, plain ones too, it is not their extensions. */
function ownersWhereNothingIsAccepted(refused: readonly Offer[]): ReadonlyMap<number, string> {
  const isEveryKind = new Set(refused.map(({ event }) => event.fileKind)).size > 1;
  return new Map(refused.map(({ index, about }) => [index, isEveryKind ? ALLOWED : about]));
}
