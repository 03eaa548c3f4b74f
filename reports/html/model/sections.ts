import type { RequirementResult } from '../../../harness/run.ts';

export interface Section {
  /** Second word of the ids: `play` of `ws.play.format`. */
  readonly name: string;
  readonly title: string;
  readonly requirements: readonly RequirementResult[];
}

const titleOf = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The requirements in groups that belong together, in the order of the documents. */
export const sectionsOf = (requirements: readonly RequirementResult[]): readonly Section[] => {
  const groups = new Map<string, RequirementResult[]>();
  for (const each of requirements) {
    const name = each.id.split('.')[1] ?? each.id;
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [each]);
    else known.push(each);
  }
  return [...groups].map(([name, own]) => ({ name, title: titleOf(name), requirements: own }));
};
