// What options have when nobody sets them. Those inside call_constraints, authentication, call_recording,
// call_configuration and fax are invented, as their schema is; the others are in the printed examples.
import type { JsonObject } from './json.ts';

/** Made anew for each, so that no two options are one and the same object. */
const page = (): JsonObject => ({ address: null, method: 'POST' });

export const DEFAULTS: JsonObject = {
  enabled: true,
  service_password: null,
  description: null,
  extra_channels: 0,
  g729: false,
  call_constraints: { price_cap: 25.5, allowed_prefixes: [], blocked_prefixes: ['900', '901'] },
  application_type: 'UAS',
  uas: { application_name: null, application_parameters: null },
  rest: {
    first_page: page(),
    final_page: page(),
    error_page: page(),
    api_version: '2.0',
    application_parameters: null,
    tts_voice: 'English UK Female Polly Amy',
    authentication: { scheme: 'NONE', username: '', password: '' },
    call_recording: {
      enabled: false,
      mode: 'MIXED',
      eliminate_dtmf: false,
      encryption: { cipher: 'NONE', key_id: 0 },
    },
    max_call_duration: 240,
    answer_timeout: 30,
    call_configuration: {
      codecs: ['G711A', 'G711U'],
      gain_db: 0,
      dtmf: { mode: 'RFC2833', shortest_ms: 40 },
      sip_headers: [],
    },
  },
  fax: { receive: false, station_id: '', resolution: 'STANDARD', max_rate: 14400, max_pages: 100 },
};
