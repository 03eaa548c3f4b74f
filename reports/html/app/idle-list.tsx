import { writeHash } from '../model/hash-state.ts';
import { usePlace } from './context.ts';
import { Shown } from './shown.tsx';
import { Letter } from './verdict.tsx';
import { WhyIdle } from './why-idle.tsx';

/** What no case put to the test, or none could judge, and what would. */
export const IdleList = ({ shown }: { readonly shown: ReadonlySet<string> }) => {
  const { report, state } = usePlace();
  const idle = report.run.requirements.filter(
    ({ id, verdict }) => shown.has(id) && (verdict === 'not-exercised' || verdict === 'inconclusive'),
  );
  if (idle.length === 0) return null;
  return (
    <section aria-labelledby="idle-title">
      <h2 id="idle-title">Not put to the test</h2>
      <ul class="rows">
        {idle.map(({ id, verdict }) => (
          <li key={id}>
            <Letter verdict={verdict} />
            <div>
              <a href={writeHash({ page: { kind: 'requirement', id }, filter: state.filter })}>
                <Shown text={id} />
              </a>
              <p class="quiet">
                {verdict === 'inconclusive' ? (
                  'The harness or its host could not judge it in this run.'
                ) : (
                  <WhyIdle id={id} />
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
