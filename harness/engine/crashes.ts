import type { TargetCrash } from '../run.ts';

/** What a transcript of any suite tells of the target's process. */
interface ProcessEvent {
  readonly kind: 'process';
  readonly event: string;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  readonly output?: readonly string[];
}

/** The ends of the target's process in the events of a case. */
export function crashesIn(
  caseId: string,
  events: Iterable<ProcessEvent | { readonly kind: string }>,
): readonly TargetCrash[] {
  return [...events].filter(isExit).map(({ exitCode, signal, output }) => ({
    case: caseId,
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    output: output ?? [],
  }));
}

function isExit(event: ProcessEvent | { readonly kind: string }): event is ProcessEvent {
  return event.kind === 'process' && 'event' in event && event.event === 'exit';
}
