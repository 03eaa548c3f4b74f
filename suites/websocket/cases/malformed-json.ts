import { MALFORMED_JSON, type MalformedText } from '../../../generators/malformed-json.table.ts';
import type { Step, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, ms, ping, sendText, tone } from '../steps.ts';
import { hostileCase } from './call-case.ts';

const SMOKE: readonly string[] = ['truncated', 'array', 'null', 'type-number', 'binary-json', 'empty'];

/** Variants of what others in the table already show: left to the full profile. */
const FULL: readonly string[] = [
  'truncated-in-escape',
  'true',
  'type-null',
  'type-array',
  'id-null',
  'constructor',
  'type-of-object-prototype',
  'unquoted-keys',
  'comment',
  'bare-word',
  'raw-nul',
  'html',
];

function stimulus({ payload, binary }: MalformedText): Step {
  if (binary === true) {
    return { do: 'send-binary', payload };
  }
  return 'text' in payload ? sendText(payload.text) : { do: 'frame', opcode: 1, payload };
}

export const malformedJsonCases: readonly Trace[] = MALFORMED_JSON.map((row) =>
  hostileCase(`malformed-json/${row.name}`, {
    title: `The server receives ${row.what}`,
    requirements: ['ws.survives.malformed-json'],
    profile: SMOKE.includes(row.name) ? 'smoke' : FULL.includes(row.name) ? 'full' : 'standard',
    steps: [callStart(), audioStart(), audio(tone(440), ms(20)), stimulus(row), ping()],
  }),
);
