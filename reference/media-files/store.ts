// A store that keeps what it accepts, under the name that it was given, and nothing else.
import { diskPath, folderOf, nameOnDisk } from './disk-name.ts';
import { RefusalError, refuse } from './refusal.ts';
import { nameOf } from './request-path.ts';
import type { Sandbox } from './sandbox.ts';
import { hooked, type Reply, type Rules, type Store, type StoreHook } from './seams.ts';

const FILE_METHODS = ['GET', 'HEAD', 'PUT', 'DELETE'];
const LIST_METHODS = ['GET', 'HEAD'];

/** The store of one server: conforming, but for what the hooks replace. */
export const createStore = (sandbox: Sandbox, rules: Rules, hooks: readonly StoreHook[]): Store =>
  hooked((self) => conforming(sandbox, rules, self), hooks);

const conforming = (sandbox: Sandbox, rules: Rules, self: () => Store): Store => ({
  answer: (request) => {
    try {
      return self().perform(request);
    } catch (error) {
      if (error instanceof RefusalError) return self().refused(error.status, error.message, request);
      throw error;
    }
  },

  perform: (request) => {
    const { method, kind, segments, body } = request;
    if (kind === undefined) return refuse(404, 'there is nothing at this path');
    if (segments === undefined) return LIST_METHODS.includes(method) ? self().list(kind) : notAllowed(LIST_METHODS);
    if (!FILE_METHODS.includes(method)) return notAllowed(FILE_METHODS);
    const place = { kind, name: self().nameOf(segments) };
    const judged = self().judge(place, request);
    if (judged === 'hang' || judged === 'crash') return judged;
    if (!judged.accepted) return refuse(400, judged.reason ?? 'the name is not allowed');
    if (method === 'PUT') return self().write(place, body ?? refuse(413, 'the file is too long'));
    return method === 'DELETE' ? self().remove(place) : self().read(place);
  },

  refused: (status, reason) => ({ status, body: { error: { code: `HTTP ${status}`, text: reason } } }),

  nameOf,
  judge: ({ name, kind }) => rules.judge(name, kind),

  list: (kind) => ({
    status: 200,
    body: {
      files: self()
        .listed(kind)
        .map((name) => ({ name })),
    },
  }),
  read: (place) => ({ status: 200, body: self().sent(self().find(place) ?? unknownFile(), place) }),
  write: (place, content) => ({ status: self().keep(place, self().kept(content, place)) ? 200 : 201, body: place }),
  remove: (place) => (self().forget(place) ? { status: 204 } : unknownFile()),

  listed: (kind) => self().names(kind),
  kept: (content) => content,
  sent: (content) => content,

  pathOf: ({ kind, name }) => diskPath(kind, name),
  find: (place) => sandbox.read(self().pathOf(place)),
  keep: (place, content) => sandbox.write(self().pathOf(place), content),
  forget: (place) => sandbox.remove(self().pathOf(place)),
  names: (kind) => sandbox.files(folderOf(kind)).map(nameOnDisk).sort(),
});

const unknownFile = (): never => refuse(404, 'there is no such file');

const notAllowed = (methods: readonly string[]): Reply => ({
  status: 405,
  headers: { Allow: methods.join(', ') },
  body: { error: { code: 'HTTP 405', text: 'the method is not supported here' } },
});
