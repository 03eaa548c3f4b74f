import type { Schema } from './draft-07.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { typesOfValue } from './shape.ts';
import type { Workshop } from './workshop.ts';

/** A value to put in place of a legal one. */
export interface BrokenValue {
  readonly value: Json;
  /** Says what is wrong, after the path: `is 0, below the minimum of 1`. */
  readonly what: string;
}

/** What is known of the place that is to be broken. */
export interface Surroundings {
  readonly schemas: readonly Schema[];
  /** Legal values of the place, simplest first. */
  readonly legal: readonly Json[];
  readonly workshop: Workshop;
}

/** Guesses at values that break one demand and as little else as can be had, the plainest first. */
export type Breaker = (demand: Json, schema: JsonObject, around: Surroundings) => readonly BrokenValue[];

export const OF_EACH_TYPE: readonly Json[] = [null, true, 16, 1.5, 'text', ['text'], { text: 'text' }];

export function told(value: Json, what: string): BrokenValue {
  return { value, what };
}

/** `an array`, `null`. */
export function nameOf(value: Json): string {
  const [type = 'null'] = typesOfValue(value);
  if (type === 'null') return 'null';
  return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

export function textsIn(values: readonly Json[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

export function objectsIn(values: readonly Json[]): readonly JsonObject[] {
  return values.filter(isObject);
}

export function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
