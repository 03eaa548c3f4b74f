// Values other than the default for each option whose default is documented.
import type { Json } from '../../../harness/traces/services-trace.ts';

export interface OptionValues {
  /** Dotted. */
  readonly path: string;
  /** What it is called in the title of a case. */
  readonly name: string;
  /** Values that a target ought to take; accounts may forbid some, and then the target's schema says so. */
  readonly others: readonly Json[];
  /** Values that are tried only where the target's schema allows them, as are the members of its enumerations. */
  readonly perhaps?: readonly Json[];
}

const OTHER_PARAMETERS: readonly Json[] = [{ some: 'parameters' }, ['parameters']];

export const OPTION_VALUES: readonly OptionValues[] = [
  { path: 'enabled', name: 'enabled', others: [false] },
  { path: 'description', name: 'the description', others: ['An option that was set'] },
  { path: 'extra_channels', name: 'extra_channels', others: [1], perhaps: [2, 3] },
  { path: 'g729', name: 'g729', others: [true] },
  { path: 'application_type', name: 'the application type', others: ['REST'] },
  {
    path: 'uas.application_parameters',
    name: 'the parameters of the UAS application',
    others: ['some parameters'],
    perhaps: OTHER_PARAMETERS,
  },
  { path: 'rest.first_page.method', name: 'the method of the first page', others: ['GET'] },
  {
    path: 'rest.final_page.address',
    name: 'the address of the final page',
    others: ['http://192.0.2.10:50080/final'],
  },
  { path: 'rest.final_page.method', name: 'the method of the final page', others: ['GET'] },
  {
    path: 'rest.error_page.address',
    name: 'the address of the error page',
    others: ['http://192.0.2.10:50080/error'],
  },
  { path: 'rest.error_page.method', name: 'the method of the error page', others: ['GET'] },
  { path: 'rest.api_version', name: 'the API version', others: [], perhaps: ['1.0'] },
  {
    path: 'rest.application_parameters',
    name: 'the parameters of the REST application',
    others: ['some parameters'],
    perhaps: OTHER_PARAMETERS,
  },
  { path: 'rest.tts_voice', name: 'the voice', others: [], perhaps: ['English UK Female Polly Emma'] },
  { path: 'rest.max_call_duration', name: 'the longest duration of a call', others: [120], perhaps: [60, 1] },
  { path: 'rest.answer_timeout', name: 'the time allowed for an answer', others: [20], perhaps: [10, 1] },
];
