import { useState } from 'preact/hooks';
import type { Finding } from '../../../../harness/run.ts';
import type { TranscriptEvent } from '../../../../harness/wire/transcript.ts';
import { wallClock } from '../../../excerpt.ts';
import { hexLines } from '../../model/hex-lines.ts';
import { jsonLines } from '../../model/json-lines.ts';
import { JsonView } from '../json-view.tsx';
import { PinnedFindings } from '../pinned-findings.tsx';
import { Scrolling } from '../scrolling.tsx';
import { LongShown, Shown } from '../shown.tsx';
import { bytesText } from '../units.ts';

interface Props {
  readonly event: TranscriptEvent;
  readonly startedAt: string;
  readonly findings: readonly Finding[];
}

const HEX_OCTETS = 320;

const SIDES = { cloud: 'Aculab Cloud → server', server: 'server → Aculab Cloud' } as const;
const OPCODES: Readonly<Record<number, string>> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

/** Everything that is known of an event: its message as JSON, its octets, what was found there. */
export const EventDetail = ({ event, startedAt, findings }: Props) => {
  const payload = event.kind === 'frame' || event.kind === 'octets' ? event.payload : undefined;
  const isText = event.kind === 'frame' && event.opcode === 1;
  return (
    <>
      <p>
        <b>{'from' in event ? SIDES[event.from] : event.kind}</b>{' '}
        <span class="quiet">
          +{event.ms.toFixed(3)} ms, {wallClock(startedAt, event.ms)} UTC
        </span>
      </p>
      <PinnedFindings findings={findings} />
      <Facts event={event} />
      {isText && payload !== undefined ? <TextView payload={payload} /> : null}
      {payload === undefined ? null : <Hex octets={payload} />}
    </>
  );
};

const Facts = ({ event }: { readonly event: TranscriptEvent }) => {
  const facts = factsOf(event);
  if (facts.length === 0) return null;
  return (
    <table class="headers">
      <tbody>
        {facts.map(([name, value], index) => (
          <tr key={index}>
            <th scope="row">
              <Shown text={name} longest={200} />
            </th>
            <td>
              <Shown text={value} longest={1000} kept="lines" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

type Pair = readonly [name: string, value: string];

const factsOf = (event: TranscriptEvent): readonly Pair[] => {
  switch (event.kind) {
    case 'frame':
      return [
        ['frame', `${OPCODES[event.opcode] ?? `opcode ${event.opcode}`}${event.fin ? '' : ', not final'}`],
        ['payload', bytesText(event.payloadBytes)],
        ['length in', `${event.lengthBits} bits`],
        ['masked', event.masked ? 'yes' : 'no'],
        ...(event.rsv === 0 ? [] : [['reserved bits', String(event.rsv)] as const]),
      ];
    case 'octets':
      return [
        ['octets', bytesText(event.bytes)],
        ...(event.reason === undefined ? [] : [['problem', event.reason] as const]),
      ];
    case 'request':
      return event.text
        .split('\r\n')
        .filter((line) => line !== '')
        .map((line, index): Pair => {
          const [, name = '', value = line] = (index > 0 && /^([^:]*):\s*(.*)$/s.exec(line)) || [];
          return [name, value];
        });
    case 'response':
      return [['', `${event.status} ${event.reason}`], ...event.headers];
    default:
      return Object.entries(event).flatMap(([name, value]): readonly Pair[] =>
        ['kind', 'call', 'ms', 'from'].includes(name)
          ? []
          : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
      );
  }
};

const TextView = ({ payload }: { readonly payload: Uint8Array }) => {
  const text = new TextDecoder().decode(payload);
  try {
    return <JsonView lines={jsonLines(JSON.parse(text))} label="The message as JSON" />;
  } catch {
    return (
      <Scrolling label="The text">
        <pre class="json">
          <LongShown text={text} kept="lines" />
        </pre>
      </Scrolling>
    );
  }
};

const Hex = ({ octets }: { readonly octets: Uint8Array }) => {
  const [most, setMost] = useState(HEX_OCTETS);
  return (
    <details class="fold plain">
      <summary>Octets</summary>
      <Scrolling label="Octets in hexadecimal">
        <pre class="hex">{hexLines(octets.subarray(0, most)).join('\n')}</pre>
      </Scrolling>
      {octets.length > most ? (
        <button type="button" class="text-button" onClick={() => setMost(65_536)}>
          show {octets.length > 65_536 ? 'the first 65,536' : 'all'} of {bytesText(octets.length)}
        </button>
      ) : null}
    </details>
  );
};
