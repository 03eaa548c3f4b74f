/** From moments to places on a line and back. */
export interface TimeScale {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly x: (ms: number) => number;
  readonly ms: (x: number) => number;
}

export const timeScale = (fromMs: number, untilMs: number, left: number, width: number): TimeScale => ({
  fromMs,
  untilMs,
  x: (ms) => left + ((ms - fromMs) / (untilMs - fromMs)) * width,
  ms: (x) => fromMs + ((x - left) / width) * (untilMs - fromMs),
});

/** Round moments, not more than so many, to write under a scale. */
export const ticks = ({ fromMs, untilMs }: TimeScale, most: number): readonly number[] => {
  const least = (untilMs - fromMs) / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least) ?? 10 * power;
  const first = Math.ceil(fromMs / step);
  const count = Math.max(0, Math.floor(untilMs / step) - first + 1);
  return Array.from({ length: count }, (_tick, index) => (first + index) * step);
};

/** `1.204 s`, with as many places as the distance of ticks needs. */
export const secondsText = (ms: number, spanMs: number): string => {
  const places = spanMs < 200 ? 3 : spanMs < 2000 ? 2 : spanMs < 20_000 ? 1 : 0;
  return `${(ms / 1000).toFixed(places)} s`;
};
