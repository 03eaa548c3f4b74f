// files.store.contained: no spelling of a path leads out of the store.
import type { Judgement, NamedProbe, NamesView, Rule } from '../rule.ts';
import { visibleName } from '../visible-name.ts';
import { counted, evidenceOf, grouped } from './grouped.ts';

const CONTAINED = 'files.store.contained';
const INSIDE = 'a path that leads out of the store is refused, however it is spelled';

/** What the files hold that cases reach for: /etc/passwd and win.ini. */
const OUTSIDE = /^root:[^:\n]*:0:0:|^\[fonts\]|^; for 16-bit app support/m;

/** Spellings that an HTTP front end may have resolved before the store saw them (reading R41). */
const isPlainlySpelled = ({ event }: NamedProbe): boolean => !/%25|%c0|%e0|%u/i.test(event.rawName ?? '');

function contained({ offers, facts, rewritesPaths, findsAnything }: NamesView): Judgement {
  const isExcused = (probe: NamedProbe): boolean => rewritesPaths && isPlainlySpelled(probe);
  const reads = facts.flatMap((fact) =>
    fact.fact === 'stray-read' && fact.probe.event.about === CONTAINED ? [fact] : [],
  );
  const holdsMarker = ({ event }: NamedProbe): boolean => OUTSIDE.test(event.response?.body?.text ?? '');
  const isProof = ({ probe, found }: (typeof reads)[number]): boolean =>
    holdsMarker(probe) || (found !== 'nothing' && !isExcused(probe) && (found !== 'other' || !findsAnything));
  const got = reads.filter((read) => read.probe.answer === 'accepted' && isProof(read));
  const held = reads.filter(({ probe }) => probe.answer === 'refused');

  const outward = offers.filter((offer) => offer.about === CONTAINED && offer.judged.verdict === 'illegal');
  const taken = outward.filter((offer) => offer.answer === 'accepted' && !isExcused(offer));
  const refused = outward.filter(({ answer }) => answer === 'refused');
  return {
    exercised: got.length + held.length + taken.length + refused.length,
    findings: [
      ...grouped({
        message: (count) => `gives out what is outside the store by ${counted(count, 'spelling')}`,
        expected: INSIDE,
        evidence: got.map(({ probe }) => evidenceOf(probe, probe.what, shownOf(probe))),
      }),
      ...grouped({
        message: (count) => `accepts files for outside the store by ${counted(count, 'spelling')}`,
        expected: INSIDE,
        evidence: taken.map((offer) => evidenceOf(offer, offer.what, '')),
      }),
    ],
  };
}

function shownOf({ event }: NamedProbe): string {
  const status = event.response === undefined ? '' : `${event.response.status} `;
  const line = (event.response?.body?.text ?? '').split('\n', 1)[0] ?? '';
  return `${status}${line === '' ? 'without text' : visibleName(line)}`;
}

export const containedRules: readonly Rule[] = [{ requirement: CONTAINED, judge: contained }];
