// Whether runs are the shards of one run. What differs without harm is told in the merged run; what cannot be of one run
// is refused.
import type { RunDocument } from '../run.ts';
import { UsageError } from './options.ts';

/** A run.json, and where it lies, as the user can name it. */
export interface ShardRun {
  readonly run: RunDocument;
  readonly path: string;
}

/** Shards in the order of their indices, at least one; not all of them need be there. */
export interface Mergeable {
  readonly first: RunDocument;
  readonly parts: readonly ShardRun[];
  readonly of: number;
}

/** @throws UsageError that names the run that does not belong to the others, and why. */
export function checkMergeable(shards: readonly ShardRun[]): Mergeable {
  const [head] = shards;
  if (head === undefined) throw new UsageError('there is no run to merge');
  const suites = new Set(shards.map(({ run }) => run.target.suite));
  if (suites.size > 1) {
    throw new UsageError(
      `these are runs of different suites (${[...suites].join(', ')}), which are no shards of one run: give those of one`,
    );
  }
  const whole = shards.find(({ run }) => run.shard === undefined);
  if (whole !== undefined) throw new UsageError(`${whole.path} is no shard but a whole run: there is nothing to merge`);
  for (const { of, what } of COMMON) {
    const other = shards.find(({ run }) => of(run) !== of(head.run));
    if (other !== undefined) {
      throw new UsageError(
        `${other.path} is of ${what} ${of(other.run)}, ${head.path} of ${what} ${of(head.run)}: they are no shards of one run`,
      );
    }
  }
  const parts = [...shards].sort((a, b) => indexOf(a) - indexOf(b));
  parts.forEach((each, place) => {
    const before = parts[place - 1];
    if (before !== undefined && indexOf(before) === indexOf(each)) {
      throw new UsageError(`${before.path} and ${each.path} are both shard ${indexOf(each)}: leave one of them out`);
    }
  });
  const of = head.run.shard?.of ?? 1;
  const beyond = parts.find((each) => indexOf(each) > of);
  if (beyond !== undefined) throw new UsageError(`${beyond.path} says that it is shard ${indexOf(beyond)} of ${of}`);
  return { first: (parts[0] ?? head).run, parts, of };
}

const indexOf = ({ run }: ShardRun): number => run.shard?.index ?? 0;

interface Common {
  readonly what: string;
  readonly of: (run: RunDocument) => string | number;
}

const COMMON: readonly Common[] = [
  { what: 'version', of: ({ tool }) => tool.version },
  { what: 'seed', of: ({ seed }) => seed },
  { what: 'profile', of: ({ profile }) => profile },
  { what: 'a number of shards of', of: ({ shard }) => shard?.of ?? 1 },
  { what: 'the target', of: ({ target }) => withoutPort(target.url) ?? target.program ?? target.suite },
];

/** Each shard may have started a server of its own, on whichever port was free. */
function withoutPort(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return url;
  const { protocol, hostname, pathname, search } = new URL(url);
  return `${protocol}//${hostname}${pathname}${search}`;
}
