import type { Rule, RuleFinding, ServicesView, ViewedExchange } from '../rule.ts';

/** Of one exchange: what is wrong with it, nothing where it is right, undefined where it puts nothing to the test. */
export type Verdict = readonly RuleFinding[] | undefined;

/** The exchange put the requirement to the test and did what it should. */
export const FINE: Verdict = [];

/** A rule that looks at one exchange after another. */
export function perExchange(
  requirement: string,
  judge: (exchange: ViewedExchange, view: ServicesView) => Verdict,
): Rule {
  return {
    requirement,
    judge: (view) => {
      let exercised = 0;
      const findings: RuleFinding[] = [];
      for (const exchange of view.exchanges) {
        const verdict = judge(exchange, view);
        if (verdict === undefined) continue;
        exercised++;
        findings.push(...verdict);
      }
      return { exercised, findings };
    },
  };
}
