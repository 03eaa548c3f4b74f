import type { Rule, RuleFinding, ServicesView, ViewedExchange } from './rule.ts';

/**
 * A rule that looks at one exchange after another, each by itself.
 *
 * @param judge the violations in an exchange, or undefined where it does not put the requirement to the test.
 */
export function perExchange(
  requirement: string,
  judge: (exchange: ViewedExchange, view: ServicesView) => readonly RuleFinding[] | undefined,
): Rule {
  return {
    requirement,
    judge(view) {
      const tests = view.exchanges.flatMap((exchange) => {
        const findings = judge(exchange, view);
        return findings === undefined ? [] : [findings];
      });
      return { exercised: tests.length, findings: tests.flat() };
    },
  };
}
