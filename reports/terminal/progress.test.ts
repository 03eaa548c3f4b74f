import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CaseResult, CaseVerdict } from '../../harness/run.ts';
import { halfSample } from '../run.fixture.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';
import type { ProgressEvent } from './progress-event.ts';
import { terminalStyle } from './style.ts';

const ended = (id: string, verdict: CaseVerdict = 'pass'): ProgressEvent => {
  const result: CaseResult = {
    id,
    title: id,
    suite: 'websocket',
    verdict,
    durationMs: 12,
    requirements: [],
    findings: verdict === 'fail' ? [halfSample] : [],
  };
  return { kind: 'case-end', result };
};

const crashed = (id: string): ProgressEvent => ({
  kind: 'crash',
  crash: { case: id, exitCode: 1, signal: null, output: [] },
});

const plain = (verbose: boolean) => {
  let text = '';
  const progress = plainProgress({
    style: terminalStyle(80, false),
    verbose,
    write: (more) => {
      text += more;
    },
  });
  return { progress, lines: () => text.split('\n').slice(0, -1) };
};

describe('plain progress', () => {
  it('writes a line when all cases of a kind are done', () => {
    const { progress, lines } = plain(false);
    progress.observe({ kind: 'planned', cases: 3, seed: 1, ids: ['ping/a', 'ping/b', 'close/a'] });
    progress.observe(ended('ping/a'));
    expect(lines()).toEqual(['Running 3 cases']);
    progress.observe(ended('ping/b', 'fail'));
    progress.observe(ended('close/a'));
    expect(lines().slice(1)).toEqual([
      '✗ FAIL          ping  2 cases: 1 pass, 1 fail',
      '✓ pass          close  1 case: 1 pass',
    ]);
  });

  it('writes what an interrupted run leaves unfinished, once', () => {
    const { progress, lines } = plain(false);
    progress.observe({ kind: 'planned', cases: 2, seed: 1, ids: ['ping/a', 'ping/b'] });
    progress.observe(ended('ping/a'));
    progress.close();
    progress.close();
    expect(lines().slice(1)).toEqual(['✓ pass          ping  1 case: 1 pass']);
  });

  it('writes three crashes and counts the others', () => {
    const { progress, lines } = plain(false);
    for (let index = 0; index < 396; index += 1) progress.observe(crashed(`ping/${index}`));
    progress.close();
    expect(lines()).toEqual([
      '✗ target ended  exit code 1 in ping/0',
      '✗ target ended  exit code 1 in ping/1',
      '✗ target ended  exit code 1 in ping/2',
      '✗ target ended  393 more times',
    ]);
  });

  it('writes a line for each case when verbose', () => {
    const { progress, lines } = plain(true);
    progress.observe(ended('ping/a'));
    progress.observe(ended('ping/b', 'fail'));
    expect(lines()).toEqual(['✓ pass          ping/a  12 ms', '✗ FAIL          ping/b  ws.play.whole-samples']);
  });
});

/** A terminal of so many columns that knows cursor up and erase down: what would be on the screen. */
const screen = () => {
  let lines = [''];
  return {
    write: (text: string) => {
      for (const token of text.match(/\p{Cc}\[\??\d*[A-Za-z]|\r|\n|\P{Cc}+/gu) ?? []) {
        const up = /^\p{Cc}\[(\d+)A$/u.exec(token)?.[1];
        if (up !== undefined) lines = [...lines.slice(0, lines.length - 1 - Number(up)), ''];
        else if (token === '\n') lines.push('');
        else if (!token.startsWith('\u001b') && token !== '\r') lines[lines.length - 1] += token;
      }
    },
    text: () => lines.join('\n'),
  };
};

const live = (columns = 80) => {
  const shown = screen();
  const written: string[] = [];
  let now = 0;
  let tick: (() => void) | undefined;
  const progress = liveProgress({
    style: () => terminalStyle(columns, false),
    now: () => now,
    verbose: false,
    write: (text) => {
      written.push(text);
      shown.write(text);
    },
    every: (_ms, callback) => {
      tick = callback;
      return () => {
        tick = undefined;
      };
    },
  });
  const at = (ms: number): void => {
    now = ms;
    tick?.();
  };
  return { progress, at, shown, written };
};

describe('live progress', () => {
  it('redraws a window of slow cases and a counter in place', () => {
    const { progress, at, shown } = live();
    progress.observe({ kind: 'planned', cases: 3, seed: 1 });
    progress.observe({ kind: 'case-begin', id: 'close/slow', title: '' });
    at(100);
    expect(shown.text()).toBe('0 of 3 cases  100 ms\n');
    progress.observe(ended('ping/a'));
    at(500);
    expect(shown.text()).toBe('  close/slow  500 ms\n1 of 3 cases  1 pass  500 ms\n');
    progress.observe(ended('close/slow', 'fail'));
    at(600);
    expect(shown.text()).toBe(
      '✗ FAIL          close  1 case: ws.play.whole-samples\n2 of 3 cases  1 pass  1 fail  600 ms\n',
    );
  });

  it('stays within a screen however much fails and crashes', () => {
    const { progress, at, shown } = live();
    for (let index = 0; index < 400; index += 1) {
      progress.observe(crashed(`kind-${index % 40}/${index}`));
      progress.observe(ended(`kind-${index % 40}/${index}`, 'fail'));
      progress.observe({ kind: 'case-begin', id: `slow/${index}`, title: '' });
    }
    at(1000);
    expect(shown.text().split('\n').length).toBeLessThan(24);
    expect(shown.text()).toContain('✗ FAIL          kind-0  10 cases: ws.play.whole-samples');
    expect(shown.text()).toContain('target ended 400 times');
  });

  it('writes nothing between two ticks, however much happens', () => {
    const { progress, at, written } = live();
    for (let index = 0; index < 1000; index += 1) progress.observe(ended(`ping/${index}`));
    expect(written).toEqual([]);
    at(100);
    expect(written).toHaveLength(1);
  });

  it('leaves findings and a visible cursor when it is closed, and is silent from then on', () => {
    const { progress, at, shown, written } = live();
    progress.observe({ kind: 'planned', cases: 2, seed: 1 });
    at(100);
    progress.observe(ended('ping/a', 'fail'));
    progress.close();
    expect(shown.text()).toBe('✗ FAIL          ping  1 case: ws.play.whole-samples\n');
    expect(written.at(-1)).toMatch(/\p{Cc}\[\?25h$/u);
    const count = written.length;
    progress.close();
    progress.observe(ended('ping/b'));
    at(200);
    expect(written).toHaveLength(count);
  });

  it('never fills the last column, where a terminal would wrap', () => {
    const { progress, at, written } = live(40);
    progress.observe({ kind: 'case-begin', id: `close/${'x'.repeat(200)}`, title: '' });
    progress.observe(ended(`ping/\u001b[2J${'y'.repeat(200)}`, 'inconclusive'));
    at(1000);
    const lines = stripVTControlCharacters(written.join('')).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(written.join('')).not.toContain('\u001b[2J');
  });
});
