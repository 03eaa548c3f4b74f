import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../../../harness/run.ts';
import type { Transcript } from '../../../../harness/wire/transcript.ts';
import { type ExcerptLine, excerpt } from '../../../excerpt.ts';
import { ARROWS } from '../../../excerpt-text.ts';
import { counted } from '../units.ts';
import { Letter } from '../verdict.tsx';

interface Props {
  readonly transcript: Transcript;
  readonly call: number;
  readonly selected: number | undefined;
  readonly findings: readonly Finding[];
  readonly onSelect: (event: number) => void;
}

const EVERY_LINE = 1_000_000;
const DETAIL = 160;
const MOST_ROWS = 400;

/** Every message of a connection, audio that flows evenly folded. The arrows go from row to row. */
export const EventList = ({ transcript, call, selected, findings, onSelect }: Props) => {
  const { header, events } = transcript;
  const [most, setMost] = useState(MOST_ROWS);
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => {
    const first = events.findIndex((event) => event.call === call);
    const isOwn = selected !== undefined && events[selected]?.call === call;
    const event = isOwn ? selected : first;
    return excerpt({ startedAt: header.startedAt, events }, { event, lines: EVERY_LINE, detail: DETAIL });
  }, [transcript, call, selected]);
  const at = Math.max(
    0,
    lines.findIndex(({ event }) => event === selected),
  );
  const from = Math.max(0, at - Math.floor(most / 2));
  const shown = lines.slice(from, from + most);
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (row === null || row === undefined || box.current === null) return;
    const { offsetTop, offsetHeight } = row;
    const { scrollTop, clientHeight } = box.current;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) {
      box.current.scrollTop = offsetTop - clientHeight / 2;
    }
  }, [selected, lines]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const next = lines[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.event);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus());
  };

  return (
    <div class="event-list" ref={box}>
      {from === 0 ? null : <More count={from} onClick={() => setMost(most * 4)} />}
      <ol>
        {shown.map((line) => (
          <li key={line.event}>
            <Row
              line={line}
              isSelected={line.event === selected}
              findings={findings.filter(({ at: place }) => place?.event === line.event)}
              onSelect={onSelect}
              onKeyDown={onKeyDown}
            />
          </li>
        ))}
      </ol>
      {from + shown.length >= lines.length ? null : (
        <More count={lines.length - from - shown.length} onClick={() => setMost(most * 4)} />
      )}
    </div>
  );
};

const More = ({ count, onClick }: { readonly count: number; readonly onClick: () => void }) => (
  <button type="button" class="text-button" onClick={onClick}>
    {counted(count, 'more row')}
  </button>
);

interface RowProps {
  readonly line: ExcerptLine;
  readonly isSelected: boolean;
  readonly findings: readonly Finding[];
  readonly onSelect: (event: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const Row = ({ line, isSelected, findings, onSelect, onKeyDown }: RowProps) => (
  <button
    type="button"
    class="event-row"
    aria-current={isSelected}
    onClick={() => onSelect(line.event)}
    onKeyDown={onKeyDown}
    title={`${line.wall} UTC`}
  >
    <span class="time">+{line.ms.toFixed(1)}</span>
    <span class={`way ${line.from ?? ''}`}>{line.from === undefined ? '' : ARROWS[line.from]}</span>
    <span class="wire-kind">{line.kind}</span>
    <span class="event-text">
      {findings.map((each, place) => (
        <Letter key={place} verdict={each.verdict} />
      ))}
      {line.detail}
      {line.count > 1 ? ` × ${line.count}, until +${line.lastMs.toFixed(1)}` : ''}
    </span>
  </button>
);
