// What the documents name must exist: linked files, paths, commands, options, and the trace that is shown is one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../cli/command-names.ts';
import * as tables from '../cli/option.ts';
import { REQUIREMENTS } from '../specification/catalogue.ts';
import { validateTrace } from '../specification/schemas/validate.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const below = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.includes('node_modules'))
    .map((path) => join(folder, path));

const DOCUMENTS = [...readdirSync(ROOT), ...below('docs')]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const groups = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((one) => one[1]!);

describe.each(DOCUMENTS)('$path', ({ path, text }) => {
  it('links to files that exist', () => {
    const links = groups(text, /\]\(([^)#]+)[^)]*\)/g).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });

  it('names paths of this repository that exist', () => {
    const rooms = /`((?:cli|suites|generators|harness|reference|reports|specification|test|scripts|docs)\/[\w./-]*)`/g;
    expect(groups(text, rooms).filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  it('names commands and options that exist', () => {
    const lines = groups(text, /npx aculab-conformance (.*)/g);
    const words = lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/)[0] ?? '');
    const commands = new Set<string>(COMMAND_NAMES);
    expect(words.filter((word) => !/^(?:ws|http)s?:\/\//.test(word) && !commands.has(word))).toEqual([]);
    const known = new Set(Object.values(tables).flatMap((table) => Object.keys(table)));
    const options = lines.flatMap((line) => groups(line, /(?<=\s)--([a-z-]+)/g));
    expect(options.filter((option) => !known.has(option))).toEqual([]);
  });
});

describe('README.md', () => {
  const text = DOCUMENTS.find(({ path }) => path === 'README.md')?.text ?? '';

  it('shows a valid trace', async () => {
    const traces = groups(text, /```json\n(.*?)```/gs);
    expect(traces).toHaveLength(1);
    expect(await validateTrace(JSON.parse(traces[0]!))).toEqual([]);
  });

  it('names requirements that exist', () => {
    const ids = groups(text, /\b(ws\.[a-z]+\.[a-z0-9-]+)/g);
    expect(ids).not.toEqual([]);
    expect(ids.filter((id) => !REQUIREMENTS.some((each) => each.id === id))).toEqual([]);
  });
});
