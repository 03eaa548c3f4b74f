// What each variation does. None of it is wrong.
import { posix } from 'node:path';
import { folderOf } from './disk-name.ts';
import { type LineHooks, type RuleHooks, type StoreHooks, says, sharesBy } from './faults/vocabulary.ts';
import { refuse } from './refusal.ts';
import { decoded } from './request-path.ts';
import type { StoreHook, StoreRequest, ValidatorHook } from './seams.ts';

export const RULE_VARIATIONS: RuleHooks = {
  'R16/extensions': (rules) => ({
    takesExtension: (extension, kind) =>
      rules.takesExtension(extension, kind) && (kind !== 'media' || extension === extension.toLowerCase()),
  }),
  'R17/bare': (rules) => ({
    extensionOf: (name, kind) => rules.extensionOf(name, kind) ?? name.match(/(?:^|\/)\.([^./]+)$/)?.[1],
  }),
  'R18/ends': (rules) => ({ ends: (name) => rules.ends(name.replace(/^\.?\//, '')) }),
  'R18/same-file': (rules) => ({ ends: (name) => rules.ends(name.replace(/^\.?\//, '')) }),
  'R18/short': (rules) => ({
    length: (name) => rules.length(name) ?? (name.length > 100 ? 'the name is too long' : undefined),
  }),
  'R40/as-media': (rules) => ({ characters: (name) => rules.characters(name, 'media') }),
};

/** The segments that are left of a path when it is resolved; those of a path that leads up stay. */
function resolved(segments: readonly string[]): readonly string[] {
  return posix.resolve('/', segments.join('/')).split('/').slice(1);
}

const isResolved = ({ segments = [] }: StoreRequest): boolean => resolved(segments).join('/') === segments.join('/');

const redirects: StoreHook = (store) => ({
  perform: (request) =>
    request.kind === undefined || isResolved(request) || request.segments === undefined
      ? store.perform(request)
      : { status: 301, headers: { Location: `/${request.kind}/${resolved(request.segments).join('/')}` } },
});

const FOLDER = '%2f';

/** Folders have a mark on disk, so that no file is where one of them would be. */
const keepsBoth: StoreHook = (store) => ({
  pathOf: (place) => {
    const top = `${folderOf(place.kind)}/`;
    return top + store.pathOf(place).slice(top.length).replaceAll('/', `${FOLDER}/`);
  },
  names: (kind) => store.names(kind).map((name) => name.replaceAll('//', '/')),
});

export const STORE_VARIATIONS: StoreHooks = {
  'R16/names': sharesBy((name) => name.toLowerCase()),
  'R18/same-file': sharesBy((name) => name.replace(/^\.?\//, '')),
  'R41/redirect': redirects,
  'R41/normalised': (store) => ({
    perform: (request) =>
      store.perform(request.segments === undefined ? request : { ...request, segments: resolved(request.segments) }),
  }),
  'R42/separator': () => ({
    nameOf: (segments) =>
      segments.map((segment) => decoded(segment) ?? refuse(400, 'the path is not percent-encoded UTF-8')).join('/'),
  }),
  'R43/conflict': (store) => ({
    write: (place, content) =>
      store.find(place) === undefined ? store.write(place, content) : refuse(409, 'there is a file of this name'),
  }),
  'R43/no-content': (store) => ({
    write: (place, content) => {
      const reply = store.write(place, content);
      return reply.status === 200 ? { status: 204 } : reply;
    },
  }),
  'R44/both': keepsBoth,
  'R45/not-found': (store) => ({
    refused: (status, reason, request) =>
      store.refused(status === 400 && request.method !== 'PUT' ? 404 : status, reason, request),
  }),
  'R46/plain-text': () => ({
    refused: (status, reason) => ({ status, body: `${reason}\n` }),
  }),
};

const members = (line: string): string => {
  const said = { checkedBy: 'reference', version: [1, 0], ...JSON.parse(line) };
  return ` ${JSON.stringify(said, null, 1).replaceAll('\n', ' ')} `;
};

export const LINE_VARIATIONS: LineHooks = {
  'exec/out-of-order': (lines) => ({ together: (answers) => [...lines.together(answers)].reverse() }),
  'exec/long-reasons': says((said) =>
    said.map((line) => JSON.stringify({ ...JSON.parse(line), reason: 'because '.repeat(5000) })),
  ),
  'exec/more-members': says((said) => said.map(members)),
  'exec/carriage-returns': () => ({ lineEnd: '\r\n' }),
};

export const MODULE_VARIATIONS: Readonly<Record<string, ValidatorHook>> = {
  'R48/throws': (validator) => (name, kind) => {
    const accepted = validator(name, kind);
    if (accepted === false) throw new Error('this name is not allowed');
    return accepted;
  },
  'module/promises': (validator) => async (name, kind) => validator(name, kind),
};
