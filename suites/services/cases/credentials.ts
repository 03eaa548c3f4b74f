import type { Auth } from '../../../harness/traces/services-trace.ts';
import type { Profile } from '../../../harness/traces/trace.ts';
import type { ServicesCase } from '../case.ts';
import {
  as,
  list,
  modify,
  modifyBody,
  type RequestStep,
  read,
  remove,
  schema,
  text,
  write,
  writeThenRead,
} from '../steps.ts';
import { uasService } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

interface Form {
  readonly name: string;
  /** Completes "… with". */
  readonly what: string;
  readonly auth: Auth;
  readonly profile?: Profile;
}

const encoded = (credentials: string | Buffer): string => Buffer.from(credentials).toString('base64');

/** None, and forms that are wrong in one way each. `basic` in other letters is right (RFC 7617), so it is not here. */
const FORMS: readonly Form[] = [
  { name: 'none', what: 'no credentials', auth: { none: true }, profile: 'smoke' },
  { name: 'wrong-key', what: 'a wrong key', auth: { user: '{user}', key: 'not-the-key' }, profile: 'smoke' },
  { name: 'cut-key', what: 'a key that lacks its last character', auth: { user: '{user}', key: '{key:cut}' } },
  { name: 'longer-key', what: 'a key that has a character too many', auth: { user: '{user}', key: '{key}x' } },
  {
    name: 'swapped-case-key',
    what: 'a key in the other letter case',
    auth: { user: '{user}', key: '{key:swapped-case}' },
  },
  { name: 'empty-key', what: 'an empty key', auth: { user: '{user}', key: '' } },
  { name: 'wrong-user', what: 'an unknown user', auth: { user: 'x{user}', key: '{key}' } },
  {
    name: 'other-scheme',
    what: 'right credentials under another scheme',
    auth: { user: '{user}', key: '{key}', scheme: 'Bearer' },
  },
  { name: 'no-colon', what: 'credentials without a colon', auth: { header: `Basic ${encoded('conformance')}` } },
  { name: 'no-base64', what: 'credentials that are not base64', auth: { header: 'Basic !not*base64!' } },
  { name: 'scheme-alone', what: 'a scheme and nothing after it', auth: { header: 'Basic' } },
  { name: 'empty-user', what: 'an empty user', auth: { user: '', key: '{key}' }, profile: 'full' },
  {
    name: 'swapped-places',
    what: 'user and key in each other’s place',
    auth: { user: '{key}', key: '{user}' },
    profile: 'full',
  },
  { name: 'space-after-key', what: 'a space after the key', auth: { user: '{user}', key: '{key} ' }, profile: 'full' },
  {
    name: 'no-utf-8',
    what: 'credentials that are no UTF-8',
    auth: { header: `Basic ${encoded(Buffer.from([0xff, 0xfe, 0x3a, 0xff]))}` },
    profile: 'full',
  },
  {
    name: 'nul',
    what: 'credentials of NUL characters',
    auth: { header: `Basic ${encoded('\0:\0')}` },
    profile: 'full',
  },
];

const requirementOf = ({ name }: Form): string =>
  name === 'none' ? 'services.auth.required' : 'services.auth.refused';

/** The request as it ought to be refused, and then what the right account sees of the service. */
const refused = (auth: Auth, step: RequestStep & { readonly service: string }): readonly RequestStep[] => [
  as(auth, step),
  read(step.service),
];

const ofForm = (form: Form): readonly ServicesCase[] => {
  const { auth, what } = form;
  const profile = form.profile === undefined ? {} : { profile: form.profile };
  const changing = [requirementOf(form), 'services.auth.no-effect'];
  return [
    servicesCase(`auth/${form.name}/look`, {
      title: `List, schema and a service are asked for with ${what}`,
      requirements: [requirementOf(form), 'services.error.shape'],
      ...profile,
      steps: [
        writeThenRead('one', uasService({ description: 'not for everybody' })),
        as(auth, list()),
        as(auth, schema()),
        as(auth, read('one')),
      ],
    }),
    servicesCase(`auth/${form.name}/write`, {
      title: `A new and an existing service are written with ${what}`,
      requirements: changing,
      ...profile,
      steps: [
        refused(auth, write('new', uasService())),
        writeThenRead('old', uasService({ description: 'before' })),
        refused(auth, write('old', uasService({ description: 'written by nobody' }))),
        list(),
      ],
    }),
    servicesCase(`auth/${form.name}/change`, {
      title: `A service is modified and another one is deleted with ${what}`,
      requirements: changing,
      ...profile,
      steps: [
        writeThenRead('a', uasService({ description: 'before' })),
        refused(auth, modify('a', { description: 'modified by nobody' })),
        writeThenRead('b', uasService({ description: 'before' })),
        refused(auth, remove('b')),
        list(),
      ],
    }),
  ];
};

const WRONG: Auth = { user: '{user}', key: 'not-the-key' };
const NONE: Auth = { none: true };

export const credentialCases: readonly ServicesCase[] = [
  ...FORMS.flatMap(ofForm),
  servicesCase('auth/before-anything-else', {
    title: 'Requests that have other faults as well are made with wrong and with no credentials',
    requirements: ['services.auth.refused', 'services.auth.required', 'services.auth.no-effect'],
    steps: [WRONG, NONE].flatMap((auth, i) => [
      as(auth, read('none')),
      refused(auth, modify('none', { description: 'modified by nobody' })),
      refused(auth, remove('none')),
      refused(auth, write('new', { enabled: 'yes' })),
      ...writeThenRead(`one${i + 1}`, uasService()),
      refused(auth, write(`one${i + 1}`, { enabled: 'yes' })),
      refused(auth, modify(`one${i + 1}`, { enabled: 'yes' })),
      refused(auth, modifyBody(`one${i + 1}`, text('{'))),
    ]),
  }),
  servicesCase('auth/right-and-wrong-in-turn', {
    title: 'Requests with right, wrong and no credentials follow each other',
    requirements: ['services.auth.refused', 'services.auth.required', 'services.auth.no-effect'],
    steps: [
      writeThenRead('one', uasService()),
      refused(WRONG, modify('one', { description: 'first' })),
      refused(NONE, modify('one', { description: 'second' })),
      modify('one', { description: 'third' }),
      refused(NONE, remove('one')),
      refused(WRONG, remove('one')),
      as(WRONG, list()),
      list(),
      as(NONE, schema()),
      schema(),
    ],
  }),
  servicesCase('auth/scheme-in-lower-case', {
    title: 'The scheme of right credentials is written in lower case',
    requirements: ['services.write.creates', 'services.read.own-write'],
    profile: 'full',
    steps: [
      as({ user: '{user}', key: '{key}', scheme: 'basic' }, list()),
      writeThenRead('one', uasService()).map((step) => as({ user: '{user}', key: '{key}', scheme: 'basic' }, step)),
      read('one'),
    ],
  }),
];
