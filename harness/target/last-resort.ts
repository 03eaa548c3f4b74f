// Nothing that the harness started may outlive it, however it ends. Two nets: process.on('exit') covers an orderly end,
// process.exit and an uncaught exception; a small shell that waits for the end of a pipe covers signals and SIGKILL,
// after which no code of ours runs.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { ProcessGroup } from './process-group.ts';

const guarded = new Set<ProcessGroup>();

function killAll(): void {
  for (const group of guarded) group.signal('SIGKILL');
}

/** Sees to it that the group dies with this process. The returned function ends the guard: call it once the group is empty. */
export function guard(group: ProcessGroup): () => void {
  if (guarded.size === 0) process.on('exit', killAll);
  guarded.add(group);
  const release = watchPipe(group.leader);
  return () => {
    if (!guarded.delete(group)) return;
    if (guarded.size === 0) process.off('exit', killAll);
    release();
  };
}

/** `read` fails at the end of the pipe, which is when the last holder of its other end, this process, is gone. */
function watchPipe(leader: number): () => void {
  const watcher = spawn('/bin/sh', ['-c', `read -r line || kill -s KILL -- -${leader}`], {
    cwd: '/',
    // A session of its own: Ctrl-C in the terminal must not end it before it has done its work.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return () => watcher.stdin.end('done\n');
}
