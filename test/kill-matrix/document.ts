// docs/kill-matrix*.md: made from the faults and what they turned; read back to see whether they are still true.
import { createHash } from 'node:crypto';
import { MEDIA_FILES_FAULTS } from '../../reference/media-files/index.ts';
import { SERVICES_FAULTS } from '../../reference/services/index.ts';
import { APPS, FAULTS } from '../../reference/websocket/index.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import type { SuiteName } from '../../specification/types.ts';
import type { MatrixFault, Turned } from './matrix.ts';
import { cheapest } from './run-media-files-fault.ts';

export const APP_NAMES = Object.keys(APPS);

/** A kill matrix: the faults of one suite's reference, and the document that tells what they turn. */
export interface Matrix {
  readonly suite: SuiteName;
  /** Below docs/. */
  readonly file: string;
  readonly introduction: readonly string[];
  readonly faults: readonly MatrixFault[];
  /** Forms of the reference, if it has several. */
  readonly apps?: readonly string[];
  /** Where a fault shows, and what that is called. */
  readonly place?: { readonly head: string; readonly of: (fault: MatrixFault) => string };
}

const WEBSOCKET_APPS = new Map(FAULTS.map(({ id, app }) => [id, app]));

export const WEBSOCKET_MATRIX: Matrix = {
  suite: 'websocket',
  file: 'kill-matrix.md',
  introduction: [
    'Made by `npm run kill-matrix`. The reference server without faults is all green in each of its apps',
    `(${APP_NAMES.join(', ')}). Each fault below was switched on alone, and all cases of the smoke profile ran, with those`,
    'that the fault’s entry names: it turned the requirement that it is named after, and nothing but what stands in the',
    'last column. A stimulus (tolerates, survives) shows in every case that contains it, and a process that dies of it takes',
    'the calls of that case with it; `npm test` runs the cases of each entry alone, where nothing else may turn.',
  ],
  faults: FAULTS,
  apps: APP_NAMES,
  place: { head: 'app', of: ({ id }) => WEBSOCKET_APPS.get(id) ?? '' },
};

export const SERVICES_MATRIX: Matrix = {
  suite: 'services',
  file: 'kill-matrix-services.md',
  introduction: [
    'Made by `npm run kill-matrix services`. The reference API without faults is all green. Each fault below was switched',
    'on alone, and all cases of the smoke profile ran, with those that the fault’s entry names: it turned the requirement',
    'that it is named after, and nothing but what stands in the last column, which the fault’s entry admits. `npm test` runs',
    'the cases of each entry.',
  ],
  faults: SERVICES_FAULTS,
};

const MEDIA_FILES_WAYS = new Map<string, string>(MEDIA_FILES_FAULTS.map((fault) => [fault.id, cheapest(fault)]));

export const MEDIA_FILES_MATRIX: Matrix = {
  suite: 'media-files',
  file: 'kill-matrix-media-files.md',
  introduction: [
    'Made by `npm run kill-matrix media-files`. The reference store and both reference validators without faults are all',
    'green, and so they are with each of the things that the readings leave open. Each fault below was switched on alone and',
    'reached in the way that is named (a store by http, a command by exec, a function of a module); against a validator all',
    'cases of the standard profile ran, against a store those of the smoke profile and those that the fault’s entry names. It',
    'turned the requirement that it is named after, and nothing but what stands in the last column, which the fault’s entry',
    'admits. `npm test` runs the cases of each entry.',
  ],
  faults: MEDIA_FILES_FAULTS,
  place: { head: 'by', of: ({ id }) => MEDIA_FILES_WAYS.get(id) ?? '' },
};

export const MATRICES: readonly Matrix[] = [WEBSOCKET_MATRIX, SERVICES_MATRIX, MEDIA_FILES_MATRIX];

export interface WrittenRow {
  readonly fault: string;
  readonly turned: ReadonlyMap<string, Turned>;
}

/** Changes when a requirement, a fault or what is expected of one changes: then the document is out of date. */
export function matrixDigest({ suite, faults, apps, place }: Matrix): string {
  const facts = {
    requirements: requirementsOf(suite).map(({ id, level, basis }) => [id, level, basis]),
    faults: faults.map((fault) => [fault.id, place?.of(fault) ?? '', fault.verdict, fault.admits]),
    ...(apps === undefined ? {} : { apps }),
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

export function matrixDocument(matrix: Matrix, rows: readonly WrittenRow[]): string {
  const { suite, introduction, faults, place } = matrix;
  const byFault = new Map(rows.map((row) => [row.fault, row.turned]));
  const head = ['fault', 'what the target does', ...(place === undefined ? [] : [place.head]), 'verdict', 'turned too'];
  const lines = [
    `# Kill matrix of the ${suite} suite`,
    '',
    ...introduction,
    '',
    `Digest of requirements and faults: \`${matrixDigest(matrix)}\``,
    '',
  ];
  for (const { id, level, basis } of requirementsOf(suite)) {
    lines.push(
      `## ${id}`,
      '',
      `${level}, ${basis}`,
      '',
      `| ${head.join(' | ')} |`,
      `|${head.map(() => '---|').join('')}`,
    );
    for (const fault of faults.filter(({ requirement }) => requirement === id)) {
      const turned = byFault.get(fault.id) ?? new Map();
      const others = [...turned].filter(([other]) => other !== id).map(([other, verdict]) => `${other} (${verdict})`);
      const cells = [
        `\`${fault.id}\``,
        fault.title,
        ...(place === undefined ? [] : [place.of(fault)]),
        turned.get(id) ?? 'missing',
        others.join(', ') || '–',
      ];
      lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
    }
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Reads a document back: its digest, and by fault what it turned. */
export function readMatrixDocument(text: string): {
  readonly digest: string | undefined;
  readonly rows: readonly WrittenRow[];
} {
  const rows: WrittenRow[] = [];
  for (const line of text.split('\n')) {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const fault = cells[1]?.match(/^`(.+)`$/)?.[1];
    if (fault === undefined) continue;
    const turned = new Map<string, Turned>();
    // The last cell is empty: it lies behind the line's end.
    const [own, others = ''] = cells.slice(-3, -1);
    if (own === 'fail' || own === 'warn') turned.set(fault.split('/')[0] ?? fault, own);
    for (const [, id = '', verdict] of others.matchAll(/([a-z-]+(?:\.[\w-]+)+) \((fail|warn)\)/g)) {
      turned.set(id, verdict === 'fail' ? 'fail' : 'warn');
    }
    rows.push({ fault, turned });
  }
  return { digest: text.match(/Digest of requirements and faults: `(\w+)`/)?.[1], rows };
}
