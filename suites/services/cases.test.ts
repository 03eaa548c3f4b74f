import { describe, expect, it } from 'vitest';
import { OUTBOUND_DEFAULTS, OUTBOUND_SCHEMA } from '../../generators/configurations/outbound-schema.fixture.ts';
import { createSecrets } from '../../harness/http/secrets.ts';
import { prepareRequest } from '../../harness/roles/api-client/prepare-request.ts';
import { casePrefix, servicePaths } from '../../harness/roles/api-client/service-paths.ts';
import type { Json, JsonObject, ServicesStep } from '../../harness/traces/services-trace.ts';
import type { Profile } from '../../harness/traces/trace.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { validateTrace } from '../../specification/schemas/validate.ts';
import { DOCUMENTED_DEFAULTS } from '../../specification/services/configuration.ts';
import { type CaseContext, type ServicesCase, traceOf } from './case.ts';
import { restService, uasService } from './cases/configurations.ts';
import { scriptedCases, servicesCases } from './cases.ts';
import { createConfigurationModel } from './model/configuration-model.ts';
import type { Origin } from './model/difference.ts';
import { isObject, valueAt } from './model/json.ts';
import { mergeDefaults } from './model/merge.ts';
import type { RequestStep } from './steps.ts';

const LEARNED = { originOfDefault: (): Origin => 'learned-default', isComplete: true };
const model = createConfigurationModel({
  schema: OUTBOUND_SCHEMA,
  minimalUas: { sent: uasService(), returned: mergeDefaults(OUTBOUND_DEFAULTS, uasService(), LEARNED).value },
  minimalRest: { sent: restService(), returned: mergeDefaults(OUTBOUND_DEFAULTS, restService(), LEARNED).value },
});
const context: CaseContext = { seed: 1, model, secondAccount: true };
/** Of a target that told nothing of itself. */
const unknown: CaseContext = { seed: 1, model: createConfigurationModel({}), secondAccount: false };

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];
const inProfile = (profile: Profile) =>
  scriptedCases.filter((one) => PROFILES.indexOf(one.profile ?? 'standard') <= PROFILES.indexOf(profile));
const ofGroup = (group: string) => scriptedCases.filter(({ id }) => id.startsWith(`${group}/`));

function stepsOf(one: ServicesCase, known = context): readonly ServicesStep[] {
  const made = traceOf(one, known);
  return 'trace' in made ? made.trace.steps : [];
}

const flattened = (steps: readonly ServicesStep[]): readonly RequestStep[] =>
  steps.flatMap((step) => (step.do === 'parallel' ? flattened(step.steps) : [step]));
const requestsOf = (one: ServicesCase, known = context) => flattened(stepsOf(one, known));
const serviceOf = (step: RequestStep) => ('service' in step ? step.service : undefined);
const changes = (step: RequestStep) => !['list', 'schema', 'read'].includes(step.do) && serviceOf(step) !== undefined;

