import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startServer } from '../processes.js';

/** What is asked of one client. */
export interface RunOptions {
  readonly client: string;
  readonly records: number;
  /** Requests allowed in `windowMs` milliseconds. */
  readonly limit: number;
  readonly windowMs: number;
  readonly latencyMs?: number;
  readonly ten?: boolean;
}

/** What came of it. */
export interface RunResult {
  readonly records: number;
  readonly ms: number;
  /** The most memory the client's process held, in megabytes. */
  readonly peakMb: number;
  /** Why it stopped, where it did not get everything. */
  readonly failure?: string;
  /** As the server counted. */
  readonly requests: number;
  readonly refused: number;
  /** The share of what the limit allows that was used, where it was reached. */
  readonly pace?: number;
}

type Counted = Pick<RunResult, 'requests' | 'refused' | 'pace'>;

/** One client reads from a server of its own, each in a process. */
export async function runClient(options: RunOptions): Promise<RunResult> {
  const { client, records, limit, windowMs, latencyMs = 50, ten = false } = options;
  const server = startServer('./client/server.js', [records, limit, windowMs, latencyMs].map(String));
  try {
    const args = [client, await server.port, limit, windowMs, ten ? 'ten' : 'all'].map(String);
    const child = fork(new URL('./reader.js', import.meta.url), args, { stdio: 'inherit' });
    const exit = once(child, 'exit');
    const [result] = (await once(child, 'message')) as [Omit<RunResult, keyof Counted>];
    await exit;
    server.child.send('how many');
    const [counted] = (await once(server.child, 'message')) as [Counted];
    return { ...result, ...counted };
  } finally {
    await server.stop();
  }
}
