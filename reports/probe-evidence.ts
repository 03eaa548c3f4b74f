import type { ProbeTranscript } from '../harness/roles/file-client/probe.ts';
import type { Finding } from '../harness/run.ts';
import type { Evidence } from './evidence.ts';
import { printable } from './printable.ts';
import { probeCommand } from './probe-command.ts';
import { probeExcerpt, probesUpTo } from './probe-excerpt.ts';

/** What a transcript of names shows of a finding: the lines around it, and the commands that ask the same again. */
export const probeEvidence = (transcript: ProbeTranscript, finding: Finding): Evidence => ({
  lines: probeExcerpt(transcript, finding),
  commands: probesUpTo(transcript, finding).flatMap((event) => {
    const command = probeCommand(event, transcript.header);
    return command === undefined ? [] : [printable(command)];
  }),
});
