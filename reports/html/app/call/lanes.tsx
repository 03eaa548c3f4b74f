// The lanes of a call's picture, one below the other, all against the same time.
import type { ComponentChildren } from 'preact';
import type { Peer } from '../../../../harness/wire/transcript.ts';
import { FRAME_MS, QUEUED_FRAMES_LIMIT, QUEUED_PLAYS_LIMIT } from '../../../../specification/limits.ts';
import { type CallStory, envelopeOf, type Mark, type Play, type Step } from '../../model/call-story.ts';
import type { TimeScale } from '../../model/time-scale.ts';
import { named } from '../shown.tsx';

export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly height: number;
  readonly drawing: ComponentChildren;
  /** What can be selected in it. */
  readonly marks: readonly Mark[];
  /** The same where only a part of the height is meant. */
  readonly upperMarks?: { readonly above: number; readonly marks: readonly Mark[] };
}

const REACH = 24;

/** The mark next to a place in a lane, where one is near. */
export const nearestMark = (lane: Lane, scale: TimeScale, x: number, y: number): Mark | undefined => {
  const { upperMarks } = lane;
  const marks = upperMarks !== undefined && y < upperMarks.above ? upperMarks.marks : lane.marks;
  let best: Mark | undefined;
  let distance = REACH;
  for (const mark of marks) {
    const away = Math.abs(scale.x(mark.ms) - x);
    if (away < distance) {
      best = mark;
      distance = away;
    }
  }
  return best;
};

/** The lanes for what the call has: without plays there is nothing to show of them. */
export const lanesOf = (story: CallStory, scale: TimeScale): readonly Lane[] => {
  const { plays, queued, gaps, sounds } = story;
  const most = mostWaiting(story);
  return [
    messageLane(story, 'cloud', scale),
    messageLane(story, 'server', scale),
    ...(plays.length === 0 ? [] : [playLane(story, scale)]),
    ...(most === 0 ? [] : [waitingLane(story, scale, most)]),
    ...(plays.length === 0 ? [] : [queuedLane(queued, story, scale)]),
    ...(gaps.length === 0 ? [] : [gapLane(story, scale)]),
    ...(['cloud', 'server'] as const).flatMap((from) =>
      sounds[from].length === 0 ? [] : [waveLane(story, from, scale)],
    ),
  ];
};

const SIDES: Readonly<Record<Peer, string>> = { cloud: 'Aculab Cloud', server: 'Server' };
const LABEL_ROWS = [13, 27] as const;
const CHARACTER = 6.3;
const MOST_LETTERS = 24;
const MESSAGES_HEIGHT = 52;
const FRAMES_TOP = 36;

const messageLane = (story: CallStory, from: Peer, scale: TimeScale): Lane => {
  const messages = story.messages.filter((message) => message.from === from);
  const frames = story.frames.filter((frame) => frame.from === from);
  const rowEnds = LABEL_ROWS.map(() => Number.NEGATIVE_INFINITY);
  const labelled = messages.map((message) => {
    const x = scale.x(message.ms);
    const label = named(message.label).slice(0, MOST_LETTERS);
    const width = 7 + label.length * CHARACTER;
    const isLast = x + width > scale.x(scale.untilMs);
    const begin = isLast ? x - width : x;
    const row = rowEnds.findIndex((end) => end < begin - 2);
    if (row >= 0) rowEnds[row] = begin + width;
    return { message, label, x, row, isLast };
  });
  return {
    id: from,
    title: SIDES[from],
    hint: 'messages, frames',
    height: MESSAGES_HEIGHT,
    marks: [...messages, ...frames],
    upperMarks: { above: FRAMES_TOP, marks: messages },
    drawing: (
      <g class={from}>
        <path class="frame-ticks" d={tickPath(frames, scale)} />
        {labelled.map(({ message, label, x, row, isLast }) => (
          <g key={message.event} class={message.isBare ? 'bare' : 'spoken'}>
            <line x1={x} x2={x} y1={row < 0 ? 22 : (LABEL_ROWS[row] ?? 0) - 8} y2={MESSAGES_HEIGHT} />
            {row < 0 ? null : (
              <text x={isLast ? x - 3 : x + 3} y={LABEL_ROWS[row]} {...(isLast ? { 'text-anchor': 'end' } : {})}>
                {label}
              </text>
            )}
          </g>
        ))}
      </g>
    ),
  };
};

/** A short stroke for each frame, one for all that fall on the same place. */
const tickPath = (frames: readonly Mark[], scale: TimeScale): string => {
  const places = new Set(
    frames
      .filter(({ ms }) => ms >= scale.fromMs && ms <= scale.untilMs)
      .map(({ ms }) => Math.round(scale.x(ms) * 2) / 2),
  );
  return [...places].map((x) => `M${x} ${FRAMES_TOP}v${MESSAGES_HEIGHT - FRAMES_TOP - 3}`).join('');
};

