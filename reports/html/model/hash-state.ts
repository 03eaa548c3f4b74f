// What the part of the address behind `#` says: which page, and what is filtered. Every view can be sent as a link.
import type { CaseVerdict } from '../../../harness/run.ts';

export type Page =
  | { readonly kind: 'summary' }
  | { readonly kind: 'requirement'; readonly id: string }
  /** `event` and `call` choose what of the transcript is shown. */
  | { readonly kind: 'case'; readonly id: string; readonly event?: number; readonly call?: number }
  | { readonly kind: 'finding'; readonly id: string; readonly event?: number; readonly call?: number };

export interface Filter {
  /** Words that must all occur; those that begin with `!` must not. */
  readonly query: string;
  /** Verdicts that are shown; none for all. */
  readonly verdicts: readonly CaseVerdict[];
}

export interface HashState {
  readonly page: Page;
  readonly filter: Filter;
}

const VERDICTS: readonly CaseVerdict[] = ['fail', 'warn', 'inconclusive', 'not-exercised', 'pass', 'skipped'];

const isVerdict = (word: string): word is CaseVerdict => VERDICTS.some((verdict) => verdict === word);

const numberIn = (parameters: URLSearchParams, name: string): number | undefined => {
  const text = parameters.get(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

const pageIn = (parameters: URLSearchParams): Page => {
  const [requirement, caseId, finding] = ['requirement', 'case', 'finding'].map((name) => parameters.get(name));
  if (typeof requirement === 'string') return { kind: 'requirement', id: requirement };
  const event = numberIn(parameters, 'event');
  const call = numberIn(parameters, 'call');
  const where = { ...(event === undefined ? {} : { event }), ...(call === undefined ? {} : { call }) };
  if (typeof caseId === 'string') return { kind: 'case', id: caseId, ...where };
  if (typeof finding === 'string') return { kind: 'finding', id: finding, ...where };
  return { kind: 'summary' };
};

/** Reads the part behind `#`, with or without it. What it does not know it passes over. */
export const readHash = (hash: string): HashState => {
  // A plus sign is itself here: ids are written by hand as well.
  const parameters = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const verdicts = (parameters.get('show') ?? '').split(',').filter(isVerdict);
  return { page: pageIn(parameters), filter: { query: parameters.get('q') ?? '', verdicts } };
};

// What ids consist of stays readable in a link.
const encoded = (text: string): string =>
  // Half a pair has no encoding.
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
    .replace(/%2F/g, '/')
    .replace(/%40/g, '@')
    .replace(/%3A/g, ':');

/** The address of a view, from `#` on. */
export const writeHash = ({ page, filter }: HashState): string => {
  const parts = [
    ...(page.kind === 'summary' ? [] : [`${page.kind}=${encoded(page.id)}`]),
    ...(page.kind === 'summary' || page.kind === 'requirement'
      ? []
      : [
          ...(page.call === undefined ? [] : [`call=${page.call}`]),
          ...(page.event === undefined ? [] : [`event=${page.event}`]),
        ]),
    ...(filter.verdicts.length === 0 ? [] : [`show=${filter.verdicts.join(',')}`]),
    ...(filter.query === '' ? [] : [`q=${encoded(filter.query)}`]),
  ];
  return `#${parts.join('&')}`;
};
