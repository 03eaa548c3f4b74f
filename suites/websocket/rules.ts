// Every rule of the websocket suite, in the order of the catalogue.
import type { Rule } from './rule.ts';
import { backPressureRules } from './rules/back-pressure.ts';
import { callEndRules } from './rules/call-end.ts';
import { closeRules } from './rules/close.ts';
import { frameFormRules } from './rules/frame-form.ts';
import { frameLimitRules } from './rules/frame-limit.ts';
import { handshakeRules } from './rules/handshake.ts';
import { hangupRules } from './rules/hangup.ts';
import { isolatesRules } from './rules/isolates.ts';
import { messageFormRules } from './rules/message-form.ts';
import { pingRules } from './rules/ping.ts';
import { playFormatRules } from './rules/play-format.ts';
import { playOrderRules } from './rules/play-order.ts';
import { playPacingRules } from './rules/play-pacing.ts';
import { playQueueRules } from './rules/play-queue.ts';
import { playSamplesRules } from './rules/play-samples.ts';
import { survivesRules } from './rules/survives.ts';
import { toleratesRules } from './rules/tolerates.ts';

/** One rule for each ws.* requirement of the catalogue. */
export const WEBSOCKET_RULES: readonly Rule[] = [
  ...handshakeRules,
  ...messageFormRules,
  ...frameLimitRules,
  ...frameFormRules,
  ...playFormatRules,
  ...playQueueRules,
  ...playOrderRules,
  ...playSamplesRules,
  ...playPacingRules,
  ...hangupRules,
  ...callEndRules,
  ...closeRules,
  ...backPressureRules,
  ...pingRules,
  ...toleratesRules,
  ...survivesRules,
  ...isolatesRules,
];
