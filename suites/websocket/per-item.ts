import type { CallView, CaseView, Judgement, Located, Rule, RuleFinding, ServerMessage } from './rule.ts';

/**
 * A rule that looks at one thing after another, each by itself.
 *
 * @param items what puts the requirement to the test in one call: their number is how often it was exercised.
 * @param judge the violation that an item is, or undefined.
 */
export function perItem<T>(
  requirement: string,
  items: (call: CallView, view: CaseView) => readonly T[],
  judge: (item: T) => RuleFinding | undefined,
): Rule {
  return {
    requirement,
    judge(view) {
      const findings: RuleFinding[] = [];
      let exercised = 0;
      for (const call of view.calls) {
        for (const item of items(call, view)) {
          exercised += 1;
          const finding = judge(item);
          if (finding !== undefined) findings.push(finding);
        }
      }
      return { exercised, findings };
    },
  };
}

/**
 * A rule whose violations the view has found already.
 *
 * @param judge of one call: how often it was put to the test, and what broke it.
 */
export function perCall(requirement: string, judge: (call: CallView) => Judgement): Rule {
  return {
    requirement,
    judge({ calls }) {
      const judged = calls.map(judge);
      return {
        exercised: judged.reduce((sum, { exercised }) => sum + exercised, 0),
        findings: judged.flatMap(({ findings }) => findings),
      };
    },
  };
}

/** Happened before the call ended or the two sides' words crossed: the order and timing of plays can be judged. */
export const isBeforeCrossing = (call: CallView, at: Located): boolean =>
  call.crossedAt === undefined || at.index < call.crossedAt.index;

/** Frames with reserved bits say something that nobody agreed on: what they seem to hold is not judged on top of that. */
export const isOpaque = (message: ServerMessage): boolean => message.frames.some(({ event }) => event.rsv !== 0);

/** A value from a message, short enough for one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
