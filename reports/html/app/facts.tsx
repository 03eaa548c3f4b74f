import type { ComponentChildren } from 'preact';
import { usePlace } from './context.ts';
import { CopyLine } from './copy-line.tsx';
import { Shown } from './shown.tsx';
import { durationText } from './units.ts';

interface Fact {
  readonly name: string;
  readonly value: ComponentChildren;
}

const moment = (startedAt: string): string => {
  const time = Date.parse(startedAt);
  return Number.isNaN(time) ? startedAt : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

/** What was judged, how, and the command that does it again. */
export const Facts = () => {
  const { run } = usePlace().report;
  const { target } = run;
  const texts: ReadonlyArray<readonly [string, string | undefined]> = [
    ['Target', target.url ?? target.program],
    ['Started by', target.started],
    ['Suite', target.suite],
    ['Subprotocol', target.subprotocol],
    ['Profile', run.profile],
    ['Seed', String(run.seed)],
    ['Begun', moment(run.startedAt)],
    ['Took', durationText(run.durationMs)],
    ['Round trip', target.roundTripMs === undefined ? undefined : `${target.roundTripMs.toFixed(1)} ms`],
    ['Version', run.tool.version],
  ];
  const facts: readonly Fact[] = texts.flatMap(([name, text]) =>
    text === undefined ? [] : [{ name, value: <Shown text={text} /> }],
  );
  return (
    <section class="facts" aria-label="The run">
      <dl>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CopyLine text={run.command} what="Copy the command that repeats the run" />
    </section>
  );
};
