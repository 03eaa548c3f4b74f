// A name as a command that a reader can paste into a shell, to ask the same again.
import type { ProbeEvent, ProbeTranscriptHeader } from '../harness/roles/file-client/probe.ts';
import { quoted } from './command.ts';
import { curlOf } from './curl.ts';
import { asciiJson } from './visible-name.ts';

/** One line for a shell; undefined for what was never sent. */
export const probeCommand = (event: ProbeEvent, header: ProbeTranscriptHeader): string | undefined => {
  if (header.binding === 'store') return curlFor(event, header.target);
  const { name = '', fileKind } = event;
  return header.binding === 'exec'
    ? pipeTo(header.target, asciiJson({ id: 1, kind: fileKind, name }))
    : callOf(header.target, name, fileKind);
};

const curlFor = ({ request }: ProbeEvent, url: string): string | undefined => {
  if (request === undefined) return undefined;
  const hasLogin = request.headers.some(([name]) => name.toLowerCase() === 'authorization');
  return curlOf({ operation: { do: 'list', as: hasLogin ? 'first' : 'none' }, request }, url);
};

/** What a shell would not take for one command. */
const COMPOSED = /[;&|<>()`\n]/;

const pipeTo = (command: string, line: string): string =>
  `printf '%s\\n' ${quoted(line)} | ${COMPOSED.test(command) ? `sh -c ${quoted(command)}` : command}`;

/** Whether a module exports the function by its name or as its default is not known here. */
const callOf = (path: string, name: string, kind: string): string => {
  const module = asciiJson(
    /^[\w./-]+$/.test(path) ? path : `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`,
  );
  const found = '(m.isValidName ?? m.default.isValidName ?? m.default)';
  const call = `${found}(${asciiJson(name)}, ${asciiJson(kind)})`;
  return `node -e ${quoted(`import(${module}).then(async (m) => console.log(await ${call}))`)}`;
};
