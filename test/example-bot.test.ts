// The example bot stands on a WebSocket stack that is neither ours nor the reference's: no false alarm there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runWebsocketSuite } from '../suites/websocket/run.ts';
import { freePort } from './support/reference-process.ts';

const BOT = fileURLToPath(new URL('../docs/examples/bot-on-websocket/bot.js', import.meta.url));

it('finds nothing to say against the example bot', async () => {
  const out = await mkdtemp(join(tmpdir(), 'aculab-conformance-bot-'));
  try {
    const port = await freePort();
    const outcome = await runWebsocketSuite(
      {
        url: `ws://127.0.0.1:${port}/`,
        out,
        seed: 5,
        concurrency: 16,
        profile: 'standard',
        timeoutScale: 1,
        start: `'${process.execPath}' '${BOT}' ${port}`,
        command: 'test',
      },
      () => {},
    );
    if (outcome.kind !== 'judged') throw new Error(JSON.stringify(outcome));
    const { requirements, summary, complete } = outcome.run;
    expect(requirements.flatMap(({ findings }) => findings)).toEqual([]);
    expect(complete).toBe(true);
    expect(summary.requirements.pass).toBeGreaterThan(55);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
