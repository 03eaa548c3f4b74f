import { describe, expect, it } from 'vitest';
import { MEDIA_FILES_FAULTS, type MediaFilesFault } from '../../reference/media-files/index.ts';
import { SERVICES_FAULTS, type ServicesFault } from '../../reference/services/index.ts';
import { FAULTS } from '../../reference/websocket/index.ts';
import { rowProblems } from './matrix.ts';
import { runAgainstReference } from './run-fault.ts';
import { cheapest, runAgainstNames } from './run-media-files-fault.ts';
import { runAgainstReferenceApi } from './run-services-fault.ts';

/**
 * Calls are made in real time: where this machine stalls, their cases are rightly left unjudged, and a row then shows
 * nothing. Once more, which the report tells; a fault that is not seen is not seen then either.
 */
const REAL_TIME = { retry: 1 };

/** One test for each fault of these requirements. Two files share them, so that two processes do. */
export function testFaults(requirements: RegExp): void {
  describe.concurrent('each fault turns what it names and nothing else', () => {
    for (const fault of FAULTS.filter(({ requirement }) => requirements.test(requirement))) {
      it(fault.id, REAL_TIME, async () => {
        const row = await runAgainstReference({ app: fault.app, fault, profile: 'smoke', only: fault.cases });
        expect(rowProblems(row)).toEqual([]);
      });
    }
  });
}

/** The same for the reference API. */
export function testServicesFaults(isOurs: (fault: ServicesFault) => boolean): void {
  describe.concurrent('each fault turns what it names and nothing else', () => {
    for (const fault of SERVICES_FAULTS.filter(isOurs)) {
      it(fault.id, async () => {
        const row = await runAgainstReferenceApi({ fault, profile: 'smoke', only: fault.cases });
        expect(rowProblems(row)).toEqual([]);
      });
    }
  });
}

/** The same for the reference store and the reference validators, each fault by the cheapest way that shows it. */
export function testMediaFilesFaults(isOurs: (fault: MediaFilesFault) => boolean): void {
  describe.concurrent('each fault turns what it names and nothing else', () => {
    for (const fault of MEDIA_FILES_FAULTS.filter(isOurs)) {
      it(fault.id, async () => {
        const row = await runAgainstNames({ binding: cheapest(fault), fault, profile: 'smoke', only: fault.cases });
        expect(rowProblems(row)).toEqual([]);
      });
    }
  });
}
