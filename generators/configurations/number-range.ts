import type { Shape } from './shape.ts';

/** The numbers `at(first)` to `at(last)`, a step apart; the step is 1 or the schema's multipleOf, or a quarter. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  at(unit: number): number;
}

// Where a schema sets no bound: wide enough to be telling, inside what every peer keeps exactly.
const UNBOUNDED = 2 ** 31;

/** The legal numbers as whole units; undefined where there are none. */
export function rangeOf(shape: Shape, whole: boolean): NumberRange | undefined {
  const { multipleOf } = shape;
  const step = multipleOf ?? (whole ? 1 : 0.25);
  const stride = whole && !Number.isInteger(step) ? 1 : step;
  if (!(stride > 0)) return undefined;
  const exact = (value: number) => Number((value * stride).toPrecision(15));
  const low = Math.max(shape.least ?? Number.NEGATIVE_INFINITY, shape.above ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(shape.most ?? Number.POSITIVE_INFINITY, shape.below ?? Number.POSITIVE_INFINITY);
  const bottom = Number.isFinite(low) ? low : Math.min(-UNBOUNDED, Number.isFinite(high) ? high - UNBOUNDED : 0);
  const top = Number.isFinite(high) ? high : Math.max(UNBOUNDED, bottom + UNBOUNDED);
  let first = Math.ceil(bottom / stride);
  let last = Math.floor(top / stride);
  if (shape.above !== undefined && exact(first) <= shape.above) first += 1;
  if (shape.below !== undefined && exact(last) >= shape.below) last -= 1;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last) return undefined;
  // Adding 0 makes 0 of -0, which JSON has no other spelling for.
  return { first, last, step, at: (unit) => exact(unit) + 0 };
}
