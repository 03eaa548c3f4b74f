// Builds dist/: JavaScript, types, the published JSON Schemas and the page that shows a report. With --if-stale, only where a source is newer.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildShell } from './build-report.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const PROJECT = 'tsconfig.build.json';
const SCHEMAS = {
  run: 'RUN_SCHEMA',
  trace: 'TRACE_SCHEMA',
  transcript: 'TRANSCRIPT_LINE_SCHEMA',
  exchanges: 'EXCHANGES_LINE_SCHEMA',
  probes: 'PROBES_LINE_SCHEMA',
  binding: 'BINDING_SCHEMA',
  baseline: 'BASELINE_SCHEMA',
  config: 'CONFIG_SCHEMA',
  comparison: 'COMPARISON_SCHEMA',
};

if (!process.argv.includes('--if-stale') || isStale()) await build();

async function build() {
  // Built beside and moved when whole: a build that fails, or runs while something uses dist/, does no harm.
  const fresh = `${DIST}.part-${process.pid}`;
  try {
    compile(fresh);
    // tsc keeps the `#!` line and forgets the mode.
    chmodSync(join(fresh, 'cli', 'main.js'), 0o755);
    await writeSchemas(fresh);
    writeFileSync(join(fresh, 'reports', 'html', 'shell.html'), await buildShell());
    writeHelp(fresh);
    const old = `${fresh}-old`;
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(fresh, DIST);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function compile(outDir) {
  const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
  const { status, error } = spawnSync(tsc, ['-p', PROJECT, '--outDir', outDir], { cwd: ROOT, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(1);
}

/** Each schema as a file of its own, for editors and for validators in other languages. */
async function writeSchemas(outDir) {
  mkdirSync(join(outDir, 'schemas'));
  for (const [name, constant] of Object.entries(SCHEMAS)) {
    const module = await import(pathToFileURL(join(outDir, 'specification', 'schemas', `${name}.table.js`)).href);
    const text = `${JSON.stringify(module[constant], null, 2)}\n`;
    writeFileSync(join(outDir, 'schemas', `${name}.schema.json`), text);
  }
}

/** The help of the program as it prints it, so that asking for it need not load everything that makes it. */
function writeHelp(outDir) {
  const { status, stdout } = spawnSync(process.execPath, [join(outDir, 'cli', 'main.js'), '--help'], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('the program does not show its help');
  writeFileSync(join(outDir, 'cli', 'help.txt'), stdout);
}

function isStale() {
  const builtMs = statSync(DIST, { throwIfNoEntry: false })?.mtimeMs;
  if (builtMs === undefined) return true;
  const { include } = JSON.parse(readFileSync(join(ROOT, PROJECT), 'utf8'));
  return ['package.json', 'tsconfig.json', PROJECT, 'scripts', ...include].some(
    (path) => newestMs(join(ROOT, path)) > builtMs,
  );
}

/** Of a file, or of everything below a folder; the folders count too, as a deleted file touches only its folder. */
function newestMs(path) {
  const { mtimeMs } = statSync(path);
  const below = statSync(path).isDirectory() ? readdirSync(path).map((name) => newestMs(join(path, name))) : [];
  return Math.max(mtimeMs, ...below);
}
