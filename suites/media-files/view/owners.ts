// Whose matter it is that a legal name is refused. A target that takes no folders refuses each name with a slash, for
// whatever sake it was offered; that is the separator's matter, and not that of the characters beside it.
import type { Offer } from '../rule.ts';
import { ALLOWED, COLON, type Feature, featuresOf } from './features.ts';

/**
 * The requirement that owns each refusal of a legal name, by the index of the offer. What is special about a refused name
 * and was accepted in no other name is suspected; a suspect that stands alone in some refused name is convicted, and names
 * that it explains are its own. Where nothing is suspected, it is the matter that the name was offered for.
 */
export function ownersOf(offers: readonly Offer[]): ReadonlyMap<number, string> {
  const refused = offers.filter(({ answer, judged }) => answer === 'refused' && judged.verdict === 'legal');
  if (refused.length === 0) return new Map();
  const accepted = offers.filter(({ answer, judged }) => answer === 'accepted' && judged.verdict !== 'illegal');
  if (accepted.length === 0) return ownersWhereNothingIsAccepted(refused);

  const takenIn = new Set(accepted.flatMap(featuresOfOffer).map(({ key }) => key));
  const takenAnywhere = new Set(accepted.flatMap(featuresOfOffer).map(({ shape }) => shape));
  const kindsTaken = new Set(accepted.map(({ event }) => event.fileKind));
  const isInnocent = ({ key, shape }: Feature, offer: Offer) =>
    takenIn.has(key) || (!kindsTaken.has(offer.event.fileKind) && takenAnywhere.has(shape));

  const cases = refused.map((offer) => ({
    offer,
    suspects: featuresOfOffer(offer).filter((feature) => !isInnocent(feature, offer)),
  }));
  const convicted = new Set(
    cases.flatMap(({ suspects }) => (suspects.length === 1 ? suspects : [])).map(({ key }) => key),
  );
  return new Map(cases.map(({ offer, suspects }) => [offer.index, ownerOf(offer, suspects, convicted)]));
}

const featuresOfOffer = ({ name, event }: Offer): readonly Feature[] => featuresOf(name, event.fileKind);

function ownerOf(offer: Offer, suspects: readonly Feature[], convicted: ReadonlySet<string>): string {
  if (suspects.length === 0) return offer.judged.hasColon ? COLON : offer.about;
  const culprit = suspects.find(({ key }) => convicted.has(key));
  if (culprit !== undefined) return culprit.requirement;
  return suspects.some(({ requirement }) => requirement === offer.about)
    ? offer.about
    : (suspects[0]?.requirement ?? offer.about);
}

/** Where names of both kinds are all refused, plain ones too, it is not their extensions. */
function ownersWhereNothingIsAccepted(refused: readonly Offer[]): ReadonlyMap<number, string> {
  const isEveryKind = new Set(refused.map(({ event }) => event.fileKind)).size > 1;
  return new Map(refused.map(({ index, about }) => [index, isEveryKind ? ALLOWED : about]));
}
