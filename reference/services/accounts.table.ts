// The accounts that the server has when nobody names any, and what every account has from the beginning.
import type { JsonObject } from './json.ts';

/** Who may use the API: the user as in Basic authentication (`cloudID/username`), and the API access key. */
export interface Account {
  readonly user: string;
  readonly key: string;
}

/** Keys for tests, known to everybody: they open nothing but a reference server. */
export const DEFAULT_ACCOUNTS = [
  { user: '1-2-0/alice@example.com', key: 'reference-key-1' },
  { user: '1-2-0/bob@example.com', key: 'reference-key-2' },
] as const satisfies readonly Account[];

/** Services as somebody made them by hand, for the first account, for the second, and so on around. */
export const FIRST_SERVICES: readonly (readonly { readonly name: string; readonly supplied: JsonObject }[])[] = [
  [
    {
      name: 'NightlyReminders',
      supplied: {
        description: 'Calls patients the evening before',
        service_password: 'made-by-hand-1',
        uas: { application_name: 'nightly_reminders' },
      },
    },
    {
      name: 'AppointmentCalls',
      supplied: {
        service_password: 'made-by-hand-2',
        application_type: 'REST',
        rest: { first_page: { address: 'http://192.0.2.10:8080/appointments/first' }, max_call_duration: 15 },
      },
    },
  ],
  [
    {
      name: 'ParcelNotices',
      supplied: {
        description: 'Says when a parcel comes',
        service_password: 'made-by-hand-3',
        application_type: 'REST',
        rest: { first_page: { address: 'http://192.0.2.20/parcels/first', method: 'GET' } },
      },
    },
    {
      name: 'OnCallAlarm',
      supplied: { service_password: 'made-by-hand-4', uas: { application_name: 'on_call_alarm' } },
    },
  ],
];
