import type { ServicesCase } from '../case.ts';
import { list, modifyBody, read, writeBody, writeThenRead } from '../steps.ts';
import { restService } from './configurations.ts';
import { MALFORMED_BODIES, type MalformedBody } from './malformed-bodies.table.ts';
import { servicesCase } from './scripted-case.ts';

const CHANGES_NOTHING = ['services.write.refused-changes-nothing', 'services.modify.refused-changes-nothing'];

const MADE_FOR: Readonly<Record<MalformedBody['wrong'], readonly string[]>> = {
  'no-json': ['services.survives.malformed-json'],
  'no-object': ['services.survives.malformed-json'],
  trap: ['services.survives.hostile-values', ...CHANGES_NOTHING],
};

export const malformedBodyCases: readonly ServicesCase[] = MALFORMED_BODIES.map(
  ({ name, what, body, wrong, profile, heavy }) =>
    servicesCase(`malformed-body/${name}`, {
      title: `The body of a Write and of a Modify is ${what}`,
      requirements: MADE_FOR[wrong],
      ...(profile === undefined ? {} : { profile }),
      ...(heavy === true ? { exclusive: true } : {}),
      steps: [
        writeBody('new', body),
        read('new'),
        writeThenRead('old', restService({ description: 'before' })),
        writeBody('old', body),
        read('old'),
        modifyBody('old', body),
        read('old'),
        list(),
      ],
    }),
);
