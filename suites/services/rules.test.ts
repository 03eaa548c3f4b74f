import { describe, expect, it } from 'vitest';
import type { Json } from '../../harness/traces/services-trace.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import {
  errorBody,
  KNOWLEDGE,
  PREFIX,
  REST_SENT,
  REST_WHOLE,
  SCHEMA,
  transcriptOf,
  UAS_SENT,
  UAS_WHOLE,
} from './exchange.fixture.ts';
import { createConfigurationModel } from './model/configuration-model.ts';
import type { Exchanges } from './rules/outcome.fixture.ts';
import { SERVICES_RULES } from './rules.ts';
import { viewOf, viewWith } from './view.ts';

const target = (service: string): string => `/service/v1/outbound/${PREFIX}${encodeURIComponent(service)}`;
const refused = (status: number, service: string, more = {}) => ({
  status,
  json: errorBody(status, target(service), more),
});
const unknown = (service: string) => refused(404, service);
const invalid = (service: string, ...details: readonly string[]) => refused(400, service, { details });
const entry = (service: string, aim: string, description: Json = null) => ({
  name: `${PREFIX}${service}`,
  target: aim,
  description,
});

const REST_PAGE = 'http://11.222.33.44:50080/my_first_page';
const CHANGED = { ...UAS_WHOLE, description: 'x' };

/** A service from its first Write to what comes after its Delete, with everything that may be refused on the way. */
const LIFE: Exchanges = [
  [{ do: 'schema' }, { json: { ...SCHEMA, allOf: [{}] } }],
  [{ do: 'list' }, { json: { services: [] } }],
  [{ do: 'read', service: 'a' }, unknown('a')],
  [{ do: 'modify', service: 'a', json: {} }, unknown('a')],
  [{ do: 'delete', service: 'a' }, unknown('a')],
  [{ do: 'write', service: 'a', json: {} }, invalid('a', 'service_password None', 'uas.application_name None')],
  [{ do: 'write', service: 'a', json: { ...UAS_SENT, colour: 1 } }, invalid('a', 'colour')],
  [{ do: 'write', service: 'a', json: { ...UAS_SENT, g729: 5 } }, invalid('a', 'g729 5')],
  [{ do: 'read', service: 'a' }, unknown('a')],
  [{ do: 'write', service: 'a', text: '{' }, refused(400, 'a')],
  [{ do: 'read', service: 'a' }, unknown('a')],
  [
    { do: 'write', service: 'a', json: UAS_SENT },
    { status: 201, json: UAS_WHOLE },
  ],
  [{ do: 'read', service: 'a' }, { json: UAS_WHOLE }],
  [
    { do: 'write', service: 'b', json: REST_SENT },
    { status: 201, json: REST_WHOLE },
  ],
  [{ do: 'read', service: 'a' }, { json: UAS_WHOLE }],
  [{ do: 'list' }, { json: { services: [entry('a', 'my_uas_app'), entry('b', REST_PAGE)] } }],
  [{ do: 'modify', service: 'a', json: { description: 'x' } }, { json: CHANGED }],
  [{ do: 'modify', service: 'a', json: { description: 'x' } }, { json: CHANGED }],
  [{ do: 'modify', service: 'a', json: {} }, { json: CHANGED }],
  [{ do: 'modify', service: 'a', json: { colour: 1 } }, invalid('a', 'colour')],
  [{ do: 'read', service: 'a' }, { json: CHANGED }],
  [{ do: 'modify', service: 'a', json: { extra_channels: 'x' } }, invalid('a', 'extra_channels')],
  [{ do: 'read', service: 'a' }, { json: CHANGED }],
  [{ do: 'modify', service: 'a', json: { description: null } }, { json: UAS_WHOLE }],
  [{ do: 'write', service: 'a', json: { ...UAS_SENT, g729: true } }, { json: { ...UAS_WHOLE, g729: true } }],
  [{ do: 'write', service: 'a', json: UAS_SENT }, { json: UAS_WHOLE }],
  [{ do: 'write', service: 'a', json: UAS_SENT, as: 'none' }, refused(401, 'a')],
  [{ do: 'read', service: 'a' }, { json: UAS_WHOLE }],
  [
    { do: 'list', as: 'refused' },
    { status: 403, json: errorBody(403, '/service/v1/outbound') },
  ],
  [{ do: 'request', method: 'POST', service: 'a' }, refused(405, 'a')],
  [{ do: 'list', as: 'second' }, { json: { services: [] } }],
  [{ do: 'read', service: 'a', as: 'second' }, unknown('a')],
  [{ do: 'delete', service: 'a' }, { status: 204 }],
  [{ do: 'read', service: 'a' }, unknown('a')],
  [{ do: 'delete', service: 'a' }, unknown('a')],
  [
    { do: 'write', service: 'ä', json: UAS_SENT },
    { status: 201, json: UAS_WHOLE },
  ],
  [
    { do: 'write', service: 'c', json: { ...UAS_SENT, description: 'ä' } },
    { status: 201, json: { ...UAS_WHOLE, description: 'ä' } },
  ],
];

describe('the rules of the services suite', () => {
  it('are one for each requirement of the catalogue, in its order', () => {
    expect(SERVICES_RULES.map(({ requirement }) => requirement)).toEqual(
      requirementsOf('services').map(({ id }) => id),
    );
  });

  it.each(SERVICES_RULES)('$requirement is not exercised by nothing', ({ judge }) => {
    expect(judge(viewOf(transcriptOf([]), KNOWLEDGE))).toEqual({ exercised: 0, findings: [] });
  });

  it.each(SERVICES_RULES)('$requirement is exercised by the life of a service, and finds nothing', ({ judge }) => {
    const { exercised, findings } = judge(viewOf(transcriptOf(LIFE), KNOWLEDGE));
    expect(findings.map(({ message, observed }) => `${message}: ${observed}`)).toEqual([]);
    expect(exercised).toBeGreaterThan(0);
  });

  it.each(SERVICES_RULES)('$requirement finds nothing where nothing could be learned of the target', ({ judge }) => {
    const { findings } = judge(viewOf(transcriptOf(LIFE), {}));
    expect(findings.map(({ message, observed }) => `${message}: ${observed}`)).toEqual([]);
  });
});

/** Every request of the life with an answer that is wrong in its status and in nothing else. */
const WRONG_ANSWERS = LIFE.flatMap(([request, right], place) =>
  [204, 301, 401, 404, 409, 422, 500, 501].map((status) => {
    const { service, do: what } = request;
    const path = service === undefined ? `/service/v1/${what === 'schema' ? 'schema/' : ''}outbound` : target(service);
    const isBare = status < 400;
    const wrong = isBare ? { status } : { status, json: errorBody(status, path) };
    return { name: `${place}: ${what} ${status}`, right, wrong, place, request };
  }),
);

describe('one symptom has one owner', () => {
  const model = createConfigurationModel(KNOWLEDGE);

  it.each(WRONG_ANSWERS)('$name', ({ right, wrong, place, request }) => {
    const view = viewWith(transcriptOf([...LIFE.slice(0, place), [request, wrong]]), model);
    const owners = SERVICES_RULES.filter(({ judge }) => judge(view).findings.length > 0);
    expect(owners.map(({ requirement }) => requirement).slice(1)).toEqual([]);
    if (right.status === wrong.status) expect(owners).toEqual([]);
  });
});
