import type { Json, JsonObject } from '../../harness/traces/services-trace.ts';

/** What was learned of the target before the cases: the measure of everything that the documents leave open. */
export interface TargetKnowledge {
  /** The configuration schema as the target gives it; absent where it gives none that is JSON. */
  readonly schema?: Json;
  /** What a Write of nothing but the mandatory options returned: the target's own defaults. Absent where it failed. */
  readonly minimalUas?: { readonly sent: JsonObject; readonly returned: JsonObject };
  readonly minimalRest?: { readonly sent: JsonObject; readonly returned: JsonObject };
}
