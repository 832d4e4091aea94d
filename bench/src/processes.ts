import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A server of this folder in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** The port it listens on, once it does. */
  readonly port: Promise<number>;
  stop(): Promise<void>;
}

/** Starts a script that sends `{ port }` when it listens; `script` is relative to this folder. */
export function startServer(script: string, args: readonly string[] = []): ServerProcess {
  const child = fork(new URL(script, import.meta.url), args, { stdio: 'inherit' });
  const ended = once(child, 'exit');
  const listening = once(child, 'message').then(([message]) => (message as { port: number }).port);
  return {
    child,
    port: Promise.race([
      listening,
      ended.then(([code]) => {
        throw new TypeError(`${script} ended with ${String(code)}`);
      }),
    ]),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
