// What a target does where the documents leave it to the target: shown as notes, never judged.
import type { ProbeTranscript } from '../../harness/roles/file-client/probe.ts';
import { judgeName } from './naming-rules.ts';
import { isCaseTwin } from './view/spellings.ts';
import { listed, visibleName } from './visible-name.ts';

/** One answer to a name of which the documents do not speak, or a colon that was taken. */
export interface Observation {
  readonly reading: 'R16' | 'R17' | 'R18' | 'R40' | 'R47';
  /** Completes "… are accepted": `extensions of media files in other letter case`. */
  readonly what: string;
  readonly accepted: boolean;
  /** The name without its prefix, visible. */
  readonly name: string;
}

const OPEN = {
  R16: 'extensions in other letter case',
  R17: 'names that are nothing but an extension',
  R18: 'names of open forms or over 100 characters',
  R40: 'names of log files',
} as const;

const LONGEST_IN_NOTES = 32;

/** What one transcript shows of it. Pure. */
export function observationsIn({ events }: ProbeTranscript): readonly Observation[] {
  return events.flatMap((event): readonly Observation[] => {
    if (event.kind !== 'probe' || event.do !== 'offer' || event.purpose !== 'step' || event.name === undefined)
      return [];
    if (event.outcome !== 'accepted' && event.outcome !== 'refused') return [];
    const { verdict, openBy, hasColon } = judgeName(event.name, event.fileKind);
    const seen = {
      accepted: event.outcome === 'accepted',
      name: visibleName(event.label ?? event.name, LONGEST_IN_NOTES),
    };
    if (openBy !== undefined) return [{ reading: openBy, what: OPEN[openBy], ...seen }];
    return verdict === 'legal' && hasColon ? [{ reading: 'R47', what: 'names with a colon', ...seen }] : [];
  });
}

/** Whether names that differ in letter case alone were one file (reading R16); undefined where no two were accepted. */
export function takesCaseForOne({ header, events }: ProbeTranscript): boolean | undefined {
  if (header.binding !== 'store') return undefined;
  const probes = events.filter((event) => event.kind === 'probe');
  const written = probes.filter((event) => event.do === 'offer' && event.outcome === 'accepted');
  const verdicts = probes.flatMap((event) => {
    const { name = '', content } = event;
    if (event.do !== 'read' || event.outcome !== 'accepted' || content === undefined) return [];
    const twins = written.filter((one) => one.fileKind === event.fileKind && isCaseTwin(one.name ?? '', name));
    return twins.length === 0 ? [] : [twins.some((twin) => twin.content?.sha256 === content.sha256)];
  });
  return verdicts.length === 0 ? undefined : verdicts.some(Boolean);
}

/** Observations of a whole run as notes for its report, one line for each thing that is open. */
export function notesOn(observations: readonly Observation[], caseIsOne?: boolean): readonly string[] {
  const things = new Map<string, Observation[]>();
  for (const one of observations) {
    const key = `${one.reading}: ${one.what}`;
    things.set(key, [...(things.get(key) ?? []), one]);
  }
  const lines = [...things].sort(([a], [b]) => a.localeCompare(b)).map(([thing, all]) => `${thing} ${outcomeOf(all)}`);
  if (caseIsOne === undefined) return lines;
  return [...lines, `R16: names that differ in letter case alone are ${caseIsOne ? 'one file' : 'different files'}.`];
}

function outcomeOf(all: readonly Observation[]): string {
  const accepted = all.filter((one) => one.accepted);
  if (accepted.length === all.length) return `are accepted (${all.length}).`;
  if (accepted.length === 0) return `are refused (${all.length}).`;
  const [few, word] =
    accepted.length * 2 <= all.length ? [accepted, 'accepted'] : [all.filter((one) => !one.accepted), 'refused'];
  return `are partly accepted: ${accepted.length} of ${all.length}; ${word}: ${listed(few.map(({ name }) => name))}.`;
}
