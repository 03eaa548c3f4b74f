import type { RequestBody } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { list, modifyBody, read, type Sending, text, writeBody, writeThenRead } from '../steps.ts';
import { restService, uasService } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const WHOLE = JSON.stringify(uasService({ description: 'sent under another name' }));
const CHANGE = JSON.stringify({ description: 'changed under another name' });

interface Row {
  readonly name: string;
  readonly what: string;
  readonly contentType: string | null;
  readonly full?: true;
}

/** JSON bodies under various types. */
const JSON_ROWS: readonly Row[] = [
  { name: 'absent', what: 'no Content-Type', contentType: null },
  { name: 'charset', what: 'a charset parameter', contentType: 'application/json; charset=utf-8' },
  { name: 'upper-case', what: 'Content-Type in upper case', contentType: 'APPLICATION/JSON;CHARSET="UTF-8"' },
  { name: 'text-plain', what: 'the type of plain text', contentType: 'text/plain' },
  { name: 'form', what: 'the type of a form', contentType: 'application/x-www-form-urlencoded', full: true },
  { name: 'xml', what: 'the type of XML', contentType: 'application/xml', full: true },
  { name: 'json-suffix', what: 'a type that ends in +json', contentType: 'application/vnd.api+json', full: true },
  { name: 'no-type', what: 'a Content-Type that is none', contentType: 'json', full: true },
  {
    name: 'other-charset',
    what: 'a charset that is not the body’s',
    contentType: 'application/json; charset=utf-16',
    full: true,
  },
];

const TAKEN = ['services.write.creates', 'services.read.own-write'];
/** Parameters change nothing (reading R33); everything else may be refused (reading R38). */
const isJson = (contentType: string | null): boolean => /^application\/json *(;|$)/i.test(contentType ?? '');

const asBoth = (whole: RequestBody, change: RequestBody, sending: Sending) => [
  writeBody('new', whole, sending),
  read('new'),
  ...writeThenRead('old', restService({ description: 'before' })),
  writeBody('old', whole, sending),
  read('old'),
  modifyBody('old', change, sending),
  read('old'),
  list(),
];

const BOUNDARY = 'conformance-boundary';
const part = (name: string, value: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** Bodies that are what their type says, and no JSON. */
const OTHER_ROWS = [
  {
    name: 'real-form',
    what: 'a form instead of JSON',
    contentType: 'application/x-www-form-urlencoded',
    whole: 'service_password={password}&description=form&uas.application_name=form',
    change: 'description=form',
  },
  {
    name: 'multipart',
    what: 'a form in parts instead of JSON',
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    whole: `${part('service_password', '{password}')}${part('description', 'parts')}--${BOUNDARY}--\r\n`,
    change: `${part('description', 'parts')}--${BOUNDARY}--\r\n`,
  },
] as const;

export const contentTypeCases: readonly ServicesCase[] = [
  ...JSON_ROWS.map(({ name, what, contentType, full }) =>
    servicesCase(`content-type/${name}`, {
      title: `Services are written and modified with ${what}`,
      requirements: isJson(contentType) ? TAKEN : ['services.survives.malformed-json', 'services.read.own-write'],
      ...(full === true ? { profile: 'full' } : {}),
      steps: asBoth(text(WHOLE), text(CHANGE), { contentType }),
    }),
  ),
  ...OTHER_ROWS.map(({ name, what, contentType, whole, change }) =>
    servicesCase(`content-type/${name}`, {
      title: `Services are written and modified with ${what}`,
      requirements: ['services.survives.malformed-json'],
      steps: asBoth(text(whole), text(change), { contentType }),
    }),
  ),
];
