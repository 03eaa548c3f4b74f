import type { Trace } from '../../harness/traces/trace.ts';
import { audioContentCases } from './cases/audio-content.ts';
import { badHandshakeCases } from './cases/bad-handshake.ts';
import { callEndCases } from './cases/call-end.ts';
import { callerCases } from './cases/callers.ts';
import { churnCases } from './cases/churn.ts';
import { closeCases } from './cases/close.ts';
import { connectionLossCases } from './cases/connection-loss.ts';
import { errorMessageCases } from './cases/error-messages.ts';
import { fragmentationCases } from './cases/fragmentation.ts';
import { frameDurationCases } from './cases/frame-duration.ts';
import { futureCases } from './cases/future.ts';
import { handshakeCases } from './cases/handshake.ts';
import { invalidUtf8Cases } from './cases/invalid-utf8.ts';
import { isolationCases } from './cases/isolation.ts';
import { jitterCases } from './cases/jitter.ts';
import { jsonFormCases } from './cases/json-forms.ts';
import { malformedFrameCases } from './cases/malformed-frames.ts';
import { malformedJsonCases } from './cases/malformed-json.ts';
import { overflowWarningCases } from './cases/overflow-warning.ts';
import { oversizedMessageCases } from './cases/oversized-messages.ts';
import { pingCases } from './cases/ping.ts';
import { plainCallCases } from './cases/plain-call.ts';
import { playFinishedCases } from './cases/play-finished.ts';
import { slowReaderCases } from './cases/slow-reader.ts';

/**
 * All cases of the websocket suite, of every profile, in the order of a call's life and the hostile ones last. The same
 * for the same seed.
 */
export async function websocketCases(options: { readonly seed: number }): Promise<readonly Trace[]> {
  return [
    ...handshakeCases,
    ...plainCallCases,
    ...audioContentCases,
    ...callerCases,
    ...frameDurationCases,
    ...jitterCases,
    ...pingCases,
    ...(await jsonFormCases(options)),
    ...fragmentationCases,
    ...errorMessageCases,
    ...overflowWarningCases,
    ...playFinishedCases,
    ...futureCases,
    ...slowReaderCases,
    ...callEndCases,
    ...closeCases,
    ...isolationCases,
    ...connectionLossCases,
    ...badHandshakeCases,
    ...malformedJsonCases,
    ...malformedFrameCases,
    ...invalidUtf8Cases,
    ...oversizedMessageCases,
    ...churnCases,
  ];
}
