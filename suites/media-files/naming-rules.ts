// Cloud Guides, Media File Naming: which names media files and message media files may have, and which rules a name breaks.
import type { FileKind } from '../../harness/traces/names-trace.ts';

export interface NameJudgement {
  /** `open`: the documents do not say, or only one reading of them does. */
  readonly verdict: 'legal' | 'illegal' | 'open';
  /** Ids of the requirements whose rules the name breaks under every reading; empty unless it is illegal. */
  readonly broken: readonly string[];
  /** The reading that leaves the verdict open. */
  readonly openBy?: 'R16' | 'R17' | 'R18' | 'R40';
  /** It holds a colon, which is allowed and discouraged. */
  readonly hasColon: boolean;
}

export const FORBIDDEN_CHARACTER = 'files.character.forbidden';
export const DOT_DOT = 'files.sequence.dot-dot';
export const SLASH_SLASH = 'files.sequence.slash-slash';
export const SLASH_DOT_SLASH = 'files.sequence.slash-dot-slash';
export const MEDIA_REQUIRED = 'files.extension.media-required';
export const MEDIA_SET = 'files.extension.media-set';
export const MESSAGE_REQUIRED = 'files.extension.message-media-required';

const NOT_ALLOWED = /[^a-zA-Z0-9._/@:-]/u;
const MEDIA_EXTENSIONS: ReadonlySet<string> = new Set(['wav', 'wave', 'tif', 'tiff']);
/** Names up to here are legal by every reading (R18). */
const LONGEST_CERTAIN = 100;

/** Judges a whole name, prefix included, by the documents and their readings. Stands any text, lone surrogates too. */
export function judgeName(name: string, kind: FileKind): NameJudgement {
  const hasColon = name.includes(':');
  if (kind === 'rest') return { verdict: 'open', broken: [], openBy: 'R40', hasColon };
  const extension = judgeExtension(name, kind);
  const broken = [
    ...(NOT_ALLOWED.test(name) ? [FORBIDDEN_CHARACTER] : []),
    ...(name.includes('..') ? [DOT_DOT] : []),
    ...(name.includes('//') ? [SLASH_SLASH] : []),
    ...(name.includes('/./') ? [SLASH_DOT_SLASH] : []),
    ...extension.broken,
  ];
  if (broken.length > 0) return { verdict: 'illegal', broken, hasColon };
  const openBy = hasOpenForm(name) ? 'R18' : extension.openBy;
  return openBy === undefined ? { verdict: 'legal', broken, hasColon } : { verdict: 'open', broken, openBy, hasColon };
}

/** The characters of a name that are not allowed, each once, in order; halves of characters count as characters. */
export function forbiddenIn(name: string): readonly string[] {
  return [...new Set([...name].filter((character) => NOT_ALLOWED.test(character)))];
}

/** Of these forms nothing is published (R18). */
function hasOpenForm(name: string): boolean {
  return /^\.?\/|\/\.?$|^\.$/.test(name) || name.length > LONGEST_CERTAIN;
}

interface ExtensionJudgement {
  readonly broken: readonly string[];
  readonly openBy?: 'R16' | 'R17';
}

const FINE: ExtensionJudgement = { broken: [] };

/**
 * What a forbidden character does to an extension is that character's matter: `a.wav` with a line feed behind it breaks
 * one rule. So the rules of extensions are broken only if they still are when such characters are left out.
 */
function judgeExtension(name: string, kind: 'media' | 'msg_media'): ExtensionJudgement {
  const asIs = extensionRules(name, kind);
  if (asIs.broken.length === 0 || !NOT_ALLOWED.test(name)) return asIs;
  const left = [...name].filter((character) => !NOT_ALLOWED.test(character)).join('');
  const without = extensionRules(left, kind);
  return { broken: asIs.broken.filter((id) => without.broken.includes(id)) };
}

function extensionRules(name: string, kind: 'media' | 'msg_media'): ExtensionJudgement {
  const file = name.slice(name.lastIndexOf('/') + 1);
  // R18: it is not said whether such a path ends in a file at all. The empty name does not end in one.
  if (name !== '' && (file === '' || file === '.')) return FINE;
  const dot = file.lastIndexOf('.');
  const extension = file.slice(dot + 1);
  const required = kind === 'media' ? MEDIA_REQUIRED : MESSAGE_REQUIRED;
  if (dot < 0 || extension === '') return { broken: [required] };
  const isPublished = MEDIA_EXTENSIONS.has(extension);
  if (dot === 0) {
    // R17: whether a bare .exe has a wrong extension or none, a media file may not have it.
    const isFit = kind === 'msg_media' || MEDIA_EXTENSIONS.has(extension.toLowerCase());
    return isFit ? { broken: [], openBy: 'R17' } : { broken: [MEDIA_REQUIRED, MEDIA_SET] };
  }
  if (kind === 'msg_media' || isPublished) return FINE;
  return MEDIA_EXTENSIONS.has(extension.toLowerCase()) ? { broken: [], openBy: 'R16' } : { broken: [MEDIA_SET] };
}
