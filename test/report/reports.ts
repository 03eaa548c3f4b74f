// The reports that the checks open: of runs of the three suites against their references with faults.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RunDocument } from '../../harness/run.ts';
import { runCli } from '../run-cli.ts';
import { openPage, type WatchedPage } from './browser.ts';

export const SUITES = ['websocket', 'services', 'media-files'] as const;
type Suite = (typeof SUITES)[number];
export type Runs = ReadonlyMap<Suite, RunDocument>;

export const NO_FILTER = { query: '', verdicts: [] } as const;

const CASES = ['plain-call/conversation', 'play-finished/own-id', 'modify/example', 'common/names'];

export interface Reports {
  /** For what is made on the way. */
  readonly folder: string;
  readonly browser: () => Browser;
  /** Path of the report of a suite. */
  readonly file: (suite: Suite) => string;
  readonly runOf: (suite: Suite) => RunDocument;
  /** Loads a report for one test, in a page that all of them share; it may neither complain nor ask for anything. */
  readonly using: (path: string, hash: string, test: (report: WatchedPage) => Promise<void>) => Promise<void>;
}

/** Runs the suites, a few cases each, with the documents that a run writes by itself. */
export const makeRuns = async (folder: string): Promise<Runs> => {
  const only = CASES.flatMap((id) => ['--only', id]);
  const out = join(folder, 'red');
  const result = await runCli(['demo', '--faulty', '--profile', 'smoke', '--seed', '7', '--out', out, ...only]);
  expect(result.code, result.stderr).toBe(1);
  const runs = new Map<Suite, RunDocument>();
  for (const suite of SUITES) {
    runs.set(suite, JSON.parse(await readFile(join(out, suite, 'run.json'), 'utf8')) as RunDocument);
  }
  return runs;
};

export const reportsIn = (folder: string, browser: () => Browser, runs: () => Runs): Reports => {
  let shared: Promise<WatchedPage> | undefined;
  return {
    folder,
    browser,
    file: (suite) => join(folder, 'red', suite, 'report.html'),
    runOf: (suite) => {
      const run = runs().get(suite);
      if (run === undefined) throw new Error(`no run of ${suite}`);
      return run;
    },
    using: async (path, hash, test) => {
      shared ??= openPage(browser());
      const report = await shared;
      await report.open(path, hash);
      await test(report);
      expect(report.complaints).toEqual([]);
      expect(report.requests).toEqual([]);
    },
  };
};

export const texts = (page: Page, selector: string): Promise<readonly string[]> =>
  page.locator(selector).allInnerTexts();
