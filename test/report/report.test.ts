// report.html in a real browser, which is started once for all checks.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { checkAccessibility } from './accessibility.checks.ts';
import { launchBrowser, temporaryFolder } from './browser.ts';
import { checkComparison } from './comparison.checks.ts';
import { checkEvidence } from './evidence.checks.ts';
import { checkFilters } from './filters.checks.ts';
import { checkFirstPage } from './first-page.checks.ts';
import { checkHostileTarget } from './hostile-target.checks.ts';
import { checkLargeRun } from './large-run.checks.ts';
import { checkLinks } from './links.checks.ts';
import { checkPolicy } from './policy.checks.ts';
import { makeRuns, type Runs, reportsIn } from './reports.ts';

const folder = temporaryFolder();
let browser: Browser;
let making: Promise<Runs>;
let runs: Runs = new Map();

beforeAll(async () => {
  // Calls take their time; what needs none of them is checked meanwhile.
  making = makeRuns(folder.path);
  making.catch(() => undefined);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await making?.catch(() => undefined);
  folder.remove();
});

const reports = reportsIn(
  folder.path,
  () => browser,
  () => runs,
);

checkHostileTarget(reports);
checkLargeRun(reports);
checkComparison({ folder: folder.path, browser: () => browser });

describe('the report of a run', () => {
  beforeAll(async () => {
    runs = await making;
  }, 120_000);

  checkFirstPage(reports);
  checkLinks(reports);
  checkFilters(reports);
  checkEvidence(reports);
  checkPolicy(reports);
  checkAccessibility(reports);
});
