// What Linux tells about running processes. Everywhere else the table is undefined and callers do with signals alone.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Start time in clock ticks since boot: with the pid it names a process for good, since pids are used again. */
  readonly startTicks: string;
}

/** One live process; undefined when there is none, when it only waits to be reaped, or off Linux. */
export function readProcess(pid: number): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The command name stands in parentheses and may itself hold spaces and parentheses: proc(5), /proc/pid/stat.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group, session] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startTicks: fields[19] ?? '',
  };
}

/** Every live process, or undefined off Linux. */
export function readProcessTable(): readonly ProcessEntry[] | undefined {
  if (process.platform !== 'linux') return undefined;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((entry) => entry !== undefined);
}

/** The oldest of the processes that listens on the TCP port; undefined where none of them does, or off Linux. */
export function findListener(processes: readonly ProcessEntry[], port: number): ProcessEntry | undefined {
  const sockets = listeningSockets(port);
  if (sockets.size === 0) return undefined;
  // Workers of a pre-forking server inherit the socket: the oldest holder is the one that opened it.
  return [...processes]
    .sort((a, b) => Number(a.startTicks) - Number(b.startTicks) || a.pid - b.pid)
    .find((entry) => openFilesOf(entry.pid).some((file) => sockets.has(file)));
}

/** Resident memory in bytes and open file descriptors of one process; undefined when it is gone or not ours to read. */
export async function readUsage(pid: number): Promise<{ rssBytes: number; openFiles: number } | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'latin1');
    const files = await readdir(`/proc/${pid}/fd`);
    return { rssBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024, openFiles: files.length };
  } catch {
    return undefined;
  }
}

/** The sockets that listen on the port, named as the links in /proc/pid/fd name them. */
function listeningSockets(port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const found = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readLines(table)) {
      const columns = line.trim().split(/\s+/);
      const listens = columns[3] === '0A';
      if (listens && columns[1]?.endsWith(suffix)) found.add(`socket:[${columns[9]}]`);
    }
  }
  return found;
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'latin1').split('\n');
  } catch {
    return [];
  }
}

function openFilesOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${name}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
