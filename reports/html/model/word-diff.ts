/** A stretch of text that the other side has too, or has not. */
export interface DiffPart {
  readonly text: string;
  readonly differs: boolean;
}

export interface Diff {
  readonly expected: readonly DiffPart[];
  readonly observed: readonly DiffPart[];
}

const TOKENS = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
// The table has as many cells as the product of both.
const MOST_TOKENS = 400;
/** With less in common than this, the marks would show how English works. */
const LEAST_COMMON = 0.4;

const tokensOf = (text: string): readonly string[] => text.match(TOKENS) ?? [];

const whole = (text: string, differs: boolean): readonly DiffPart[] => (text === '' ? [] : [{ text, differs }]);

const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);

/** What two texts do not share, by words. Where they share little, all of what was observed is another thing. */
export const wordDiff = (expected: string, observed: string): Diff => {
  if (expected === observed) {
    const same = [{ text: expected, differs: false }];
    return { expected: same, observed: same };
  }
  const [left, right] = [tokensOf(expected), tokensOf(observed)];
  const nothing = { expected: whole(expected, false), observed: whole(observed, true) };
  if (left.length > MOST_TOKENS || right.length > MOST_TOKENS) return nothing;
  const common = longestCommon(left, right);
  const words = (tokens: readonly string[]): number => tokens.filter(isWord).length;
  const shared = common.filter(([index]) => isWord(left[index] ?? '')).length;
  if (shared < LEAST_COMMON * Math.min(words(left), words(right)) || shared === 0) return nothing;
  return {
    expected: parts(left, new Set(common.map(([index]) => index))),
    observed: parts(right, new Set(common.map(([, index]) => index))),
  };
};

/** Places of a longest common subsequence in both lists. */
const longestCommon = (left: readonly string[], right: readonly string[]): ReadonlyArray<readonly [number, number]> => {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
};

const parts = (tokens: readonly string[], shared: ReadonlySet<number>): readonly DiffPart[] => {
  const all: { text: string; differs: boolean }[] = [];
  const isOwn = (index: number): boolean => index >= 0 && index < tokens.length && !shared.has(index);
  tokens.forEach((token, index) => {
    // A space between two words that differ differs with them.
    const isBetween = /^\s+$/.test(token) && isOwn(index - 1) && isOwn(index + 1);
    const differs = isOwn(index) || isBetween;
    const last = all.at(-1);
    if (last?.differs === differs) last.text += token;
    else all.push({ text: token, differs });
  });
  return all;
};
