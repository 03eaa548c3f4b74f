// files.store.*: what a store holds is what it said it took, under its name and in its place.
import type { Judgement, ListFact, NamedProbe, NamesView, Probe, Rule, StoredFile, StoreFact } from '../rule.ts';
import { isCaseTwin } from '../view/spellings.ts';
import { visibleName } from '../visible-name.ts';
import { counted, type Evidence, evidenceOf, grouped } from './grouped.ts';

type ReadBack = Extract<StoreFact, { readonly fact: 'read-back' }>;
type StrayRead = Extract<StoreFact, { readonly fact: 'stray-read' }>;

const readBacksIn = ({ facts }: NamesView): readonly ReadBack[] => facts.filter((fact) => fact.fact === 'read-back');
const strayReadsIn = ({ facts }: NamesView): readonly StrayRead[] => facts.filter((fact) => fact.fact === 'stray-read');
const listsIn = ({ facts }: NamesView): readonly ListFact[] => facts.filter((fact) => fact.fact === 'list');

const inList = (probe: Probe, name: string, item = visibleName(name)): Evidence => ({ at: probe, name, item });

/** Each file once, however often a list shows the same of it. */
const ofFiles = (
  lists: readonly ListFact[],
  filesOf: (list: ListFact) => readonly StoredFile[],
): readonly Evidence[] => [
  ...new Map(
    lists.flatMap((list) => filesOf(list).map(({ name }) => [name, inList(list.probe, name)] as const)),
  ).values(),
];

const ofNames = (lists: readonly ListFact[], namesOf: (list: ListFact) => readonly string[]): readonly Evidence[] => [
  ...new Map(lists.flatMap((list) => namesOf(list).map((name) => [name, inList(list.probe, name)] as const))).values(),
];

const LEAVES_NOTHING = 'files.store.refused-leaves-nothing';
const NOTHING_LEFT = 'a file whose name was refused is neither listed nor readable';

function leavesNothing(view: NamesView): Judgement {
  const lists = listsIn(view).filter(({ afterRefusal }) => afterRefusal);
  const reads = strayReadsIn(view).filter(
    ({ wasRefused, found, probe }) => wasRefused || found === 'refused' || probe.event.about === LEAVES_NOTHING,
  );
  const readable = reads.filter(
    ({ found, wasRefused }) => found === 'refused' || (found === 'other' && wasRefused && !view.findsAnything),
  );
  const replaced = readBacksIn(view).filter(({ found }) => found.is === 'refused');
  return {
    exercised: lists.length + reads.length + replaced.length,
    findings: [
      ...grouped({
        message: (count) => `lists ${counted(count, 'file')} after refusing them`,
        expected: NOTHING_LEFT,
        evidence: ofNames(lists, ({ refused }) => refused),
      }),
      ...grouped({
        message: (count) => `refuses ${counted(count, 'name')} and answers a read of them`,
        expected: NOTHING_LEFT,
        evidence: readable.map(({ probe }) => evidenceOf(probe)),
      }),
      ...grouped({
        message: (count) => `puts refused content into ${counted(count, 'other file')}`,
        expected: NOTHING_LEFT,
        evidence: replaced.map(({ probe }) => evidenceOf(probe)),
      }),
    ],
  };
}

const KEPT = 'an accepted file is listed under exactly its name and read back byte for byte';

