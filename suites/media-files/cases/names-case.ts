// What cases of names are written in.
import type { FileKind, NamesStep } from '../../../harness/traces/names-trace.ts';
import type { NamesCase, NamesContext } from '../case.ts';
import { ALLOWED, MEDIA_SET, MESSAGE_ANY, SEPARATOR } from '../view/features.ts';

export type OfferStep = Extract<NamesStep, { readonly do: 'offer' }>;

/** Steps, or lists of steps that belong together. */
export type StepList = ReadonlyArray<NamesStep | readonly NamesStep[]>;

export interface CaseDescription extends Omit<NamesCase, 'id' | 'suite' | 'steps'> {
  /** As they are, or made for the way to the target and the seed. */
  readonly steps: StepList | ((context: NamesContext) => StepList);
}

/**
 * A case of the media-files suite. Before its own steps there are plain names of both kinds, which tell what is refused
 * for its own sake from what is refused for another; for stores, lists are at the end.
 */
export function namesCase(id: string, { steps, ...head }: CaseDescription): NamesCase {
  return {
    id,
    suite: 'media-files',
    ...head,
    steps: (context) => {
      const own: readonly NamesStep[] = (typeof steps === 'function' ? steps(context) : steps).flat();
      return context.binding === 'store'
        ? inStore(own.filter((step) => !('bare' in step) || step.do === 'read'))
        : [...plainNames(own), ...own];
    },
  };
}

export type Kind = Exclude<FileKind, 'rest'>;
export const KINDS: readonly Kind[] = ['media', 'msg_media'];

/** The extension that every target takes for the kind, so that it is never the matter. */
export const plainExtension = (kind: Kind): string => (kind === 'media' ? 'wav' : 'jpg');

/** A name that is offered, for the sake of a requirement; `what` completes "a name with …". */
export const offer = (
  kind: FileKind,
  about: string,
  what: string,
  name: string,
  more: Partial<Pick<OfferStep, 'bare' | 'content' | 'rawName'>> = {},
): OfferStep => ({ do: 'offer', kind, about, what, name, ...more });

export const read = (
  kind: FileKind,
  about: string,
  what: string,
  name: string,
  more: Partial<Pick<OfferStep, 'bare' | 'rawName'>> = {},
): NamesStep => ({ do: 'read', kind, about, what, name, ...more });

export const list = (kind: FileKind): NamesStep => ({ do: 'list', kind });
export const remove = (kind: FileKind, name: string): NamesStep => ({ do: 'delete', kind, name });

/** The same for both kinds of files; `{x}` in a name stands for the plain extension. */
export const bothKinds = (
  about: string,
  names: ReadonlyArray<readonly [name: string, what: string]>,
  more: Partial<Pick<OfferStep, 'bare'>> = {},
): readonly OfferStep[] =>
  KINDS.flatMap((kind) =>
    names.map(([name, what]) => offer(kind, about, what, name.replaceAll('{x}', plainExtension(kind)), more)),
  );

/** Every other step: kinds in turn where they are paired, for stores, to which each name is two requests. */
export const inTurn = (steps: readonly OfferStep[], { binding }: NamesContext): readonly OfferStep[] => {
  if (binding !== 'store') return steps;
  const half = Math.ceil(steps.length / 2);
  return steps.filter((_, index) => (index < half ? index % 2 === 0 : (index - half) % 2 === 1));
};

/** One name for each number of slashes that counts, where the case has names with so many. */
const FOLDERS: ReadonlyArray<readonly [slashes: RegExp, what: string, folders: string]> = [
  [/\//, 'a folder', 'plain/'],
  [/\/.*\//, 'two folders', 'plain/sub/'],
];

function plainNames(steps: readonly NamesStep[]): readonly NamesStep[] {
  const offers = steps.filter((step) => step.do === 'offer');
  return [
    offer('media', MEDIA_SET, 'nothing special', 'plain.wav'),
    offer('msg_media', MESSAGE_ANY, 'nothing special', 'plain.jpg'),
    ...KINDS.flatMap((kind) =>
      FOLDERS.filter(([slashes]) => offers.some((step) => step.kind === kind && slashes.test(step.name))).map(
        ([, what, folders]) => offer(kind, SEPARATOR, what, `${folders}file.${plainExtension(kind)}`),
      ),
    ),
  ];
}

/** Names of message media with each sort of character, before extensions are made of them. */
export const plainCharacters: readonly OfferStep[] = [
  ['capitals', 'PlainCapitals.jpg'],
  ['digits', 'plain0123456789.jpg'],
  ['an underscore', 'plain_sign.jpg'],
  ['an at sign', 'plain@sign.jpg'],
  ['a minus', 'plain-sign.jpg'],
].map(([what = '', name = '']) => offer('msg_media', ALLOWED, what, name));

/** Lists at the end show what was kept, and under which names. */
function inStore(own: readonly NamesStep[]): readonly NamesStep[] {
  const kinds = [...new Set(own.map(({ kind }) => kind))];
  return [...plainNames(own), ...own, ...kinds.map(list)];
}
