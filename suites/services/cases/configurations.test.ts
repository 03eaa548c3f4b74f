import { describe, expect, it } from 'vitest';
import { OUTBOUND_SCHEMA } from '../../../generators/configurations/outbound-schema.fixture.ts';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { DOCUMENTED_DEFAULTS } from '../../../specification/services/configuration.ts';
import type { CaseContext } from '../case.ts';
import { createConfigurationModel } from '../model/configuration-model.ts';
import { valueAt } from '../model/json.ts';
import { withValueAt } from '../model/merge.ts';
import { change, DOCUMENTED_OPTIONS, everyOption, otherValue, restService, withoutOption } from './configurations.ts';

const knowing = (schema?: JsonObject): CaseContext => ({
  seed: 1,
  model: createConfigurationModel(schema === undefined ? {} : { schema }),
  secondAccount: false,
});
const option = (path: string) => DOCUMENTED_OPTIONS.find((one) => one.path === path)!;
/** The schema with another one for an option. */
const allowing = (path: string, allowed: Json): JsonObject =>
  withValueAt(OUTBOUND_SCHEMA, `properties.${path.split('.').join('.properties.')}`, allowed);

describe('a configuration', () => {
  it('loses an option and keeps the groups around it', () => {
    const configuration = { enabled: true, rest: { first_page: { address: 'x' }, api_version: '2.0' } };
    expect(withoutOption(configuration, 'enabled')).toEqual({ rest: configuration.rest });
    expect(withoutOption(configuration, 'rest.first_page.address')).toEqual({
      enabled: true,
      rest: { first_page: {}, api_version: '2.0' },
    });
  });

  it('is a change when it is one option alone', () => {
    expect(change('rest.final_page.address', null)).toEqual({ rest: { final_page: { address: null } } });
  });
});

describe('another value of an option', () => {
  it('exists for every documented default and differs from it', () => {
    const context = knowing(OUTBOUND_SCHEMA);
    expect(DOCUMENTED_OPTIONS.map(({ path }) => path)).toEqual(DOCUMENTED_DEFAULTS.map(({ path }) => path));
    for (const one of DOCUMENTED_OPTIONS) {
      expect([undefined, one.value]).not.toContain(otherValue(context, one));
    }
  });

  it('is one that the target’s schema allows', () => {
    const only = (allowed: Json) => otherValue(knowing(allowing('extra_channels', allowed)), option('extra_channels'));
    expect(only({ enum: [0, 3] })).toBe(3);
    expect(only({ enum: [0, 12] })).toBe(12);
    expect(only({ const: 0 })).toBeUndefined();
  });

  it('is taken from the enumerations of the target’s schema where nothing else is known', () => {
    const voices = { enum: ['English UK Female Polly Amy', 'Deutsch'] };
    const context = knowing(allowing('rest.tts_voice', voices));
    expect(otherValue(context, option('rest.tts_voice'))).toBe('Deutsch');
  });

  it('is one that any target takes where there is no schema, or none', () => {
    expect(otherValue(knowing(), option('extra_channels'))).toBe(1);
    expect(otherValue(knowing(), option('rest.tts_voice'))).toBeUndefined();
  });
});

describe('a service with every option set', () => {
  it('has no documented default left', () => {
    const all = everyOption(knowing(OUTBOUND_SCHEMA), 'REST');
    for (const { path, value } of DOCUMENTED_OPTIONS.filter(({ shownFor }) => shownFor.includes('REST'))) {
      expect([undefined, value]).not.toContain(valueAt(all, path));
    }
  });

  it('leaves out what the target does not allow', () => {
    const all = everyOption(knowing(allowing('g729', { const: false })), 'UAS');
    expect(valueAt(all, 'g729')).toBeUndefined();
    expect(valueAt(all, 'enabled')).toBe(false);
  });

  it('is the least there is where everything else is forbidden', () => {
    const nothing = DOCUMENTED_OPTIONS.reduce(
      (schema, { path, value }) =>
        withValueAt(schema, `properties.${path.split('.').join('.properties.')}`, { const: value }),
      OUTBOUND_SCHEMA,
    );
    const rest = withValueAt(nothing, 'properties.application_type', { enum: ['UAS', 'REST'] });
    expect(everyOption(knowing(rest), 'REST')).toEqual(restService());
  });
});
