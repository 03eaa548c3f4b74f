// files.survives.hostile-names: a name costs itself, and never the target.
import type { NamesView, Probe, Rule, RuleFinding } from '../rule.ts';
import { breakdownOf, isStrange } from '../view/answer.ts';
import { type Evidence, grouped } from './grouped.ts';

/** What the target says after a name; a list breaks under the names that are in it. */
const evidenceOf = ({ event, ...probe }: Probe): Evidence => {
  const lastWords = event.stderr?.at(-1) ?? event.reason;
  return {
    at: { event, ...probe },
    name: event.name ?? '',
    item: event.do === 'list' ? `the list of ${event.fileKind}` : (event.what ?? event.label ?? ''),
    ...(lastWords === undefined ? {} : { said: lastWords }),
  };
};

/** As far as it tells, no answer at all: the name may have been judged all the same (reading R48). */
function strangeFindings(probes: readonly Probe[]): readonly RuleFinding[] {
  return grouped({
    message: (count) => `says something else than an answer to ${count} ${count === 1 ? 'sort' : 'sorts'} of names`,
    expected: 'one answer to each name, and nothing else on the same way',
    evidence: probes.map(evidenceOfStrange),
  }).map((finding) => ({ ...finding, reading: 'R48' }));
}

const evidenceOfStrange = (probe: Probe): Evidence => {
  const { event } = probe;
  const lastWords = event.stderr?.at(-1);
  const said = event.failure?.message ?? '';
  return { ...evidenceOf(probe), said: lastWords === undefined ? said : `${said}; on stderr: ${lastWords}` };
};

function judgeSymptom(probes: readonly Probe[], breakdown: string): readonly RuleFinding[] {
  return grouped({
    message: (count) => `breaks under ${count} ${count === 1 ? 'sort' : 'sorts'} of names: ${breakdown}`,
    expected: 'every name is accepted or refused, in time',
    evidence: probes.map(evidenceOf),
  });
}

const survives = ({ probes }: NamesView) => {
  const answered = probes.filter(({ answer }) => answer !== undefined);
  const broken = bySymptom(answered);
  const strange = probes.filter(({ event }) => isStrange(event));
  return {
    exercised:
      answered.filter(({ event, answer }) => event.do !== 'list' || answer === 'broken').length + strange.length,
    findings: [...[...broken].flatMap(([breakdown, all]) => judgeSymptom(all, breakdown)), ...strangeFindings(strange)],
  };
};

function bySymptom(probes: readonly Probe[]): ReadonlyMap<string, readonly Probe[]> {
  const groups = new Map<string, Probe[]>();
  for (const probe of probes.filter(({ answer }) => answer === 'broken')) {
    const breakdown = breakdownOf(probe.event);
    groups.set(breakdown, [...(groups.get(breakdown) ?? []), probe]);
  }
  return groups;
}

export const survivesRules: readonly Rule[] = [{ requirement: 'files.survives.hostile-names', judge: survives }];
