// One line for each figure, with the target beside it.
let missed = 0;

/** Prints a figure and keeps count of those that miss their target. */
export function report(name: string, figures: string, target: string, met: boolean): void {
  if (!met) missed++;
  console.log(`${met ? 'ok    ' : 'MISSED'}  ${name}: ${figures} (target: ${target})`);
}

/** How many of the figures reported so far miss their target. */
export const missedTargets = (): number => missed;

/** The value in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
