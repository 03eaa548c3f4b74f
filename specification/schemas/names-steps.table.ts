// Steps of traces of the media-files suite: names that are offered, and what is asked of a store. Closed, as the trace is.
import { base64, closed, exactlyOne, text, union } from './shapes.ts';

const kind = { type: 'string', enum: ['media', 'msg_media', 'rest'] };
const rawName = {
  type: 'string',
  pattern: '^[^\\u0000-\\u0020\\u007f]*$',
  description: 'text without spaces and control characters, as it can stand on a request line',
};
const named = { kind, name: text };
const asked = { ...named, about: text, what: text };
const bare = { const: true };

const step = (name: string, properties = {}, optional = {}) => closed({ do: { const: name }, ...properties }, optional);

export const NAMES_STEP_DEFINITIONS = {
  'names-step': union('do', [
    step('offer', asked, { content: exactlyOne({ text, base64 }), rawName, bare }),
    step('read', asked, { rawName, bare }),
    step('list', { kind }),
    step('delete', named, { bare }),
  ]),
} as const;
