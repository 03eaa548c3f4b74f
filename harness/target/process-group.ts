import { type ProcessEntry, readProcessTable } from './process-table.ts';

/** All processes that came out of one command: its own process group, its session, and descendants that left both. */
export interface ProcessGroup {
  /** The group's id, which is the pid of its first process. */
  readonly leader: number;
  /** Live processes of the group; undefined off Linux, where they cannot be listed. */
  members(): readonly ProcessEntry[] | undefined;
  /** True when no process of the group is left. */
  empty(): boolean;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

/** `leader` must have been spawned detached, so that its pid names a process group and a session of its own. */
export function processGroup(leader: number): ProcessGroup {
  // Remembered so that a child that made a session of its own is still found after its parent is gone.
  const strays = new Map<number, string>();

  const members = (): readonly ProcessEntry[] | undefined => {
    const table = readProcessTable();
    if (table === undefined) return undefined;
    const found = new Map(table.filter(belongs).map((entry) => [entry.pid, entry]));
    for (let before = -1; before !== found.size; ) {
      before = found.size;
      for (const entry of table) if (found.has(entry.parent)) found.set(entry.pid, entry);
    }
    for (const entry of found.values()) {
      if (entry.session !== leader) strays.set(entry.pid, entry.startTicks);
    }
    return [...found.values()];
  };

  const belongs = (entry: ProcessEntry): boolean =>
    entry.group === leader || entry.session === leader || strays.get(entry.pid) === entry.startTicks;

  return {
    leader,
    members,
    empty: () => {
      const alive = members();
      return alive === undefined ? !send(-leader, 0) : alive.length === 0;
    },
    signal: (name) => {
      const others = (members() ?? []).filter((entry) => entry.group !== leader);
      send(-leader, name);
      for (const entry of others) send(entry.pid, name);
    },
  };
}

/** Sends a signal; false when there is nobody (left) to take it. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