/** What a Write or a Modify sends, read as the text that goes over the wire. */
function sentBy(step: RequestStep): Json | undefined {
  if (!('configuration' in step || 'body' in step)) return undefined;
  if (step.configuration !== undefined) return JSON.parse(JSON.stringify(step.configuration)) as Json;
  return step.body !== undefined && 'text' in step.body ? parsed(step.body.text) : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const writesTo = (one: ServicesCase, label: RegExp) =>
  requestsOf(one)
    .filter((step) => step.do === 'write' && label.test(step.service))
    .map((step) => sentBy(step) as JsonObject);

describe('the scripted cases of the services suite', () => {
  it('have ids that are unique and made of groups and names', () => {
    const ids = servicesCases({ seed: 1 }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)+$/.test(id))).toEqual([]);
  });

  it('have titles that are unique sentences without their full stop', () => {
    const titles = scriptedCases.map(({ title }) => title);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    expect(titles.filter((title) => !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
  });

  it('name requirements of the suite only, each once', () => {
    const known = new Set(requirementsOf('services').map(({ id }) => id));
    const wrong = scriptedCases.filter(
      ({ requirements }) =>
        requirements.length === 0 ||
        new Set(requirements).size < requirements.length ||
        requirements.some((id) => !known.has(id)),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each(['smoke', 'standard'] as const)('name every requirement of the suite in profile %s', (profile) => {
    const named = new Set(inProfile(profile).flatMap(({ requirements }) => requirements));
    const unnamed = requirementsOf('services').filter(({ id }) => !named.has(id));
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('make valid traces that survive JSON unchanged', async () => {
    for (const one of scriptedCases) {
      const made = traceOf(one, context);
      expect([one.id, 'trace' in made]).toEqual([one.id, true]);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      if ('trace' in made) expect([one.id, await validateTrace(made.trace)]).toEqual([one.id, []]);
    }
  });

  it('make the same steps for the same target', () => {
    for (const one of scriptedCases) expect(one.steps(context)).toEqual(one.steps(context));
  });

  it('have steps for a target that gives no schema, or say why not', () => {
    const left = scriptedCases.flatMap((one) => {
      const made = one.steps(unknown);
      return 'steps' in made ? (made.steps.length > 0 ? [] : [`${one.id}: empty`]) : [one.id];
    });
    expect(left).toEqual([
      'write/what-read-returned',
      'modify/what-read-returned',
      'modify/one-member-of-each-group',
      ...ofGroup('accounts').map(({ id }) => id),
    ]);
  });

  it('stay within the numbers of requests that their profiles allow', () => {
    const requests = (profile: Profile) => inProfile(profile).reduce((sum, one) => sum + requestsOf(one).length, 0);
    expect(requests('smoke')).toBeLessThan(500);
    expect(requests('standard')).toBeLessThan(2600);
    expect(requests('standard')).toBeGreaterThan(1500);
  });

  it('run alone exactly where a body may break the target for others', () => {
    const huge = (step: RequestStep) =>
      'body' in step && step.body !== undefined && 'repeat' in step.body && step.body.repeat.times >= 10_000;
    const wrong = scriptedCases.filter((one) => {
      const alone = one.exclusive === true;
      return alone !== (requestsOf(one).some(huge) && one.id !== 'hostile-value/shape/long-array');
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('what the cases send', () => {
  const accounts = { first: { user: '1-2-0/a', key: 'kEy1' }, second: { user: '1-2-0/b', key: 'kEy2' } };
  const secrets = createSecrets({ accounts: Object.values(accounts) });
  const prepared = (step: RequestStep) =>
    prepareRequest(step, {
      paths: servicePaths(new URL('http://127.0.0.1/service/v1/outbound')),
      namePrefix: casePrefix('a1b2c3', 'zzz'),
      accounts,
      secrets,
    });

  it('concerns services of the case alone, however a target reads the path', () => {
    for (const one of scriptedCases) {
      for (const step of requestsOf(one)) {
        const { request } = prepared(step);
        const isWhole = step.do === 'list' || step.do === 'schema' || serviceOf(step) === undefined;
        expect([one.id, request.target.startsWith('/service/v1/outbound/aculab-conformance-a1b2c3-zzz-')]).toEqual([
          one.id,
          !isWhole,
        ]);
      }
    }
  });

  it('is on the list and on the schema nothing but GET, POST and OPTIONS, and never a body', () => {
    const whole = scriptedCases.flatMap((one) => requestsOf(one)).filter((step) => serviceOf(step) === undefined);
    expect(whole.length).toBeGreaterThan(100);
    const requests = whole.map((step) => prepared(step).request);
    expect([...new Set(requests.map(({ method }) => method))].sort()).toEqual(['GET', 'OPTIONS', 'POST']);
    expect(requests.filter(({ body }) => body !== undefined)).toEqual([]);
  });

  it('fits names that any target takes, but where names are the matter', () => {
    const plain = scriptedCases.filter(({ id }) => !id.startsWith('hostile-name/'));
    const labels = new Set(plain.flatMap((one) => requestsOf(one)).flatMap((step) => serviceOf(step) ?? []));
    expect([...labels].filter((label) => !/^[A-Za-z0-9_-]{1,9}$/.test(label))).toEqual([]);
    expect(prepared({ do: 'read', service: '123456789' }).request.target.split('/').at(-1)).toHaveLength(39);
  });

  it('has placeholders for passwords wherever it has a text for one', () => {
    const passwords = scriptedCases
      .flatMap((one) => requestsOf(one))
      .flatMap((step) => {
        const sent = sentBy(step);
        return isObject(sent) ? [valueAt(sent, 'service_password')] : [];
      })
      .filter((password) => typeof password === 'string');
    expect(passwords.length).toBeGreaterThan(500);
    expect(passwords.filter((password) => !/\{password(:[2-9])?\}/.test(password))).toEqual([]);
  });

  it('is at the same time about different services', () => {
    const together = scriptedCases.flatMap((one) => stepsOf(one).filter((step) => step.do === 'parallel'));
    expect(together.length).toBeGreaterThan(2);
    for (const { steps } of together) {
      const services = steps.map((step) => (step.do === 'parallel' ? undefined : serviceOf(step)));
      expect(services).not.toContain(undefined);
      expect(new Set(services).size).toBe(services.length);
    }
  });

  it('is under the second account only where one is needed', () => {
    for (const one of scriptedCases) {
      const uses = /"account":"second"|\{(user|key)2\}/.test(JSON.stringify(stepsOf(one)));
      expect([one.id, one.needsSecondAccount === true]).toEqual([one.id, uses]);
    }
  });

  it('looks again at whatever it changed', () => {
    const unseen = scriptedCases.flatMap((one) => {
      const requests = requestsOf(one);
      return requests.flatMap((step, i) => {
        if (!changes(step)) return [];
        const later = requests.slice(i + 1);
        const isSeen = later.some(
          (look) => look.do === 'list' || (look.do === 'read' && serviceOf(look) === serviceOf(step)),
        );
        return isSeen ? [] : [`${one.id} step ${i}`];
      });
    });
    expect(unseen).toEqual([]);
  });

  it('without right credentials is followed by a look with right ones', () => {
    for (const one of [...ofGroup('auth'), ...ofGroup('accounts')]) {
      const requests = requestsOf(one);
      requests.forEach((step, i) => {
        if (!changes(step) || step.auth === undefined || 'account' in step.auth || isRight(step)) return;
        const next = requests[i + 1];
        expect([one.id, next?.do, next && serviceOf(next), next?.auth]).toEqual([
          one.id,
          'read',
          serviceOf(step),
          undefined,
        ]);
      });
    }
  });

  function isRight({ auth }: RequestStep) {
    return auth !== undefined && 'user' in auth && auth.scheme === 'basic';
  }
});

describe('the case groups', () => {
  it('omit each option that has a documented default, one at a time', () => {
    const cases = ofGroup('defaults');
    expect(cases).toHaveLength(DOCUMENTED_DEFAULTS.length);
    for (const [i, { path, value, shownFor }] of DOCUMENTED_DEFAULTS.entries()) {
      const writes = writesTo(cases[i]!, /./);
      expect(writes).toHaveLength(shownFor.length);
      for (const [at, write] of writes.entries()) {
        expect(valueAt(write, path)).toBeUndefined();
        const others = DOCUMENTED_DEFAULTS.filter(
          (other) => other.shownFor.includes(shownFor[at]!) && other.path !== path && other.path !== 'application_type',
        );
        for (const other of others) expect([undefined, other.value]).not.toContain(valueAt(write, other.path));
        expect(model.write(write)).toMatchObject({ verdict: 'valid' });
        expect(valueAt(model.write(write).configuration.value, path)).toBe(path === 'application_type' ? 'UAS' : value);
      }
    }
  });

  it('set each documented option and replace it by a service without', () => {
    const set = [1, 2, 3].flatMap((depth) => writesTo(ofGroup(`replace/resets`)[depth - 1]!, /./));
    for (const { path } of DOCUMENTED_DEFAULTS.filter((one) => one.path !== 'application_type')) {
      expect([path, set.some((write) => valueAt(write, path) !== undefined)]).toEqual([path, true]);
    }
    expect(set.map((write) => model.write(write).verdict)).toEqual(set.map(() => 'valid'));
  });

  it.each(['mandatory', 'validation', 'write/unknown-option'])(
    '%s sends nothing but what is wrong to new names',
    (group) => {
      for (const one of ofGroup(group)) {
        for (const write of writesTo(one, /^new/)) {
          expect([one.id, write, model.write(write).verdict]).toEqual([one.id, write, 'invalid']);
        }
      }
    },
  );

  it('violate several options at once where they say so', () => {
    const several = ofGroup('validation/several').flatMap((one) => writesTo(one, /^new/));
    expect(several.length).toBeGreaterThan(3);
    for (const write of several) expect(model.write(write).violations.length).toBeGreaterThan(1);
  });

  it('modify to what the merge makes invalid, and at the end to what it does not', () => {
    for (const one of [...ofGroup('modify/invalid'), ...ofGroup('validation/several').slice(-1)]) {
      const [start, ...rest] = requestsOf(one).flatMap((step) => sentBy(step) ?? []) as JsonObject[];
      const existing = model.write(start!).configuration.value;
      const verdicts = rest.map((change) => [change, model.modify(existing, change).verdict]);
      expect([one.id, verdicts]).toEqual([
        one.id,
        rest.map((change, i) => [change, i < rest.length - 1 ? 'invalid' : 'valid']),
      ]);
    }
  });

  it('modify every documented option, away from its default and back to it', () => {
    const sent = [1, 2, 3].flatMap((depth) =>
      requestsOf(ofGroup('modify').find(({ id }) => id === `modify/depth-${depth}`)!)
        .filter((step) => step.do === 'modify')
        .map((step) => sentBy(step)!),
    );
    for (const { path, value } of DOCUMENTED_DEFAULTS.filter((one) => one.path !== 'application_type')) {
      const values = sent.map((change) => valueAt(change, path)).filter((each) => each !== undefined);
      expect([path, values.some((each) => each !== value)]).toEqual([path, true]);
      expect([path, sent.some((change) => valueAt(change, path) === value)]).toEqual([path, true]);
    }
  });

  it('write the examples of the documents, which are valid but for the fourth', () => {
    const example = (name: string) => ofGroup('write').find(({ id }) => id === `write/${name}`)!;
    const verdicts = (name: string) => writesTo(example(name), /./).map((write) => model.write(write).verdict);
    expect(verdicts('example-1-uas')).toEqual(['valid']);
    expect(verdicts('example-2-rest')).toEqual(['valid']);
    expect(verdicts('example-3-replace')).toEqual(['valid', 'valid']);
    expect(verdicts('example-4-incomplete')).toEqual(['invalid', 'valid', 'invalid']);
  });

  it('have credentials in ten wrong forms besides none in the standard profile, three cases each', () => {
    const forms = new Map<string, string[]>();
    for (const { id } of inProfile('standard')) {
      const [group, form = '', what] = id.split('/');
      if (group === 'auth' && what !== undefined) forms.set(form, [...(forms.get(form) ?? []), what]);
    }
    expect(forms.size).toBe(11);
    for (const cases of forms.values()) expect(cases).toEqual(['look', 'write', 'change']);
  });

  it.each([
    ['malformed-body', 20],
    ['hostile-value', 25],
    ['hostile-name', 20],
    ['isolation', 8],
    ['content-type', 6],
  ] as const)('%s has at least %d standard cases', (group, least) => {
    const standard = new Set(inProfile('standard'));
    expect(ofGroup(group).filter((one) => standard.has(one)).length).toBeGreaterThanOrEqual(least);
  });
});
