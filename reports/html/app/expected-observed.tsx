import type { Finding } from '../../../harness/run.ts';
import { shortened } from '../../printable.ts';
import { type PathPair, pathPairs } from '../model/path-values.ts';
import { type DiffPart, wordDiff } from '../model/word-diff.ts';
import { Scrolling } from './scrolling.tsx';
import { Shown } from './shown.tsx';

interface Props {
  readonly finding: Pick<Finding, 'expected' | 'observed'>;
  readonly longest?: number;
}

/** What was asked for beside what came, with what differs marked. */
export const ExpectedObserved = ({ finding, longest = 4000 }: Props) => {
  const [expected, observed] = [shortened(finding.expected, longest), shortened(finding.observed, longest)];
  const pairs = pathPairs(expected, observed);
  if (pairs !== undefined) return <PairTable pairs={pairs} />;
  const diff = wordDiff(expected, observed);
  return (
    <dl class="sides">
      <div>
        <dt>Expected</dt>
        <dd class="expected">
          <Side parts={diff.expected} />
        </dd>
      </div>
      <div>
        <dt>Observed</dt>
        <dd class="observed">
          <Side parts={diff.observed} />
        </dd>
      </div>
    </dl>
  );
};

const Side = ({ parts }: { readonly parts: readonly DiffPart[] }) => (
  <>
    {parts.length === 0 ? <span class="quiet">nothing</span> : null}
    {parts.map(({ text, differs }) =>
      differs ? (
        <mark>
          <Shown text={text} />
        </mark>
      ) : (
        <Shown text={text} />
      ),
    )}
  </>
);

const PairTable = ({ pairs }: { readonly pairs: readonly PathPair[] }) => (
  <Scrolling label="Expected and observed">
    <table class="pairs">
      <thead>
        <tr>
          <th scope="col">Option</th>
          <th scope="col">Expected</th>
          <th scope="col">Observed</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ path, expected, observed }) => (
          <tr key={path}>
            <th scope="row">
              <Shown text={path} />
            </th>
            <td class="expected">
              <Side parts={wordDiff(expected, observed).expected} />
            </td>
            <td class="observed">
              <Side parts={wordDiff(expected, observed).observed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scrolling>
);
