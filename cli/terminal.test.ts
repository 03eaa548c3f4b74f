import { describe, expect, it } from 'vitest';
import { obeyed } from '../test/support/workflow-runner.ts';
import { type Terminal, terminalOf } from './terminal.ts';

/** A terminal, and what was written to its streams. */
const recorded = (
  json: boolean,
): { readonly terminal: Terminal; readonly out: () => string; readonly err: () => string } => {
  const written = { out: '', err: '' };
  const streams = {
    stdout: {
      write: (text: string) => {
        written.out += text;
      },
    },
    stderr: {
      write: (text: string) => {
        written.err += text;
      },
    },
  };
  return { terminal: terminalOf(streams, {}, { json }), out: () => written.out, err: () => written.err };
};

const FORGED = ['::error::forged', '  ::set-env name=PATH::/tmp', 'text ##[add-mask]a', '\t::notice ::forged'];

describe('a guarded terminal', () => {
  it('prints nothing that a runner obeys but the commands that it was given', () => {
    const { terminal, out } = recorded(false);
    terminal.write('half a line');
    terminal.guard();
    terminal.tell(FORGED);
    terminal.write('half a line');
    terminal.command(['::warning::ours', '::notice::ours']);
    terminal.tell(FORGED);
    terminal.release();
    expect(obeyed(out())).toEqual(['warning', 'notice']);
    for (const line of FORGED) expect(out()).toContain(`${line}\n`);
  });

  it('is needed: without it a runner obeys what is printed', () => {
    const { terminal, out } = recorded(false);
    terminal.tell(FORGED);
    expect(obeyed(out())).toEqual(['error', 'set-env', 'add-mask', 'notice']);
  });

  it('can be guarded twice, and is released once', () => {
    const { terminal, out } = recorded(false);
    terminal.guard();
    terminal.guard();
    terminal.release();
    terminal.release();
    terminal.tell(['::error::by the next command of the step']);
    expect(obeyed(out())).toEqual(['error']);
    expect(out().match(/stop-commands/g)).toHaveLength(1);
  });

  it('keeps a document and complaints harmless by themselves, as streams may be read in any order', () => {
    const { terminal, out, err } = recorded(true);
    const document = { text: FORGED.join('\n'), '##[error]': '::error::' };
    terminal.guard();
    terminal.tell(FORGED);
    terminal.document(document);
    terminal.complain(FORGED.join('\n'));
    terminal.command(['::warning::ours']);
    terminal.release();
    expect(JSON.parse(out())).toEqual(document);
    expect(obeyed(out())).toEqual([]);
    expect(obeyed(err())).toEqual(['warning']);
    const alone = recorded(false);
    alone.terminal.guard();
    alone.terminal.complain(FORGED.join('\n'));
    expect(obeyed(alone.err())).toEqual([]);
  });
});