const PLAY_ROW = 24;
const PLAY_BAR = 9;
const MOST_PLAY_ROWS = 6;

/** Rows for plays, so that those that overlap in time do not overlap in the picture. */
const rowsOf = (plays: readonly Play[], untilMs: number): ReadonlyMap<Play, number> => {
  const ends: number[] = [];
  return new Map(
    plays.map((play) => {
      const from = play.stretches[0]?.ms ?? play.end?.ms ?? 0;
      const free = ends.findIndex((end) => end <= from);
      const row = free >= 0 ? free : ends.length < MOST_PLAY_ROWS ? ends.length : MOST_PLAY_ROWS - 1;
      ends[row] = play.end?.ms ?? untilMs;
      return [play, row];
    }),
  );
};

const playLane = (story: CallStory, scale: TimeScale): Lane => {
  const { plays, underruns } = story;
  const rows = rowsOf(plays, story.untilMs);
  const count = Math.max(...rows.values()) + 1;
  return {
    id: 'plays',
    title: 'Plays',
    hint: 'as the Cloud plays',
    height: Math.max(34, count * PLAY_ROW + 4),
    marks: [
      ...plays.flatMap(({ stretches, end }) => [...stretches, ...(end === undefined ? [] : [end])]),
      ...underruns,
    ],
    drawing: plays.map((play) => (
      <PlayBar key={play.number} play={play} y={3 + (rows.get(play) ?? 0) * PLAY_ROW} scale={scale} />
    )),
  };
};

const ENDS = { finished: '', aborted: 'aborted', refused: 'refused' } as const;

const PlayBar = ({ play, y, scale }: { readonly play: Play; readonly y: number; readonly scale: TimeScale }) => {
  const { stretches, end, number, id } = play;
  const first = stretches[0]?.ms ?? end?.ms ?? 0;
  const last = end?.ms ?? stretches.at(-1)?.untilMs ?? first;
  const room = scale.x(last) - Math.max(scale.x(first), scale.x(scale.fromMs));
  const words = [`${number}`, named(id), end === undefined ? 'open at the end' : ENDS[end.state]]
    .filter(Boolean)
    .join(' ');
  const label = words.length * CHARACTER + 8 < room ? words : String(number);
  return (
    <g>
      {stretches.map((stretch) => (
        <rect
          key={stretch.event}
          class={`play ${stretch.state}`}
          x={scale.x(stretch.ms)}
          y={y}
          width={Math.max(1, scale.x(stretch.untilMs) - scale.x(stretch.ms))}
          height={PLAY_BAR}
        />
      ))}
      {end === undefined ? null : end.state === 'finished' ? (
        <path class="play-end" d={`M${scale.x(end.ms)} ${y - 2}v${PLAY_BAR + 4}`} />
      ) : (
        <path class="play-cross" d={`M${scale.x(end.ms) - 4} ${y}l8 9m0 -9l-8 9`} />
      )}
      {label.length * CHARACTER + 4 > room ? null : (
        <text class="play-label" x={Math.max(scale.x(first), scale.x(scale.fromMs))} y={y + PLAY_BAR + 10}>
          {label}
        </text>
      )}
    </g>
  );
};

const mostWaiting = ({ waiting }: CallStory): number =>
  Math.max(0, ...[...waiting.values()].flatMap((steps) => steps.map(({ value }) => value)));

const CHART_HEIGHT = 46;

const stepPath = (steps: readonly Step[], scale: TimeScale, untilMs: number, y: (value: number) => number): string => {
  const [first] = steps;
  if (first === undefined) return '';
  const parts = steps.map(({ ms, value }) => `H${scale.x(ms).toFixed(1)}V${y(value).toFixed(1)}`);
  return `M${scale.x(first.ms).toFixed(1)} ${y(0)}${parts.join('')}H${scale.x(untilMs).toFixed(1)}`;
};

const Limit = ({ y, scale, text }: { readonly y: number; readonly scale: TimeScale; readonly text: string }) => (
  <g class="limit">
    <line x1={scale.x(scale.fromMs)} x2={scale.x(scale.untilMs)} y1={y} y2={y} />
    <text x={scale.x(scale.untilMs) - 4} y={y + 10} text-anchor="end">
      {text}
    </text>
  </g>
);

