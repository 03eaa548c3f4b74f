// Builds the page that shows a report: the program and its style inline, under a policy that lets nothing else run or load.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const APP = fileURLToPath(new URL('../reports/html/app', import.meta.url));

/** The page as text, with places for the data and the verdict. */
export async function buildShell() {
  const { outputFiles } = await build({
    entryPoints: [join(APP, 'main.tsx')],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'es2022',
    jsx: 'transform',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    inject: [join(APP, 'jsx.ts')],
    tsconfigRaw: {},
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
  const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  // Nothing in it may end the element that holds it.
  const script = text('.js').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const style = text('.css');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    'media-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    '<title>Conformance report</title>',
    '<link rel="icon" href="data:,">',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<!--data-->',
    '<noscript><p><!--verdict--></p><p>This page shows the run with JavaScript, which is switched off here. run.json beside it has the same data.</p></noscript>',
    `<script>${script}</script>`,
  ].join('\n');
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
