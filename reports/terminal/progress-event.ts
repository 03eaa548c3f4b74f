import type { CaseResult, TargetCrash } from '../../harness/run.ts';
import type { PreflightView } from './header.ts';

/** What a run tells while it goes on, as far as a progress display needs it. Structurally the engine's RunEvent. */
export type ProgressEvent =
  | { readonly kind: 'preflight'; readonly report: PreflightView }
  | { readonly kind: 'planned'; readonly cases: number; readonly seed: number; readonly ids?: readonly string[] }
  | { readonly kind: 'case-begin'; readonly id: string; readonly title: string }
  | { readonly kind: 'case-end'; readonly result: CaseResult }
  | { readonly kind: 'crash'; readonly crash: TargetCrash };

/** Shows a run while it goes on. `close` may be called twice, and must be called before anything else is printed. */
export interface Progress {
  readonly observe: (event: ProgressEvent) => void;
  readonly close: () => void;
}
