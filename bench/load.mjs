// 100 concurrent calls of the Cloud role: how punctual its frames are, and how much memory a long run takes. Run in a
// process of its own and as built, so that its peak is its own: prints one JSON line. Needs dist (npm run build).
import { createHistogram } from 'node:perf_hooks';
import { driveTrace } from '../dist/harness/traces/driver.js';
import { TRACE_FORMAT } from '../dist/harness/traces/trace.js';
import { unmeasuredProfile } from '../dist/suites/websocket/calibrate.js';
import { judgeTranscript } from '../dist/suites/websocket/judge.js';

const [url = '', calls = '100', seconds = '10'] = process.argv.slice(2);

const call = {
  format: TRACE_FORMAT,
  id: 'bench/call',
  title: 'A long call',
  suite: 'websocket',
  requirements: [],
  steps: [
    { do: 'send', message: { type: 'call_start', from: '+441908273800' } },
    { do: 'send', message: { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 } },
    { do: 'audio', signal: { kind: 'tone', hz: 440 }, ms: Number(seconds) * 1000 },
  ],
};

const lateMicroseconds = createHistogram();
let frames = 0;
let onTime = 0;

const profile = unmeasuredProfile({ timeoutScale: 1, started: false, secure: false, insecure: false });
await Promise.all(
  Array.from({ length: Number(calls) }, async (_, index) => {
    const { transcript } = await driveTrace({ trace: call, url, seed: index, profile });
    // Frame n is due at the first frame's time plus n × 20 ms: the first is sent at once, so it sets the clock.
    const sent = transcript.events.filter(
      (event) => event.kind === 'frame' && event.from === 'cloud' && event.opcode === 2,
    );
    const first = sent[0]?.ms ?? 0;
    sent.forEach((event, n) => {
      const lateMs = Math.abs(event.ms - first - n * 20);
      lateMicroseconds.record(Math.max(1, Math.round(lateMs * 1000)));
      frames++;
      if (lateMs <= 5) onTime++;
    });
    judgeTranscript(transcript);
  }),
);

console.log(
  JSON.stringify({
    calls: Number(calls),
    seconds: Number(seconds),
    frames,
    onTimeShare: onTime / frames,
    p50Ms: lateMicroseconds.percentile(50) / 1000,
    p99Ms: lateMicroseconds.percentile(99) / 1000,
    maxMs: lateMicroseconds.max / 1000,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  }),
);
