import { useState } from 'preact/hooks';
import type { RequirementResult } from '../../../harness/run.ts';
import { writeHash } from '../model/hash-state.ts';
import { sectionsOf } from '../model/sections.ts';
import { usePlace } from './context.ts';
import { Prose } from './prose.tsx';
import { named, Shown } from './shown.tsx';
import { Letter, VERDICTS } from './verdict.tsx';

/** Violated requirements named beside a row, where they can be read without pointing at them. */
const NAMED = 4;

interface MapProps {
  /** Ids of the requirements that the filter lets through; the others are dimmed. */
  readonly shown: ReadonlySet<string>;
}

/** Every requirement as one cell, by section. */
export const RequirementMap = ({ shown }: MapProps) => {
  const { report, state } = usePlace();
  const [pointed, setPointed] = useState<RequirementResult | undefined>(undefined);
  const sections = sectionsOf(report.run.requirements);
  return (
    <section class="map" aria-labelledby="map-title">
      <h2 id="map-title">Requirements</h2>
      <div class="map-rows">
        {sections.map(({ name, title, requirements }, place) => (
          <div class="map-row" key={name}>
            <h3 id={`section-${place}`}>
              <Shown text={title} />
            </h3>
            <ul aria-labelledby={`section-${place}`}>
              {requirements.map((each) => (
                <li key={each.id}>
                  <a
                    class={`cell ${each.verdict}${shown.has(each.id) ? '' : ' dimmed'}`}
                    href={writeHash({ page: { kind: 'requirement', id: each.id }, filter: state.filter })}
                    aria-label={`${named(each.id)} ${VERDICTS[each.verdict].word}`}
                    onMouseEnter={() => setPointed(each)}
                    onMouseLeave={() => setPointed(undefined)}
                    onFocus={() => setPointed(each)}
                    onBlur={() => setPointed(undefined)}
                  >
                    {VERDICTS[each.verdict].letter}
                  </a>
                </li>
              ))}
            </ul>
            <p class="map-names" aria-hidden="true">
              {requirements
                .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
                .slice(0, NAMED)
                .map(({ id, verdict }) => (
                  <span key={id} class={verdict}>
                    <Shown text={id.split('.').slice(2).join('.')} longest={40} />
                  </span>
                ))}
            </p>
          </div>
        ))}
      </div>
      <p class="map-legend" aria-hidden="true">
        {pointed === undefined ? <Legend /> : <Pointed result={pointed} />}
      </p>
    </section>
  );
};

const Legend = () => {
  const { run } = usePlace().report;
  const used = (['fail', 'warn', 'inconclusive', 'not-exercised', 'pass'] as const).filter(
    (verdict) => run.summary.requirements[verdict] > 0,
  );
  return (
    <>
      {used.map((verdict) => (
        <span key={verdict} class="legend-entry">
          <Letter verdict={verdict} /> {VERDICTS[verdict].word}
        </span>
      ))}
    </>
  );
};

const Pointed = ({ result }: { readonly result: RequirementResult }) => {
  const known = usePlace().report.catalogueById.get(result.id);
  return (
    <>
      <code>
        <Shown text={result.id} />
      </code>{' '}
      {known === undefined ? null : <Prose text={known.statement} />}
    </>
  );
};
