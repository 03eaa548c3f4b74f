// What is wrong with a baseline and cannot be said in a schema.

/** As much of a baseline as is looked at here. */
export interface BaselineParts {
  readonly entries: ReadonlyArray<{
    readonly requirement: string;
    readonly case: string;
    readonly signature: string;
    readonly expires?: string;
  }>;
}

/** One line for each, with the place as a JSON pointer. The baseline must be valid against its schema. */
export function baselineProblems({ entries }: BaselineParts): readonly string[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const key = JSON.stringify([entry.requirement, entry.case, entry.signature]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    const { expires } = entry;
    return [
      ...(first === undefined ? [] : [`/entries/${index}: lists the same finding as /entries/${first}`]),
      ...(expires === undefined || isDay(expires) ? [] : [`/entries/${index}/expires: there is no day ${expires}`]),
    ];
  });
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
