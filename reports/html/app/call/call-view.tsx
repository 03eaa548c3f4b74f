import { useMemo } from 'preact/hooks';
import type { Finding } from '../../../../harness/run.ts';
import type { Transcript } from '../../../../harness/wire/transcript.ts';
import { callsIn, storyOf } from '../../model/call-story.ts';
import type { Page } from '../../model/hash-state.ts';
import { usePlace } from '../context.ts';
import { named, Shown } from '../shown.tsx';
import { AudioPlayers, usePlayhead } from './audio-players.tsx';
import { EventDetail } from './event-detail.tsx';
import { EventList } from './event-list.tsx';
import { Timeline } from './timeline.tsx';

interface Props {
  readonly transcript: Transcript;
  readonly caseId: string;
  /** The finding that the reader came for. */
  readonly finding?: Finding;
}

/** A call against time, its messages in a list, and what is selected of it in full. */
export const CallView = ({ transcript, caseId, finding }: Props) => {
  const { report, state, select } = usePlace();
  const { header, events } = transcript;
  const page = state.page as Extract<Page, { kind: 'case' | 'finding' }>;
  const findings = report.caseById.get(caseId)?.findings ?? [];
  const calls = useMemo(() => callsIn(events), [events]);
  const asked = page.event ?? finding?.at?.event ?? findings[0]?.at?.event;
  const selected = asked !== undefined && asked < events.length ? asked : undefined;
  const call = page.call ?? (selected === undefined ? undefined : events[selected]?.call) ?? calls[0]?.call ?? 0;
  const story = useMemo(() => storyOf(events, call), [events, call]);
  const playhead = usePlayhead();
  const choose = (event: number): void => select({ ...page, call, event });

  return (
    <div class="call">
      {calls.length < 2 ? null : (
        <p class="call-choice">
          <label>
            Connection{' '}
            <select
              value={call}
              onChange={({ currentTarget }) => {
                const { event: _, ...rest } = page;
                select({ ...rest, call: Number(currentTarget.value) });
              }}
            >
              {calls.map((each) => (
                <option key={each.call} value={each.call}>
                  {each.call} {named(each.label)}
                </option>
              ))}
            </select>
          </label>{' '}
          <span class="quiet">of {calls.length}</span>
        </p>
      )}
      <Timeline
        story={story}
        findings={findings}
        events={events}
        selected={selected}
        onSelect={choose}
        playheadMs={playhead.ms}
      />
      <AudioPlayers story={story} playhead={playhead} isOutline={report.isOutline(caseId)} />
      {header.droppedEvents === undefined ? null : (
        <p class="quiet">{header.droppedEvents} more frames and plays were counted and not kept.</p>
      )}
      <div class="call-parts">
        <EventList transcript={transcript} call={call} selected={selected} findings={findings} onSelect={choose} />
        <section class="event-detail" aria-label="The selected event" aria-live="polite">
          {selected === undefined || events[selected] === undefined ? (
            <p class="quiet">Select a message to see all of it.</p>
          ) : (
            <EventDetail
              event={events[selected]}
              startedAt={header.startedAt}
              findings={findings.filter(({ at }) => at?.event === selected)}
            />
          )}
        </section>
      </div>
      <p class="quiet">
        <Shown text={header.url} />, begun <Shown text={header.startedAt} />
      </p>
    </div>
  );
};
