import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open.js';
import type { ScanAnswer, ScanRequest } from './scans.js';

// Runs the statements of `scans.ts` on a connection of its own, in a thread of its own.
const connection = openDatabase(workerData as string);

parentPort?.on('message', ({ id, sql, parameters }: ScanRequest) => {
  parentPort?.postMessage(answer(id, () => connection.prepare(sql).all(parameters)));
});

function answer(id: number, read: () => ScanAnswer['rows']): ScanAnswer {
  try {
    return { id, rows: read() };
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return { id, error: { message: error instanceof Error ? error.message : String(error), code } };
  }
}
