// Cloud Guides, Media File Naming: which names media files and message media files may have.
import type { Kind } from './kinds.ts';
import { hooked, type Judged, type Judgement, type RuleHook, type Rules } from './seams.ts';

/** Of the guide's list, the colon being "allowed but its use is not recommended". */
const ALLOWED = /^[a-zA-Z0-9._/@:-]$/;
const MEDIA_EXTENSIONS = ['wav', 'wave', 'tif', 'tiff'];
/** Of log files the guide does not speak; these would be trouble for whoever reads a list of them. */
const UNFIT_FOR_LOGS = /^[\p{Cc}\p{Cs}\\]$/u;
// No length is published. It fits any file system whose paths may have 4096 bytes.
const LONGEST_BYTES = 1024;

/** The rules of one validator: conforming, but for what the hooks replace. */
export const createRules = (hooks: readonly RuleHook[]): Rules => hooked(conforming, hooks);

const conforming = (self: () => Rules): Rules => ({
  judge: (name, kind): Judged => {
    const reason = self().objection(name, kind);
    return reason === undefined ? { accepted: true } : { accepted: false, reason };
  },

  objection: (name, kind) => {
    const rules = self();
    return (
      rules.length(name) ??
      rules.characters(name, kind) ??
      rules.dotDot(name, kind) ??
      rules.slashSlash(name, kind) ??
      rules.slashDotSlash(name, kind) ??
      rules.ends(name) ??
      rules.extension(name, kind)
    );
  },

  length: (name) => {
    if (name === '') return 'the name is empty';
    const bytes = Buffer.byteLength(name);
    return bytes > LONGEST_BYTES ? `the name has ${bytes} bytes, more than ${LONGEST_BYTES}` : undefined;
  },

  characters: (name, kind) => {
    for (const character of name) {
      const isFit = kind === 'rest' ? !UNFIT_FOR_LOGS.test(character) : ALLOWED.test(character);
      if (!isFit) return `${JSON.stringify(character)} is not allowed`;
    }
    return undefined;
  },

  dotDot: (name) => (name.includes('..') ? '.. is not allowed' : undefined),
  slashSlash: (name) => (name.includes('//') ? '// is not allowed' : undefined),
  slashDotSlash: (name) => (name.includes('/./') ? '/./ is not allowed' : undefined),

  ends: (name) => {
    if (name.startsWith('/')) return 'the path begins with a slash';
    if (name.endsWith('/')) return 'the path ends with a slash';
    if (name.startsWith('./')) return 'the path begins with a dot for its folder';
    return name === '.' || name.endsWith('/.') ? 'the file has no name but a dot' : undefined;
  },

  extension: (name, kind) => {
    if (kind === 'rest') return undefined;
    const extension = self().extensionOf(name, kind);
    if (extension === undefined) return 'there is no extension';
    return self().takesExtension(extension, kind) ? undefined : `.${extension} is not an extension of media files`;
  },

  extensionOf: (name) => {
    const file = name.slice(name.lastIndexOf('/') + 1);
    const dot = file.lastIndexOf('.');
    return dot > 0 && dot < file.length - 1 ? file.slice(dot + 1) : undefined;
  },

  takesExtension: (extension, kind) => kind !== 'media' || MEDIA_EXTENSIONS.includes(extension.toLowerCase()),
});

const RULES = createRules([]);

/** Whether a file of this kind may have this name, folders included; if not, why. An empty name is refused. */
export function isValidName(name: string, kind: Kind): Judgement {
  const reason = RULES.objection(name, kind);
  return reason === undefined ? { accepted: true } : { accepted: false, reason };
}
