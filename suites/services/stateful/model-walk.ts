import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ConfigurationModel } from '../model/configuration-model.ts';
import { isObject } from '../model/json.ts';
import type { RequestStep } from '../steps.ts';

/** The services as a correct target would hold them after the steps drawn so far. */
export interface ModelWalk {
  /** Labels of services that exist. */
  existing(): readonly string[];
  configurationOf(label: string): JsonObject | undefined;
  /** Labels of services that were there once. */
  deleted(): readonly string[];
  /** Takes a step as a correct target does. */
  take(step: RequestStep): void;
}

export function createModelWalk(model: ConfigurationModel): ModelWalk {
  const services = new Map<string, JsonObject>();
  const deleted = new Set<string>();
  return {
    existing: () => [...services.keys()],
    configurationOf: (label) => services.get(label),
    deleted: () => [...deleted],
    take: (step) => {
      if (step.do === 'delete') {
        if (services.delete(step.service)) deleted.add(step.service);
      } else if (step.do === 'write' && isObject(step.configuration)) {
        const outcome = model.write(step.configuration);
        if (outcome.verdict === 'invalid') return;
        services.set(step.service, outcome.configuration.value);
        deleted.delete(step.service);
      } else if (step.do === 'modify' && isObject(step.configuration)) {
        const existing = services.get(step.service);
        if (existing === undefined) return;
        const outcome = model.modify(existing, step.configuration);
        if (outcome.verdict !== 'invalid') services.set(step.service, outcome.configuration.value);
      }
    },
  };
}
