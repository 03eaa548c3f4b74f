/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

/**
 * The candidates that a mistyped text probably means, best first: those that contain it or are contained in it, and
 * those within an edit for every three characters. Empty when nothing is near.
 */
export function nearestIds(text: string, candidates: readonly string[], max = 3): readonly string[] {
  const wanted = text.trim().toLowerCase().slice(0, 100);
  if (wanted === '') return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate) => {
      const known = candidate.toLowerCase();
      const contains = (known.includes(wanted) && wanted.length > 2) || (wanted.includes(known) && known.length > 2);
      return { candidate, contains, distance: editDistance(wanted, known) };
    })
    .filter(({ contains, distance }) => contains || distance <= allowed)
    .toSorted((one, other) => one.distance - other.distance || (one.candidate < other.candidate ? -1 : 1))
    .slice(0, max)
    .map(({ candidate }) => candidate);
}