function roundTrip(view: NamesView): Judgement {
  const reads = readBacksIn(view);
  const lists = listsIn(view);
  const renamed = lists.flatMap((list) => list.renamed.map((one) => ({ list, ...one })));
  const evidenceOfRename = ({ list, file, as }: (typeof renamed)[number]): Evidence =>
    inList(list.probe, file.name, `${visibleName(file.name)} as ${visibleName(as)}`);
  const isOfCase = ({ file, as }: (typeof renamed)[number]): boolean => isCaseTwin(file.name, as);
  const unread = reads.filter(({ found }) => found.is === 'nothing');
  const changed = reads.filter(({ found }) => found.is === 'other');
  const outdated = reads.filter(({ found }) => found.is === 'earlier');
  const own = reads.filter(({ found }) => found.is === 'own');
  return {
    exercised:
      unread.length +
      changed.length +
      outdated.length +
      own.length +
      lists.reduce((sum, list) => sum + list.present.length + list.missing.length + list.renamed.length, 0),
    findings: [
      ...grouped({
        message: (count) => `accepts ${counted(count, 'file')} and does not find them again`,
        expected: KEPT,
        evidence: unread.map(({ probe }) => evidenceOf(probe)),
      }),
      ...grouped({
        message: (count) => `gives back other content than it accepted for ${counted(count, 'file')}`,
        expected: KEPT,
        evidence: changed.map(({ probe, file }) => evidenceOf(probe, contentChange(probe, file), '')),
      }),
      ...grouped({
        message: (count) => `gives back content that was replaced of ${counted(count, 'file')}`,
        expected: KEPT,
        evidence: outdated.map(({ probe }) => evidenceOf(probe, probe.what, '')),
      }),
      ...grouped({
        message: (count) => `does not list ${counted(count, 'accepted file')}`,
        expected: KEPT,
        evidence: ofFiles(lists, ({ missing }) => missing),
      }),
      ...grouped({
        message: (count) => `lists ${counted(count, 'file')} under other names`,
        expected: KEPT,
        evidence: renamed.filter((one) => !isOfCase(one)).map(evidenceOfRename),
      }),
      ...grouped({
        message: (count) => `lists ${counted(count, 'file')} in other letter case`,
        expected: KEPT,
        evidence: renamed.filter(isOfCase).map(evidenceOfRename),
      }),
      ...grouped({
        message: (count) => `lists ${counted(count, 'file')} more than once`,
        expected: KEPT,
        evidence: ofFiles(lists, ({ twice }) => twice),
      }),
      ...grouped({
        message: (count) => `lists ${counted(count, 'name')} that nobody gave`,
        expected: KEPT,
        evidence: ofNames(lists, ({ unknown }) => unknown),
      }),
    ],
  };
}

function contentChange({ what, event }: NamedProbe, { offer }: StoredFile): string {
  return `${what} (${offer.event.content?.bytes ?? '?'} bytes stored, ${event.content?.bytes ?? '?'} read)`;
}

const TWO_FILES = 'two different names that are both accepted are two files';

function distinct(view: NamesView): Judgement {
  const reads = readBacksIn(view).filter(({ hasRivals, found }) => hasRivals || found.is === 'rival');
  const lists = listsIn(view);
  const lost = ofFiles(lists, (list) => list.lost);
  return {
    exercised: reads.filter(({ found }) => found.is === 'own' || found.is === 'rival').length + lost.length,
    findings: [
      ...grouped({
        message: (count) => `takes ${counted(count, 'name')} for other names`,
        expected: TWO_FILES,
        evidence: reads.flatMap(({ probe, found }) =>
          found.is === 'rival' && probe.answer === 'accepted'
            ? [evidenceOf(probe, `${visibleName(probe.name)} and ${visibleName(found.rival.name)}`, '')]
            : [],
        ),
      }),
      ...grouped({
        message: (count) => `loses ${counted(count, 'file')} when others are deleted`,
        expected: TWO_FILES,
        evidence: [
          ...reads.flatMap(({ probe, found }) =>
            found.is === 'rival' && probe.answer === 'refused'
              ? [evidenceOf(probe, `${visibleName(probe.name)} after ${visibleName(found.rival.name)}`, '')]
              : [],
          ),
          ...lost,
        ],
      }),
    ],
  };
}

export const storeRules: readonly Rule[] = [
  { requirement: LEAVES_NOTHING, judge: leavesNothing },
  { requirement: 'files.store.round-trip', judge: roundTrip },
  { requirement: 'files.store.distinct', judge: distinct },
];
