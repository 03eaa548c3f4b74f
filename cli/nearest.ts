import { nearestIds } from '../specification/nearest.ts';

/** `; did you mean x?`, or nothing where no candidate is near. */
export const didYouMean = (word: string, candidates: readonly string[]): string => {
  const [nearest] = nearestIds(word, candidates, 1);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
};
