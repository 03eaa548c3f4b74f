/** So many ids that differ in a number alone are told as a range. */
const LEAST_RANGE = 4;

/** Ids as text, in their order; a run of ids with numbers at their ends as `stateful/full-001 to 460`. */
export const foldedIds = (ids: readonly string[]): string => {
  const ranges: Array<{ readonly head: string | undefined; readonly ids: string[] }> = [];
  for (const id of ids) {
    const head = /^(.*\D)\d+$/.exec(id)?.[1];
    const last = ranges.at(-1);
    if (head !== undefined && last?.head === head) last.ids.push(id);
    else ranges.push({ head, ids: [id] });
  }
  return ranges
    .flatMap(({ head = '', ids: own }) =>
      own.length < LEAST_RANGE ? own : [`${own[0]} to ${own.at(-1)?.slice(head.length)}`],
    )
    .join(', ');
};
