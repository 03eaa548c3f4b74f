// A transcript as the rules see it: each probe with what the documents say of its name and what the target made of it.
import type { ProbeTranscript } from '../../harness/roles/file-client/probe.ts';
import { judgeName } from './naming-rules.ts';
import type { NamedProbe, NamesView, Offer, Probe, StoreFact } from './rule.ts';
import { answerOf } from './view/answer.ts';
import { ownersOf } from './view/owners.ts';
import { wasRewritten } from './view/rewriting.ts';
import { createStoreStates } from './view/store-states.ts';
import { visibleName } from './visible-name.ts';

/** Reads a transcript. Pure; stands any transcript of any target. */
export function viewOf(transcript: ProbeTranscript): NamesView {
  const isStore = transcript.header.binding === 'store';
  const seen = probesOf(transcript).map((probe) => ({ probe, named: namedProbe(probe) }));
  const probes = seen.map(({ probe }) => probe);
  const states = createStoreStates();
  const offers: Offer[] = [];
  const facts: StoreFact[] = [];
  for (const { probe, named } of seen) {
    if (named !== undefined && probe.event.do === 'offer') {
      const offer: Offer = {
        ...named,
        about: probe.event.about ?? '',
        isInTheWay: isStore && states.isInTheWay(named),
        wasRewritten:
          isStore && probe.answer === 'accepted' && wasRewritten(named.name, () => listsAfter(probes, probe)),
      };
      offers.push(offer);
      if (isStore) states.noteOffer(offer);
    } else if (isStore) {
      facts.push(...states.noteLook(probe, named));
    }
  }
  const findsAnything = finds(
    seen.flatMap(({ named }) => named ?? []),
    offers,
  );
  const rewritesPaths = offers.some((offer) => offer.wasRewritten);
  return {
    transcript,
    probes,
    offers,
    owners: ownersOf(offers.filter(isJudgeable)),
    facts,
    rewritesPaths,
    findsAnything,
  };
}

/** Its answer is about its name: spelled in a way that nobody has to understand (R42), or in the way of a file, it is not. */
export function isJudgeable({ answer, judged, event, isInTheWay }: Offer): boolean {
  if (answer !== 'refused' || judged.verdict !== 'legal') return true;
  return event.rawName === undefined && !isInTheWay;
}

function probesOf(transcript: ProbeTranscript): readonly Probe[] {
  return transcript.events.flatMap((event, index): readonly Probe[] => {
    if (event.kind !== 'probe' || event.purpose !== 'step' || event.fileKind === 'rest') return [];
    return [{ index, event, answer: answerOf(event, transcript.events) }];
  });
}

function namedProbe(probe: Probe): NamedProbe | undefined {
  const { name, what, fileKind, label } = probe.event;
  if (name === undefined) return undefined;
  return { ...probe, name, what: what ?? visibleName(label ?? name), judged: judgeName(name, fileKind) };
}

function listsAfter(probes: readonly Probe[], { index, event }: Probe): ReadonlyArray<readonly string[]> {
  return probes
    .filter((probe) => probe.index > index && probe.event.do === 'list' && probe.event.fileKind === event.fileKind)
    .map((probe) => probe.event.listed ?? []);
}

/** A name that nobody ever offered, and no other spelling of one either, is found. */
function finds(named: readonly NamedProbe[], offers: readonly Offer[]): boolean {
  const offered = new Set(offers.map(({ name }) => name.toLowerCase()));
  return named.some(
    ({ event, answer, judged, name }) =>
      event.do === 'read' && answer === 'accepted' && judged.verdict === 'legal' && !offered.has(name.toLowerCase()),
  );
}
