// Transcripts of names written by hand, for the tests of rules and views.
import { createHash } from 'node:crypto';
import {
  PROBES_FORMAT,
  type ProbeEvent,
  type ProbeOutcome,
  type ProbeTranscript,
} from '../../harness/roles/file-client/probe.ts';
import type { FileKind } from '../../harness/traces/names-trace.ts';

const PREFIX = 'acuabcdefaaa';

/** What came of it: an outcome, a status, or more. */
export type Came = ProbeOutcome | number | Partial<ProbeEvent>;

export interface Asked {
  readonly do: ProbeEvent['do'];
  readonly kind?: FileKind;
  /** Without the prefix, unless `bare`. */
  readonly name?: string;
  readonly bare?: true;
  readonly about?: string;
  readonly what?: string;
  readonly rawName?: string;
  /** Of an offer: what was sent; of a read: what came back. Made from the name where absent. */
  readonly text?: string;
  /** Of a list, without the prefix. */
  readonly listed?: readonly string[];
}

export type Probes = ReadonlyArray<readonly [asked: Asked, came: Came]>;

const contentOf = (text: string): ProbeEvent['content'] => ({
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

const outcomeOf = (status: number): ProbeOutcome => {
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return status >= 300 ? 'unclear' : 'accepted';
};

function eventOf(asked: Asked, came: Came, step: number): ProbeEvent {
  const { kind = 'media', name = '', about, what = name, rawName, text = name, listed, bare } = asked;
  const response = (status: number) => ({ status, reason: '', headers: [] });
  const outcome =
    typeof came === 'number'
      ? { outcome: outcomeOf(came), response: response(came) }
      : typeof came === 'string'
        ? { outcome: came }
        : { outcome: 'accepted' as const, ...came };
  const hasContent = asked.do === 'offer' || (asked.do === 'read' && outcome.outcome === 'accepted');
  return {
    kind: 'probe',
    ms: step * 10,
    durationMs: 1,
    purpose: 'step',
    step,
    do: asked.do,
    fileKind: kind,
    ...(asked.do === 'list' ? {} : { name: bare === true ? name : `${PREFIX}${name}`, label: name, what }),
    ...(about === undefined ? {} : { about }),
    ...(rawName === undefined ? {} : { rawName }),
    ...(listed === undefined ? {} : { listed: listed.map((one) => `${PREFIX}${one}`) }),
    ...(hasContent ? { content: contentOf(text) } : {}),
    ...outcome,
  } as ProbeEvent;
}

export function transcriptOf(probes: Probes, binding: ProbeTranscript['header']['binding'] = 'store'): ProbeTranscript {
  return {
    header: {
      format: PROBES_FORMAT,
      suite: 'media-files',
      case: 'test/case',
      title: 'A test',
      requirements: [],
      target: 'http://127.0.0.1:1',
      binding,
      startedAt: '2024-01-01T00:00:00.000Z',
      namePrefix: PREFIX,
    },
    events: probes.map(([asked, came], step) => eventOf(asked, came, step)),
  };
}

export const offer = (name: string, about = 'files.character.allowed', more: Partial<Asked> = {}): Asked => ({
  do: 'offer',
  name,
  about,
  ...more,
});
export const read = (name: string, more: Partial<Asked> = {}): Asked => ({
  do: 'read',
  name,
  about: 'files.store.round-trip',
  ...more,
});
export const list = (...listed: readonly string[]): Asked => ({ do: 'list', listed });
export const remove = (name: string): Asked => ({ do: 'delete', name });
