// report.html in a real browser, which is started once for all checks.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { RunDocument } from '../../harness/run.ts';
import { checkAccessibility } from './accessibility.checks.ts';
import { launchBrowser, temporaryFolder } from './browser.ts';
import { checkEvidence } from './evidence.checks.ts';
import { checkFilters } from './filters.checks.ts';
import { checkFirstPage } from './first-page.checks.ts';
import { checkHostileTarget } from './hostile-target.checks.ts';
import { checkLargeRun } from './large-run.checks.ts';
import { checkLinks } from './links.checks.ts';
import { checkPolicy } from './policy.checks.ts';
import { builtShell } from './report-file.ts';
import { makeRuns, reportsIn } from './reports.ts';

const folder = temporaryFolder();
let browser: Browser;
let runs: Awaited<ReturnType<typeof makeRuns>> = new Map<never, RunDocument>();

beforeAll(async () => {
  [runs, browser] = await Promise.all([makeRuns(folder.path), launchBrowser(), builtShell()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  folder.remove();
});

const reports = reportsIn(
  folder.path,
  () => browser,
  () => runs,
);

checkFirstPage(reports);
checkLinks(reports);
checkFilters(reports);
checkEvidence(reports);
checkHostileTarget(reports);
checkPolicy(reports);
checkAccessibility(reports);
checkLargeRun(reports);
