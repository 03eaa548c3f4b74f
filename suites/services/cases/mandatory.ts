import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { refusedWrites } from '../steps.ts';
import { page, restService, uasService, withOption, withoutOption } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

interface Kind {
  readonly name: string;
  readonly what: string;
  readonly valid: JsonObject;
  /** What the kind demands besides the password. */
  readonly application: string;
}

const KINDS: readonly Kind[] = [
  { name: 'uas', what: 'A UAS service', valid: uasService(), application: 'uas.application_name' },
  {
    name: 'uas-spelled-out',
    what: 'A service whose type is given as UAS',
    valid: uasService({ application_type: 'UAS' }),
    application: 'uas.application_name',
  },
  { name: 'rest', what: 'A REST service', valid: restService(), application: 'rest.first_page.address' },
];

/** The configuration without the option, and without each of the groups around it. */
function withoutOptionOrGroups(configuration: JsonObject, path: string): readonly JsonObject[] {
  const names = path.split('.');
  return names.map((_, i) => withoutOption(configuration, names.slice(0, names.length - i).join('.')));
}

function groupsNulled(configuration: JsonObject, path: string): readonly JsonObject[] {
  const names = path.split('.');
  return names.slice(1).map((_, i) => withOption(configuration, names.slice(0, i + 1).join('.'), null));
}

const of = (configuration: JsonObject, path: string, values: readonly Json[]): readonly JsonObject[] =>
  values.map((value) => withOption(configuration, path, value));

const REFUSAL = [
  'services.write.mandatory',
  'services.write.refused-changes-nothing',
  'services.schema.agrees-with-write',
];

export const mandatoryCases: readonly ServicesCase[] = KINDS.flatMap(({ name, what, valid, application }) => {
  const withoutPassword = withoutOption(valid, 'service_password');
  const inSmoke = (kind: string) => (kind === name ? { profile: 'smoke' as const } : {});
  const tail = name === 'uas-spelled-out' ? { profile: 'full' as const } : {};
  return [
    servicesCase(`mandatory/${name}/password`, {
      title: `${what} is written without its password, or with one that is no text`,
      requirements: REFUSAL,
      ...inSmoke('uas'),
      steps: refusedWrites(valid, [withoutPassword, ...of(valid, 'service_password', [null, 5, ['{password}']])]),
    }),
    servicesCase(`mandatory/${name}/application`, {
      title: `${what} is written without ${application}`,
      requirements: REFUSAL,
      ...inSmoke('rest'),
      steps: refusedWrites(valid, [
        ...withoutOptionOrGroups(valid, application),
        ...of(valid, application, [null]),
        ...groupsNulled(valid, application),
      ]),
    }),
    servicesCase(`mandatory/${name}/application-of-wrong-type`, {
      title: `${what} is written with ${application} or the group around it of a wrong type`,
      requirements: REFUSAL,
      ...tail,
      steps: refusedWrites(valid, [
        ...of(valid, application, [16, true, ['conformance'], { name: 'conformance' }]),
        ...of(valid, application.slice(0, application.lastIndexOf('.')), ['conformance', []]),
      ]),
    }),
    servicesCase(`mandatory/${name}/both`, {
      title: `${what} is written without its password and without ${application}`,
      requirements: [...REFUSAL, 'services.write.validation-error', 'services.error.details'],
      ...tail,
      steps: refusedWrites(valid, [
        ...withoutOptionOrGroups(withoutPassword, application),
        withOption(withOption(valid, 'service_password', null), application, null),
      ]),
    }),
  ];
}).concat([
  servicesCase('mandatory/nothing', {
    title: 'A service is written with an empty configuration',
    requirements: [...REFUSAL, 'services.write.validation-error'],
    steps: refusedWrites(uasService(), [{}]),
  }),
  servicesCase('mandatory/of-the-other-type', {
    title: 'Services are written with what the other application type demands',
    requirements: REFUSAL,
    steps: refusedWrites(uasService(), [
      { service_password: '{password}', rest: { first_page: { address: page('first') } } },
      { service_password: '{password}', application_type: 'REST', uas: { application_name: 'conformance' } },
    ]),
  }),
]);
