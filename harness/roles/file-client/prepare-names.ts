import type { NamesStep, NamesTrace } from '../../traces/names-trace.ts';
import type { FileOperation, NameBinding, NamedFile } from './binding.ts';
import { contentFor } from './made-content.ts';
import { strayingProblem } from './own-names.ts';

/** A step as it is put to the target. */
export interface PreparedStep {
  readonly step: NamesStep;
  /** Among the steps of the trace. */
  readonly index: number;
  readonly do: FileOperation;
  /** Of a list, the kind alone. */
  readonly file: NamedFile;
  /** Content that an offer brings. */
  readonly octets: Uint8Array;
}

const NOTHING = new Uint8Array();
/** What can stand on a request line, UTF-8 for what is beyond ASCII. */
const ON_REQUEST_LINE = /^[^\0-\x20\x7f]*$/;

/**
 * The steps that the target can be asked. The others are left out: what only stores or only validators understand, kinds
 * that it does not have, spellings where no URL holds the name.
 *
 * @throws Error where a step could write or delete anything but files of the case.
 */
export function prepareSteps(trace: NamesTrace, binding: NameBinding, namePrefix: string): readonly PreparedStep[] {
  return trace.steps.flatMap((step, index) => {
    const isBare = 'bare' in step && step.bare === true;
    if (binding.kind === 'store' ? isBare : step.do !== 'offer') return [];
    const file = fileOf(step, isBare ? '' : namePrefix);
    if (!binding.carries(step.do, file)) return [];
    if (binding.kind === 'store') assertHarmless(step, file, namePrefix);
    return [{ step, index, do: step.do, file, octets: step.do === 'offer' ? octetsOf(step, file.name) : NOTHING }];
  });
}

function fileOf(step: NamesStep, prefix: string): NamedFile {
  if (step.do === 'list') return { kind: step.kind, name: '' };
  const rawName = 'rawName' in step ? step.rawName : undefined;
  return {
    kind: step.kind,
    name: `${prefix}${step.name}`,
    ...(rawName === undefined ? {} : { spelling: `${prefix}${rawName}` }),
  };
}

function assertHarmless(step: NamesStep, { name, spelling }: NamedFile, prefix: string): void {
  if (step.do === 'list') return;
  if (spelling !== undefined && !ON_REQUEST_LINE.test(spelling)) {
    throw new Error(`no text on a request line: ${JSON.stringify(spelling)}`);
  }
  if (step.do === 'read') return;
  const problem = strayingProblem(prefix, name, spelling);
  if (problem !== undefined)
    throw new Error(`the case would ${step.do} ${JSON.stringify(spelling ?? name)}: ${problem}`);
}

function octetsOf(step: Extract<NamesStep, { readonly do: 'offer' }>, name: string): Uint8Array {
  if (step.content === undefined) return contentFor(name);
  return 'text' in step.content ? Buffer.from(step.content.text, 'utf8') : Buffer.from(step.content.base64, 'base64');
}
