import type { ProbeEvent, ProbeTranscript } from '../harness/roles/file-client/probe.ts';
import type { Finding } from '../harness/run.ts';
import type { Evidence } from './evidence.ts';
import { printable } from './printable.ts';
import { probeCommand } from './probe-command.ts';
import { probeExcerpt, probesUpTo } from './probe-excerpt.ts';

/** The deletions of the case whose names were offered before: as its binding writes them. */
const deletions = ({ events }: ProbeTranscript, asked: readonly ProbeEvent[]): readonly ProbeEvent[] => {
  const offered = new Set(asked.flatMap(({ do: did, name }) => (did === 'offer' && name !== undefined ? [name] : [])));
  return events.flatMap((event) => {
    if (event.kind !== 'probe' || event.purpose !== 'clean-up' || event.do !== 'delete') return [];
    return event.name !== undefined && offered.delete(event.name) ? [event] : [];
  });
};

/** What a transcript of names shows of a finding: the lines around it, and the commands that ask the same again. */
export const probeEvidence = (transcript: ProbeTranscript, finding: Finding): Evidence => {
  const commandsOf = (events: readonly ProbeEvent[]): readonly string[] =>
    events.flatMap((event) => {
      const command = probeCommand(event, transcript.header);
      return command === undefined ? [] : [printable(command)];
    });
  const asked = probesUpTo(transcript, finding);
  const cleaning = commandsOf(deletions(transcript, asked));
  return {
    lines: probeExcerpt(transcript, finding),
    commands: [...commandsOf(asked), ...cleaning],
    ...(cleaning.length === 0 ? {} : { cleaning: cleaning.length }),
  };
};
