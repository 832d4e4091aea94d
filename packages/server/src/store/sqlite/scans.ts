import { Worker } from 'node:worker_threads';
import { PsaError } from 'psakit/core';
import type { SqlValue } from '../../sqlite/index.js';
import type { Fragment } from './compile/fragment.js';

/** A statement to run elsewhere. */
export interface ScanRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** Its rows, or why there are none. */
export interface ScanAnswer {
  readonly id: number;
  readonly rows?: SqlValue[][] | undefined;
  readonly error?: { readonly message: string; readonly code: string | undefined } | undefined;
}

/** Reads that may take long, in a thread that starts with the first and does not keep the process alive. */
export interface Scans {
  rows(statement: Fragment): Promise<SqlValue[][]>;
  /** Ends the thread, once the statement it runs has ended: SQLite is not interrupted. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (rows: SqlValue[][]) => void;
  readonly reject: (error: unknown) => void;
}

/** The file that Node runs in the thread. Tests run from sources, which Node cannot: it takes the built file. */
function workerFile(): URL {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new URL('./scan-worker.js', here);
  return new URL(here.replace(/\/src\/(.*)\/[^/]+$/, '/dist/$1/scan-worker.js'));
}

/** Scans of a database file. */
export function createScans(file: string): Scans {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;
  const fail = (error: unknown): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(workerFile(), { workerData: file });
    started.on('message', ({ id, rows, error }: ScanAnswer) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
      if (rows) asked?.resolve(rows);
      else asked?.reject(Object.assign(new Error(error?.message), { code: error?.code }));
    });
    started.on('error', (error) => {
      fail(brokenError(file, error));
    });
    started.on('exit', () => {
      if (worker === started) fail(closedError(file));
    });
    return started;
  };
  return {
    rows: ({ sql, parameters }) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        worker.ref();
        const id = ++last;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, sql, parameters } satisfies ScanRequest);
      }),
    close: async () => {
      const ending = worker;
      fail(closedError(file));
      await ending?.terminate();
    },
  };
}

function brokenError(file: string, cause: Error): PsaError {
  return new PsaError({
    code: 'STORAGE',
    message: `The thread that reads ${file} ended: ${cause.message}`,
    hint: 'Try again. In a checkout of psakit, build first: npm run build.',
    cause,
  });
}

function closedError(file: string): PsaError {
  return new PsaError({
    code: 'STORAGE',
    message: `The database ${file} was closed while it was being read.`,
    hint: 'Await what was asked for before the store is closed.',
  });
}
