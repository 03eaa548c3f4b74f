import type { ExcerptLine, Sender } from './excerpt.ts';
import type { SuiteWords } from './suite-words.ts';

/** Which way something went: out to the target, or back from it. */
export const ARROWS: Readonly<Record<Sender, string>> = { cloud: '→', server: '←', client: '→', api: '←' };

/** The lines of an excerpt as plain text under a line that says who is who, and one for what is abbreviated; none for none. */
export const excerptText = (
  lines: readonly ExcerptLine[],
  { sides }: SuiteWords,
  legend: string | undefined,
): readonly string[] =>
  lines.length === 0
    ? []
    : [
        `        ms  ${sides}`,
        ...(legend === undefined ? [] : [`            ${legend}`]),
        ...lines.map((line) => {
          const arrow = line.from === undefined ? ' ' : ARROWS[line.from];
          const time = `+${line.ms.toFixed(1)}`.padStart(8);
          return `${line.marked ? '>' : ' '} ${time}  ${arrow} ${line.kind.padEnd(8)} ${line.detail}`.trimEnd();
        }),
      ];
