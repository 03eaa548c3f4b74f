// What is published of an outbound service's configuration: its options, their defaults, which of them are mandatory.
// Source: Managing Outbound Services, Get Schema, Read, Write (examples 1 to 4).

export type ApplicationType = 'UAS' | 'REST';

/** The ten options at the top level, in the order in which the documents print them. */
export const CONFIGURATION_OPTIONS = [
  'enabled',
  'service_password',
  'description',
  'extra_channels',
  'g729',
  'call_constraints',
  'application_type',
  'uas',
  'rest',
  'fax',
] as const;

export interface DocumentedDefault {
  /** Dotted path. */
  readonly path: string;
  readonly value: null | boolean | number | string;
  /** The application types whose examples show it; the rest of a configuration is elided there. */
  readonly shownFor: readonly ApplicationType[];
}

const BOTH = ['UAS', 'REST'] as const;
const REST = ['REST'] as const;

/** Values that the documents' responses show for options that the request left out. */
export const DOCUMENTED_DEFAULTS: readonly DocumentedDefault[] = [
  { path: 'enabled', value: true, shownFor: BOTH },
  { path: 'description', value: null, shownFor: BOTH },
  { path: 'extra_channels', value: 0, shownFor: BOTH },
  { path: 'g729', value: false, shownFor: BOTH },
  { path: 'application_type', value: 'UAS', shownFor: ['UAS'] },
  { path: 'uas.application_parameters', value: null, shownFor: ['UAS'] },
  { path: 'rest.first_page.method', value: 'POST', shownFor: REST },
  { path: 'rest.final_page.address', value: null, shownFor: REST },
  { path: 'rest.final_page.method', value: 'POST', shownFor: REST },
  { path: 'rest.error_page.address', value: null, shownFor: REST },
  { path: 'rest.error_page.method', value: 'POST', shownFor: REST },
  { path: 'rest.api_version', value: '2.0', shownFor: REST },
  { path: 'rest.application_parameters', value: null, shownFor: REST },
  { path: 'rest.tts_voice', value: 'English UK Female Polly Amy', shownFor: REST },
  { path: 'rest.max_call_duration', value: 240, shownFor: REST },
  { path: 'rest.answer_timeout', value: 30, shownFor: REST },
];

/** Options without which a Write is refused, by application type. Dotted paths. */
export const MANDATORY_OPTIONS: Readonly<Record<ApplicationType, readonly string[]>> = {
  UAS: ['service_password', 'uas.application_name'],
  REST: ['service_password', 'rest.first_page.address'],
};

/** Every option of the active application that a response of the documents prints. Dotted paths. */
export const DOCUMENTED_MEMBERS: Readonly<Record<ApplicationType, readonly string[]>> = {
  UAS: [...CONFIGURATION_OPTIONS, 'uas.application_name', 'uas.application_parameters'],
  REST: [
    ...CONFIGURATION_OPTIONS,
    'rest.first_page.address',
    'rest.first_page.method',
    'rest.final_page.address',
    'rest.final_page.method',
    'rest.error_page.address',
    'rest.error_page.method',
    'rest.api_version',
    'rest.application_parameters',
    'rest.tts_voice',
    'rest.authentication',
    'rest.call_recording',
    'rest.max_call_duration',
    'rest.answer_timeout',
    'rest.call_configuration',
  ],
};
