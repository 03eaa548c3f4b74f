// The cases of the standard profile, sent and recorded as a run does it, and then judged: `node services-client.mjs
// <base URL> <target.json of a run> <folder> <how many at a time>`. Prints one JSON line.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHttpClient } from '../dist/harness/http/client.js';
import { createSecrets } from '../dist/harness/http/secrets.js';
import { openJournal } from '../dist/harness/roles/api-client/account-journal.js';
import { driveServicesTrace } from '../dist/harness/roles/api-client/driver.js';
import { DEFAULT_ACCOUNTS } from '../dist/reference/services/accounts.table.js';
import { traceOf } from '../dist/suites/services/case.js';
import { servicesCases } from '../dist/suites/services/cases.js';
import { judgeTranscript } from '../dist/suites/services/judge.js';
import { createConfigurationModel } from '../dist/suites/services/model/configuration-model.js';

const [url = '', target = '', folder = '', atOnce = '16'] = process.argv.slice(2);
const [first, second] = DEFAULT_ACCOUNTS;
const RUN_ID = 'bench0';

const model = createConfigurationModel(JSON.parse(await readFile(target, 'utf8')));
const traces = servicesCases({ seed: 1 })
  .filter(({ profile }) => profile !== 'full')
  .flatMap((head) => traceOf(head, { seed: 1, model, secondAccount: true }).trace ?? []);
const accounts = { first, second };
const secrets = createSecrets({ accounts: [first, second] });
const client = createHttpClient({ url: new URL(url), timeoutMs: () => 5000 });
const about = { url, user: first.user, user2: second.user, runId: RUN_ID };
const journal = await openJournal(join(folder, 'bench-journal.ndjson'), about);

const transcripts = [];
const began = performance.now();
const waiting = traces.entries();
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    for (const [index, trace] of waiting) {
      const driven = await driveServicesTrace({
        ...{ trace, base: new URL(url), client, accounts, secrets, runId: RUN_ID, journal, roundTripMs: 1 },
        caseTag: index.toString(36),
      });
      transcripts.push(driven.transcript);
    }
  }),
);
const sent = performance.now();
for (const transcript of transcripts) judgeTranscript(transcript, model);
const judged = performance.now();
client.close();
await journal.close();

const requests = transcripts.reduce(
  (sum, { events }) => sum + events.filter(({ kind }) => kind === 'exchange').length,
  0,
);
console.log(JSON.stringify({ requests, sentSeconds: (sent - began) / 1000, judgedSeconds: (judged - sent) / 1000 }));