const waitingLane = (story: CallStory, scale: TimeScale, most: number): Lane => {
  // Where the limit is far away, the line that matters would be flat.
  const top = most > QUEUED_FRAMES_LIMIT / 3 ? Math.max(most, QUEUED_FRAMES_LIMIT) * 1.08 : most * 1.25;
  const y = (value: number): number => CHART_HEIGHT - 2 - (value / top) * (CHART_HEIGHT - 6);
  return {
    id: 'waiting',
    title: 'Frames waiting',
    hint: `most ${most}, limit ${QUEUED_FRAMES_LIMIT}`,
    height: CHART_HEIGHT,
    marks: story.frames.filter(({ from }) => from === 'server'),
    drawing: (
      <g>
        {top >= QUEUED_FRAMES_LIMIT ? (
          <Limit y={y(QUEUED_FRAMES_LIMIT)} scale={scale} text={`${QUEUED_FRAMES_LIMIT} frames`} />
        ) : null}
        {[...story.waiting].map(([number, steps]) => (
          <path key={number} class="steps" d={stepPath(steps, scale, steps.at(-1)?.ms ?? story.untilMs, y)} />
        ))}
      </g>
    ),
  };
};

const QUEUE_HEIGHT = 34;

const queuedLane = (steps: readonly Step[], story: CallStory, scale: TimeScale): Lane => {
  const most = Math.max(0, ...steps.map(({ value }) => value));
  const top = Math.max(most, QUEUED_PLAYS_LIMIT) * 1.1;
  const y = (value: number): number => QUEUE_HEIGHT - 2 - (value / top) * (QUEUE_HEIGHT - 5);
  return {
    id: 'queued',
    title: 'Plays queued',
    hint: `most ${most}, limit ${QUEUED_PLAYS_LIMIT}`,
    height: QUEUE_HEIGHT,
    marks: story.plays.flatMap(({ stretches }) => stretches),
    drawing: (
      <g>
        <Limit y={y(QUEUED_PLAYS_LIMIT)} scale={scale} text={`${QUEUED_PLAYS_LIMIT} plays`} />
        <path class="steps" d={stepPath(steps, scale, story.untilMs, y)} />
      </g>
    ),
  };
};

const GAP_TOP_MS = 3 * FRAME_MS;

const gapLane = ({ gaps }: CallStory, scale: TimeScale): Lane => {
  const y = (gapMs: number): number =>
    CHART_HEIGHT - 3 - (Math.min(gapMs, GAP_TOP_MS) / GAP_TOP_MS) * (CHART_HEIGHT - 8);
  const dots = (from: Peer): string =>
    gaps
      .filter((gap) => gap.from === from && gap.ms >= scale.fromMs && gap.ms <= scale.untilMs)
      .map(({ ms, gapMs }) => `M${scale.x(ms).toFixed(1)} ${y(gapMs).toFixed(1)}h0`)
      .join('');
  return {
    id: 'gaps',
    title: 'Gaps of frames',
    hint: `up to ${GAP_TOP_MS} ms or more`,
    height: CHART_HEIGHT,
    marks: gaps,
    drawing: (
      <g>
        <Limit y={y(FRAME_MS)} scale={scale} text={`${FRAME_MS} ms`} />
        <path class="dots cloud" d={dots('cloud')} />
        <path class="dots server" d={dots('server')} />
      </g>
    ),
  };
};

/** Quieter sound is drawn small: it is noise, or silence. */
const QUIETEST = 0.02;

const HEARD: Readonly<Record<Peer, string>> = { cloud: 'Caller', server: 'Heard by caller' };

const waveLane = (story: CallStory, from: Peer, scale: TimeScale): Lane => {
  const [left, right] = [scale.x(scale.fromMs), scale.x(scale.untilMs)];
  const columns = Math.max(1, Math.floor(right - left));
  const envelope = envelopeOf(story.sounds[from], scale.fromMs, scale.untilMs, columns);
  const middle = CHART_HEIGHT / 2;
  const peak = envelope.reduce((most, column) => Math.max(most, -(column?.[0] ?? 0), column?.[1] ?? 0), 0);
  const reach = (middle - 2) / Math.max(peak, QUIETEST);
  const path = envelope.flatMap((column, index) => {
    if (column === undefined) return [];
    const [low, high] = column;
    const [top, bottom] = [middle - high * reach - 0.5, middle - low * reach + 0.5];
    return [`M${(left + index + 0.5).toFixed(1)} ${top.toFixed(1)}V${bottom.toFixed(1)}`];
  });
  return {
    id: `wave-${from}`,
    title: HEARD[from],
    hint: `peak ${Math.round(peak * 100)} %`,
    height: CHART_HEIGHT,
    marks: story.sounds[from].map(({ ms, frame }) => ({ event: frame.event, ms })),
    drawing: <path class={`wave ${from}`} d={path.join('')} />,
  };
};
