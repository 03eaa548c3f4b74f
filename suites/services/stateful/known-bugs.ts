import type { Finding } from '../../../harness/run.ts';

/** Bugs that were looked into in this run: each is reduced to its simplest form once, however many cases show it. */
export interface KnownBugs {
  /** True the first time that it is asked about a bug. */
  claim(finding: Finding): boolean;
}

/** The same requirement violated in the same manner: values, names and numbers aside. */
export function bugOf({ requirement, verdict, message }: Finding): string {
  return `${requirement} ${verdict} ${message.replace(/"[^"]*"|'[^']*'|\d+/g, '#')}`;
}

export function createKnownBugs(): KnownBugs {
  const known = new Set<string>();
  return {
    claim: (finding) => {
      const bug = bugOf(finding);
      if (known.has(bug)) return false;
      known.add(bug);
      return true;
    },
  };
}
