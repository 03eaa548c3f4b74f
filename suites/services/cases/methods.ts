import type { ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { list, onList, onSchema, onService, read, schema, writeThenRead } from '../steps.ts';
import { uasService } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const requirements = ['services.survives.unsupported-method'];

interface Method {
  readonly token: string;
  /** Completes "… is asked for". */
  readonly what: string;
  /** Only on services of our own: on the list, a target might take it for something that is done to all services. */
  readonly ownOnly?: true;
  readonly full?: true;
}

const METHODS: readonly Method[] = [
  { token: 'POST', what: 'by POST' },
  { token: 'OPTIONS', what: 'by OPTIONS' },
  { token: 'PROPFIND', what: 'by a method of WebDAV', ownOnly: true, full: true },
  { token: 'CONFORM', what: 'by a method that does not exist', ownOnly: true },
  { token: 'put', what: 'by a method in lower case', ownOnly: true, full: true },
];

/** On a name that is free and on a service that is there, with a body that would do as a Write or a Modify. */
const onBoth = (method: string): readonly ServicesStep[] => [
  onService(method, 'new', uasService({ description: 'by another method' })),
  read('new'),
  ...writeThenRead('old', uasService({ description: 'before' })),
  onService(method, 'old', uasService({ description: 'by another method' })),
  read('old'),
  onService(method, 'old'),
  read('old'),
  list(),
];

export const methodCases: readonly ServicesCase[] = METHODS.flatMap(({ token, what, ownOnly, full }) => {
  const id = token === 'put' ? 'lower-case' : token.toLowerCase();
  const profile = full === true ? { profile: 'full' as const } : {};
  const ofService = servicesCase(`methods/${id}/service`, {
    title: `A service is asked for ${what}`,
    requirements,
    ...(token === 'POST' ? { profile: 'smoke' as const } : profile),
    steps: onBoth(token),
  });
  if (ownOnly === true) return [ofService];
  return [
    servicesCase(`methods/${id}/list`, {
      title: `The list is asked for ${what}`,
      requirements,
      ...profile,
      steps: [list(), onList(token), list()],
    }),
    servicesCase(`methods/${id}/schema`, {
      title: `The schema is asked for ${what}`,
      requirements,
      ...profile,
      steps: [schema(), onSchema(token), schema()],
    }),
    ofService,
  ];
});
