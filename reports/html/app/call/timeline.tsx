import { useEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../../../harness/run.ts';
import type { TranscriptEvent } from '../../../../harness/wire/transcript.ts';
import type { CallStory } from '../../model/call-story.ts';
import { secondsText, ticks, timeScale } from '../../model/time-scale.ts';
import { counted, durationText } from '../units.ts';
import { type Lane, lanesOf, nearestMark } from './lanes.tsx';
import { usePointer } from './use-pointer.ts';

interface Props {
  readonly story: CallStory;
  readonly findings: readonly Finding[];
  readonly events: readonly TranscriptEvent[];
  readonly selected: number | undefined;
  readonly onSelect: (event: number) => void;
  readonly playheadMs: number | undefined;
}

interface View {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Names of lanes stand left of the time. */
const GUTTER = 118;
const RIGHT = 14;
const AXIS = 24;
const PINS = 22;
const LANE_GAP = 9;
const LEAST_SPAN_MS = 2;
const ZOOM = 2;

const wholeOf = ({ fromMs, untilMs }: CallStory): View => {
  const margin = (untilMs - fromMs) * 0.015 + 0.5;
  return { fromMs: fromMs - margin, untilMs: untilMs + margin };
};

/** A call against time. All that it shows is in the list of events too, which is for those who cannot see it. */
export const Timeline = ({ story, findings, events, selected, onSelect, playheadMs }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [view, setView] = useState<View>(() => wholeOf(story));
  useEffect(() => setView(wholeOf(story)), [story]);
  const scale = timeScale(view.fromMs, view.untilMs, GUTTER, Math.max(50, width - GUTTER - RIGHT));
  const lanes = stacked(lanesOf(story, scale));
  const height = (lanes.at(-1)?.bottom ?? AXIS + PINS) + 4;
  const selectedMs = selected === undefined || events[selected]?.call !== story.call ? undefined : events[selected]?.ms;
  // Of two at the same place the worse is drawn over the other.
  const pins = findings
    .filter(({ at }) => at !== undefined && events[at.event]?.call === story.call)
    .sort((a, b) => Number(b.verdict === 'warn') - Number(a.verdict === 'warn'));

  const zoom = (factor: number, aroundMs = selectedMs ?? (view.fromMs + view.untilMs) / 2): void => {
    const span = Math.max(LEAST_SPAN_MS, (view.untilMs - view.fromMs) / factor);
    const part = (aroundMs - view.fromMs) / (view.untilMs - view.fromMs);
    setView({ fromMs: aroundMs - part * span, untilMs: aroundMs + (1 - part) * span });
  };
  const shift = (part: number): void => {
    const by = part * (view.untilMs - view.fromMs);
    setView({ fromMs: view.fromMs + by, untilMs: view.untilMs + by });
  };
  const drag = usePointer(box, {
    select: ({ x, y }) => {
      const pin = y < AXIS + PINS ? nearest(pins, ({ at }) => scale.x(at?.ms ?? 0), x) : undefined;
      const lane = lanes.find(({ top, bottom }) => y >= top - LANE_GAP / 2 && y < bottom + LANE_GAP / 2);
      const event =
        pin?.at?.event ?? (lane === undefined ? undefined : nearestMark(lane, scale, x, y - lane.top)?.event);
      if (event !== undefined) onSelect(event);
    },
    span: (from, to) => {
      const [fromMs, untilMs] = [scale.ms(Math.max(GUTTER, from)), scale.ms(to)];
      if (untilMs - fromMs > LEAST_SPAN_MS) setView({ fromMs, untilMs });
    },
    whole: () => setView(wholeOf(story)),
  });

  return (
    <section class="timeline" aria-label="The call against time">
      <div class="timeline-tools">
        <span class="quiet">
          {durationText(story.untilMs - story.fromMs)}, {counted(story.messages.length, 'message')},{' '}
          {counted(story.frames.length, 'audio frame')}, {counted(story.plays.length, 'play')}
        </span>
        <span class="tools">
          <button type="button" class="quiet-button" aria-label="Earlier" onClick={() => shift(-0.4)}>
            ←
          </button>
          <button type="button" class="quiet-button" aria-label="Later" onClick={() => shift(0.4)}>
            →
          </button>
          <button type="button" class="quiet-button" aria-label="Less time" onClick={() => zoom(ZOOM)}>
            +
          </button>
          <button type="button" class="quiet-button" aria-label="More time" onClick={() => zoom(1 / ZOOM)}>
            −
          </button>
          <button type="button" class="quiet-button" onClick={() => setView(wholeOf(story))}>
            Whole call
          </button>
        </span>
      </div>
      <div class="timeline-box" ref={box}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label="Picture of the call; the list below has the same events"
        >
          <defs>
            <clipPath id="plot">
              <rect x={GUTTER} y="0" width={Math.max(0, width - GUTTER - RIGHT)} height={height} />
            </clipPath>
          </defs>
          {ticks(scale, Math.max(2, Math.floor((width - GUTTER) / 90))).map((ms) => (
            <g key={ms} class="tick">
              <line x1={scale.x(ms)} x2={scale.x(ms)} y1={AXIS - 6} y2={height} />
              <text x={scale.x(ms)} y={AXIS - 10} text-anchor="middle">
                {secondsText(ms, view.untilMs - view.fromMs)}
              </text>
            </g>
          ))}
          <g clip-path="url(#plot)">
            {story.stalls.map(({ event, fromMs, ms }) => (
              <rect
                key={event}
                class="stall"
                x={scale.x(fromMs)}
                y={AXIS}
                width={Math.max(1, scale.x(ms) - scale.x(fromMs))}
                height={height}
              />
            ))}
          </g>
          {lanes.map((lane) => (
            <g key={lane.id} class="lane" transform={`translate(0 ${lane.top})`}>
              <rect
                class="lane-ground"
                x={GUTTER}
                y="0"
                width={Math.max(0, width - GUTTER - RIGHT)}
                height={lane.height}
              />
              <text class="lane-title" x="0" y={lane.height / 2 + (lane.hint === undefined ? 4 : -3)}>
                {lane.title}
              </text>
              {lane.hint === undefined ? null : (
                <text class="lane-hint" x="0" y={lane.height / 2 + 12}>
                  {lane.hint}
                </text>
              )}
              <g clip-path="url(#plot)">{lane.drawing}</g>
            </g>
          ))}
          <g clip-path="url(#plot)">
            {pins.map((finding, index) => {
              const x = scale.x(finding.at?.ms ?? 0);
              return (
                <g key={index} class={`pin ${finding.verdict}`}>
                  <line x1={x} x2={x} y1={AXIS + PINS - 4} y2={height} />
                  <rect x={x - 8} y={AXIS} width="16" height="16" rx="4" />
                  <text x={x} y={AXIS + 12} text-anchor="middle">
                    {finding.verdict === 'fail' ? 'F' : 'W'}
                  </text>
                </g>
              );
            })}
            {selectedMs === undefined ? null : (
              <line class="selected-line" x1={scale.x(selectedMs)} x2={scale.x(selectedMs)} y1={AXIS} y2={height} />
            )}
            {playheadMs === undefined ? null : (
              <line class="playhead" x1={scale.x(playheadMs)} x2={scale.x(playheadMs)} y1={AXIS} y2={height} />
            )}
            {drag === undefined ? null : (
              <rect
                class="drag"
                x={Math.min(drag.from, drag.to)}
                y={AXIS}
                width={Math.abs(drag.to - drag.from)}
                height={height}
              />
            )}
          </g>
        </svg>
      </div>
      <Legend story={story} />
    </section>
  );
};

const STATES = [
  ['queued', 'waits for its turn'],
  ['buffering', 'buffering'],
  ['playing', 'playing'],
  ['underrun', 'ran dry'],
] as const;

const ENDS = [
  [['finished'], 'M5 0v10', 'play-end', 'finished'],
  [['aborted', 'refused'], 'M1 1l8 8m0 -8l-8 8', 'play-cross', 'aborted or refused'],
] as const;

const Legend = ({ story }: { readonly story: CallStory }) => (
  <p class="legend" aria-hidden="true">
    {STATES.filter(([state]) =>
      story.plays.some(({ stretches }) => stretches.some((each) => each.state === state)),
    ).map(([state, words]) => (
      <span key={state}>
        <i class={`swatch ${state}`} /> {words}
      </span>
    ))}
    {ENDS.filter(([states]) => story.plays.some(({ end }) => states.some((state) => state === end?.state))).map(
      ([, path, kind, words]) => (
        <span key={kind}>
          <svg aria-hidden="true" width="10" height="10">
            <path class={kind} d={path} />
          </svg>{' '}
          {words}
        </span>
      ),
    )}
    {story.stalls.length === 0 ? null : (
      <span>
        <i class="swatch stall" /> this harness was late
      </span>
    )}
    <span>Drag to look closer, double-click for the whole call.</span>
  </p>
);

interface StackedLane extends Lane {
  readonly top: number;
  readonly bottom: number;
}

const stacked = (lanes: readonly Lane[]): readonly StackedLane[] => {
  let top = AXIS + PINS;
  return lanes.map((lane) => {
    const placed = { ...lane, top, bottom: top + lane.height };
    top = placed.bottom + LANE_GAP;
    return placed;
  });
};

const PIN_REACH = 12;

const nearest = <T,>(all: readonly T[], place: (each: T) => number, x: number): T | undefined =>
  all
    .map((each) => ({ each, distance: Math.abs(place(each) - x) }))
    .filter(({ distance }) => distance <= PIN_REACH)
    .sort((a, b) => a.distance - b.distance)[0]?.each;

const useWidth = (box: { readonly current: HTMLDivElement | null }): number => {
  const [width, setWidth] = useState(1000);
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const measure = (): void => setWidth(Math.max(320, Math.floor(current.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return width;
};
