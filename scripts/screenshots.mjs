// Makes the pictures of the README: the first page of a green and of a red report, of calls to the reference server.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const PICTURES = fileURLToPath(new URL('../docs/pictures', import.meta.url));
const SUITE = 'websocket';
const SHOTS = [
  { name: 'report-green', words: [], exitCode: 0, hash: '', height: 950 },
  { name: 'report-red', words: ['--faulty'], exitCode: 1, hash: '', height: 1180 },
  {
    name: 'report-call',
    words: ['--faulty'],
    exitCode: 1,
    hash: '#case=plain-call/conversation',
    wire: true,
    height: 1000,
  },
];

/** Reports by the words that made them. */
const reports = {};
const folder = mkdtempSync(join(tmpdir(), 'aculab-conformance-pictures-'));
let browser;
try {
  browser = await launch();
  mkdirSync(PICTURES, { recursive: true });
  for (const shot of SHOTS) await take(shot);
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}

async function launch() {
  const executablePath = await sparticuz.executablePath();
  // The browser brings a font of its own, so that pictures look the same wherever they are made.
  const fonts = join(folder, 'fonts.conf');
  const prefer = (family, font) => `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <dir>${join(tmpdir(), 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'font-cache')}</cachedir>
      ${prefer('system-ui', 'Open Sans')}${prefer('monospace', 'DejaVu Sans Mono')}</fontconfig>`,
  );
  return chromium.launch({
    executablePath,
    args: sparticuz.args.filter((each) => each !== '--single-process'),
    headless: true,
    env: { ...process.env, FONTCONFIG_PATH: folder, FONTCONFIG_FILE: fonts },
  });
}

/** Runs from a folder of its own, so that the command in the picture is as short as a user's. */
function reportOf(words, exitCode) {
  const cwd = mkdtempSync(join(folder, 'run-'));
  const args = [CLI, 'demo', ...words, '--seed', '7'];
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== exitCode) throw new Error(`demo ${words.join(' ')} ended with ${status}, not ${exitCode}`);
  return join(cwd, 'conformance-report', SUITE, 'report.html');
}

async function take({ name, words, exitCode, hash, wire, height }) {
  const key = words.join(' ');
  reports[key] ??= reportOf(words, exitCode);
  const page = await browser.newPage({
    viewport: { width: 1280, height },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${pathToFileURL(reports[key]).href}${hash}`);
  await page
    .locator(wire ? '.timeline .pin' : '.map .cell')
    .first()
    .waitFor();
  if (wire) await page.locator('#wire-title').evaluate((title) => title.scrollIntoView());
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await page.close();
}
