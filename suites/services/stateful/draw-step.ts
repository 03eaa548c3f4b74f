import type fc from 'fast-check';
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import { list, modify, type RequestStep, read, remove, write } from '../steps.ts';
import type { ModelWalk } from './model-walk.ts';
import type { StepSources } from './step-sources.ts';

export const STEP_KINDS = ['write', 'modify', 'read', 'delete', 'list', 'invalid'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Of valid steps: changes most often, since states are what is looked for. */
const WEIGHTS: Readonly<Record<StepKind, number>> = { write: 6, modify: 10, read: 2, delete: 2, list: 2, invalid: 2 };

/** A handful of names, so that they meet again. */
const LABELS = ['a', 'b', 'c', 'd'] as const;

const DEFAULT_BIAS = 3;

export interface Drawing {
  readonly random: fc.Random;
  readonly bias: number | undefined;
  readonly walk: ModelWalk;
  readonly sources: StepSources;
  readonly kinds: ReadonlySet<StepKind>;
  readonly withInvalid: boolean;
}

/** The next step, and after a change the Read that shows what became of it. */
export function drawStep(drawing: Drawing): readonly RequestStep[] {
  switch (kindFor(drawing)) {
    case 'write':
      return changed(write(labelFor(drawing), configurationFor(drawing)));
    case 'modify': {
      const label = one(drawing, drawing.walk.existing());
      if (label === undefined) return changed(write(labelFor(drawing), configurationFor(drawing)));
      return changed(modify(label, changeFor(drawing, label)));
    }
    case 'read':
      return [read(labelFor(drawing))];
    case 'delete': {
      const label = one(drawing, drawing.walk.existing()) ?? labelFor(drawing);
      return changed(remove(label));
    }
    case 'list':
      return [list()];
    case 'invalid':
      return changed(invalidStep(drawing));
  }
}

function changed(step: RequestStep): readonly RequestStep[] {
  return 'service' in step && step.service !== undefined ? [step, read(step.service)] : [step];
}

function kindFor({ random, kinds, withInvalid }: Drawing): StepKind {
  const possible = STEP_KINDS.filter((kind) => kinds.has(kind) && (withInvalid || kind !== 'invalid'));
  let ticket = random.nextInt(
    1,
    possible.reduce((sum, kind) => sum + WEIGHTS[kind], 0),
  );
  for (const kind of possible) {
    ticket -= WEIGHTS[kind];
    if (ticket <= 0) return kind;
  }
  return 'write';
}

const MOST_DRAWS = 5;

/** The first of a few draws that suits, or the last. */
function suited(draws: () => JsonObject, isSuited: (value: JsonObject) => boolean): JsonObject {
  let value = draws();
  for (let draw = 1; draw < MOST_DRAWS && !isSuited(value); draw++) value = draws();
  return value;
}

/** A schema may allow more than the documents do: a configuration without its mandatory options, for one. */
function configurationFor(drawing: Drawing): JsonObject {
  const { configurations, model } = drawing.sources;
  return suited(
    () => draw(drawing, configurations),
    (value) => model.write(value).verdict === 'valid',
  );
}

/** What is a valid change by itself may clash with what is there. */
function changeFor(drawing: Drawing, label: string): JsonObject {
  const existing = drawing.walk.configurationOf(label);
  const { changes, model } = drawing.sources;
  return suited(
    () => draw(drawing, changes),
    (value) => existing === undefined || model.modify(existing, value).verdict === 'valid',
  );
}

function invalidStep(drawing: Drawing): RequestStep {
  const { random, walk, sources } = drawing;
  const wrong = sources.wrong[random.nextInt(0, Math.max(0, sources.wrong.length - 1))];
  const [present, absent] = [one(drawing, walk.existing()), LABELS.find((label) => !walk.existing().includes(label))];
  const steps: RequestStep[] = [
    ...(wrong === undefined ? [] : [write(labelFor(drawing), wrong.value)]),
    ...(wrong === undefined || present === undefined ? [] : [modify(present, wrong.value)]),
    ...(present === undefined ? [] : [modify(present, { service_password: null })]),
    ...(absent === undefined ? [] : [modify(absent, draw(drawing, sources.changes)), remove(absent)]),
    write(labelFor(drawing), {}),
  ];
  return steps[random.nextInt(0, steps.length - 1)] ?? read(labelFor(drawing));
}

function labelFor(drawing: Drawing): string {
  return one(drawing, LABELS) ?? 'a';
}

function one<T>({ random }: Drawing, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : items[random.nextInt(0, items.length - 1)];
}

function draw({ random, bias }: Drawing, values: fc.Arbitrary<JsonObject>): JsonObject {
  return values.generate(random, bias ?? DEFAULT_BIAS).value;
}
