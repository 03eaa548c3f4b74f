// docs/kill-matrix.md: made from the faults and what they turned; read back to see whether it is still true.
import { createHash } from 'node:crypto';
import { APPS, FAULTS } from '../../reference/websocket/index.ts';
import { requirementsOf } from '../../specification/catalogue.ts';

export const APP_NAMES = Object.keys(APPS);

export interface WrittenRow {
  readonly fault: string;
  readonly turned: ReadonlyMap<string, 'fail' | 'warn'>;
}

/** Changes when a requirement, a fault or what is expected of one changes: then the document is out of date. */
export function matrixDigest(): string {
  const facts = {
    requirements: requirementsOf('websocket').map(({ id, level, basis }) => [id, level, basis]),
    faults: FAULTS.map(({ id, app, verdict, admits }) => [id, app, verdict, admits]),
    apps: APP_NAMES,
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

export function matrixDocument(rows: readonly WrittenRow[]): string {
  const byFault = new Map(rows.map((row) => [row.fault, row.turned]));
  const lines = [
    '# Kill matrix of the websocket suite',
    '',
    'Made by `npm run kill-matrix`. The reference server without faults is all green in each of its apps',
    `(${APP_NAMES.join(', ')}). Each fault below was switched on alone, and all cases of the smoke profile ran, with those`,
    'that the fault’s entry names: it turned the requirement that it is named after, and nothing but what stands in the',
    'last column. A stimulus (tolerates, survives) shows in every case that contains it, and a process that dies of it takes',
    'the calls of that case with it; `npm test` runs the cases of each entry alone, where nothing else may turn.',
    '',
    `Digest of requirements and faults: \`${matrixDigest()}\``,
    '',
  ];
  for (const { id, level, basis } of requirementsOf('websocket')) {
    lines.push(
      `## ${id}`,
      '',
      `${level}, ${basis}`,
      '',
      '| fault | what the server does | app | verdict | turned too |',
      '|---|---|---|---|---|',
    );
    for (const fault of FAULTS.filter(({ requirement }) => requirement === id)) {
      const turned = byFault.get(fault.id) ?? new Map();
      const others = [...turned].filter(([other]) => other !== id).map(([other, verdict]) => `${other} (${verdict})`);
      const cells = [`\`${fault.id}\``, fault.title, fault.app, turned.get(id) ?? 'missing', others.join(', ') || '–'];
      lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
    }
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Reads the document back: its digest, and by fault what it turned. */
export function readMatrixDocument(text: string): {
  readonly digest: string | undefined;
  readonly rows: readonly WrittenRow[];
} {
  const rows: WrittenRow[] = [];
  for (const line of text.split('\n')) {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const fault = cells[1]?.match(/^`(.+)`$/)?.[1];
    if (fault === undefined) continue;
    const turned = new Map<string, 'fail' | 'warn'>();
    const own = cells[4];
    if (own === 'fail' || own === 'warn') turned.set(fault.split('/')[0] ?? fault, own);
    for (const [, id = '', verdict] of (cells[5] ?? '').matchAll(/(ws\.[\w.-]+) \((fail|warn)\)/g)) {
      turned.set(id, verdict === 'fail' ? 'fail' : 'warn');
    }
    rows.push({ fault, turned });
  }
  return { digest: text.match(/Digest of requirements and faults: `(\w+)`/)?.[1], rows };
}
