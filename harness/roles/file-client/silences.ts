// What a run has learned of names that are never answered. Each costs a whole deadline, and after a few of one sort the
// next of it says nothing new.

interface Name {
  readonly name: string;
}

export interface Silences {
  /** There was no answer to the name, and nothing else could be to blame. */
  noteSilence(file: Name): void;
  /** There was no answer, and no single name is to blame: it only shortens the time that the next one has. */
  noteStall(): void;
  /** No limit is below ten times what answers took on average, as far as their `durationMs` are told. */
  noteAnswer(file: Name, durationMs?: number): void;
  /** Some sort is known. */
  isKnowing(): boolean;
  /** Enough names of a sort were never answered: another of them says nothing new. */
  isKnownSort(file: Name): boolean;
  /** For the next answer, of the time that an answer has at first: half of it after each silence, an eighth at least. */
  limitMs(wholeMs: number): number;
}

/** So many of a sort are enough, where none of it was ever answered. */
const ENOUGH = 3;
/** After so many altogether one in four is: every further one tells the same of the target. */
const MANY = 10;
const ONE_IN = 4;
const MOST_HALVINGS = 3;
const AVERAGE_TIMES = 10;

interface Sort {
  silences: number;
  answers: number;
}

export function createSilences(): Silences {
  const sorts = new Map<string, Sort>();
  let all = 0;
  let stalls = 0;
  let answers = 0;
  let answersMs = 0;
  const count = (file: Name, what: keyof Sort): void => {
    for (const key of sortsOf(file)) {
      const sort = sorts.get(key) ?? { silences: 0, answers: 0 };
      sort[what]++;
      sorts.set(key, sort);
    }
  };
  const isKnown = ({ silences, answers }: Sort): boolean =>
    all < MANY ? silences >= ENOUGH && answers === 0 : silences > 0 && silences * ONE_IN >= answers;
  return {
    noteSilence: (file) => {
      all++;
      count(file, 'silences');
    },
    noteStall: () => {
      stalls++;
    },
    noteAnswer: (file, durationMs = 0) => {
      answers++;
      answersMs += durationMs;
      count(file, 'answers');
    },
    isKnowing: () => all >= ENOUGH,
    isKnownSort: (file) =>
      all >= ENOUGH &&
      sortsOf(file).some((key) => {
        const sort = sorts.get(key);
        return sort !== undefined && isKnown(sort);
      }),
    limitMs: (wholeMs) =>
      Math.min(
        wholeMs,
        Math.max(
          (AVERAGE_TIMES * answersMs) / Math.max(1, answers),
          wholeMs / 2 ** Math.min(all + stalls, MOST_HALVINGS),
        ),
      ),
  };
}

const NOT_ALLOWED = /[^a-zA-Z0-9._/@:-]/gu;

/**
 * What targets are silent for: a character, a length, a number of folders; and how much stands before the first thing that
 * is wrong, which is what an expression divides in every possible way.
 */
function sortsOf({ name }: Name): readonly string[] {
  const wrong = [...name.matchAll(NOT_ALLOWED)];
  const first = wrong[0]?.index;
  const length = `${first === undefined ? 'allowed' : 'forbidden'} characters, length ${stepOf(name.length)}`;
  return [
    ...new Set(wrong.map(([character]) => `character ${character}`)),
    length,
    `folders ${stepOf(name.split('/').length - 1)}, ${length}`,
    ...(first === undefined ? [] : [`forbidden character after ${stepOf(first)}`]),
    ...(name.includes('..') ? [`two dots after ${stepOf(name.indexOf('..'))}`] : []),
  ];
}

/** The same for numbers of about the same size. */
const stepOf = (size: number): number => Math.round(2 * Math.log2(size + 1));
