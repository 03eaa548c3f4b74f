// files.character.*, files.separator, files.extension.*, files.sequence.*: which names are accepted and which refused.
import { DOT_DOT, FORBIDDEN_CHARACTER, forbiddenIn, SLASH_DOT_SLASH, SLASH_SLASH } from '../naming-rules.ts';
import type { Judgement, NamesView, Offer, Rule, RuleFinding } from '../rule.ts';
import { isJudgeable } from '../view.ts';
import { characterLabel } from '../visible-name.ts';
import { counted, type Evidence, evidenceOf, grouped } from './grouped.ts';

interface Sentences {
  readonly requirement: string;
  /** Of legal names that are refused: completes `refuses …`. */
  readonly refuses?: (count: number) => string;
  readonly accepting?: string;
  /** Of names that break this rule and are accepted: completes `accepts …`. */
  readonly accepts?: (count: number) => string;
  readonly refusing?: string;
}

const EXTENSIONS = '.wav, .wave, .tif or .tiff';

const SENTENCES: readonly Sentences[] = [
  {
    requirement: 'files.character.allowed',
    refuses: (count) => `legal names: ${counted(count, 'sort')} of allowed characters`,
    accepting: 'a to z, A to Z, 0 to 9 and . _ / @ - are accepted anywhere in a name',
  },
  {
    requirement: FORBIDDEN_CHARACTER,
    accepts: (count) => counted(count, 'forbidden character'),
    refusing: 'every character but a to z, A to Z, 0 to 9 and . _ / @ - : is refused',
  },
  {
    requirement: 'files.character.colon',
    refuses: () => 'names with a colon',
    accepting: 'a colon is accepted, though its use is discouraged',
  },
  {
    requirement: 'files.separator',
    refuses: () => 'names with folders',
    accepting: 'a slash separates folders and the file in them',
  },
  {
    requirement: 'files.extension.media-required',
    accepts: () => 'media files without an extension',
    refusing: `a media file has an extension, ${EXTENSIONS}`,
  },
  {
    requirement: 'files.extension.media-set',
    refuses: () => 'published extensions of media files',
    accepting: `a media file may have the extension ${EXTENSIONS}`,
    accepts: () => 'other extensions of media files than the published ones',
    refusing: `the extension of a media file is ${EXTENSIONS}`,
  },
  {
    requirement: 'files.extension.message-media-required',
    accepts: () => 'message media files without an extension',
    refusing: 'a message media file has an extension',
  },
  {
    requirement: 'files.extension.message-media-any',
    refuses: (count) => `${counted(count, 'extension')} of message media files`,
    accepting: 'a message media file may have any extension',
  },
  {
    requirement: DOT_DOT,
    accepts: () => 'names with two dots in a row',
    refusing: '.. is refused anywhere in a path or name',
  },
  {
    requirement: SLASH_SLASH,
    accepts: () => 'names with two slashes in a row',
    refusing: '// is refused anywhere in a path',
  },
  {
    requirement: SLASH_DOT_SLASH,
    accepts: () => 'names with /./ in them',
    refusing: '/./ is refused anywhere in a path',
  },
  {
    requirement: 'files.sequence.legal-dots',
    refuses: () => 'single dots that are no forbidden sequence',
    accepting: 'single dots and slashes are accepted outside .., // and /./',
  },
];

const CONTAINED = 'files.store.contained';

/** The one rule that a name breaks; names that break several, or that are to lead out of a store, are others' matter. */
const brokenBy = ({ judged: { broken }, about }: Offer): string | undefined =>
  broken.length === 1 && about !== CONTAINED ? broken[0] : undefined;

function judge({ offers, owners }: NamesView, sentences: Sentences): Judgement {
  const { requirement } = sentences;
  const judgeable = offers.filter(isJudgeable);
  const legal = judgeable.filter(({ judged }) => judged.verdict === 'legal');
  const illegal = judgeable.filter((offer) => brokenBy(offer) === requirement && !offer.wasRewritten);

  const refused = legal.filter(({ index }) => owners.get(index) === requirement);
  const rightlyAccepted = legal.filter(({ answer, about }) => answer === 'accepted' && about === requirement);
  const accepted = illegal.filter(({ answer }) => answer === 'accepted');
  const rightlyRefused = illegal.filter(({ answer }) => answer === 'refused');
  return {
    exercised: refused.length + rightlyAccepted.length + accepted.length + rightlyRefused.length,
    findings: [...refusalFindings(sentences, refused, offers), ...acceptanceFindings(sentences, accepted)],
  };
}

function refusalFindings(
  { refuses, accepting = '' }: Sentences,
  refused: readonly Offer[],
  offers: readonly Offer[],
): readonly RuleFinding[] {
  const takesNone = !offers.some(({ answer, judged }) => answer === 'accepted' && judged.verdict === 'legal');
  return grouped({
    isOfSorts: true,
    message: (count) => (takesNone ? 'refuses every legal name' : `refuses ${refuses?.(count) ?? 'legal names'}`),
    expected: accepting === '' ? 'a name that breaks no rule is accepted' : accepting,
    evidence: refused.map((offer) => evidenceOf(offer)),
  });
}

function acceptanceFindings(
  { requirement, accepts, refusing = '' }: Sentences,
  accepted: readonly Offer[],
): readonly RuleFinding[] {
  const evidence = accepted.flatMap((offer): readonly Evidence[] => {
    const accepting = evidenceOf(offer, offer.what, '');
    return requirement === FORBIDDEN_CHARACTER
      ? forbiddenIn(offer.name).map((character) => ({ ...accepting, item: characterLabel(character) }))
      : [accepting];
  });
  return grouped({
    isOfSorts: true,
    message: (count) => `accepts ${accepts?.(count) ?? 'illegal names'}`,
    expected: refusing,
    evidence: withPlaces(evidence, requirement),
  });
}

/** A character that slips through only at the very end of names is said to: that is an anchor that is not one. */
function withPlaces(evidence: readonly Evidence[], requirement: string): readonly Evidence[] {
  if (requirement !== FORBIDDEN_CHARACTER) return evidence;
  const elsewhere = new Set(evidence.filter((one) => !isAtEnd(one)).map(({ item }) => item));
  return evidence.map((one) => (elsewhere.has(one.item) ? one : { ...one, item: `${one.item} at the end` }));
}

const isAtEnd = ({ name, item }: Evidence): boolean =>
  !forbiddenIn(name.replace(/[^a-zA-Z0-9._/@:-]+$/u, '')).some((character) => characterLabel(character) === item);

export const nameRules: readonly Rule[] = SENTENCES.map((sentences) => ({
  requirement: sentences.requirement,
  judge: (view) => judge(view, sentences),
}));
