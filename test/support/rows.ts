import { expect } from 'vitest';
import { query, type SandboxUnderTest } from './sandbox.js';

/** A record that has a number. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: number };

/** Short ways to write and find records of a sandbox. */
export interface Rows {
  /** Sends a body as JSON and reads the JSON answered, failing where the status is not the one expected. */
  readonly send: <T = Row>(method: string, path: string, body: unknown, status: number) => Promise<T>;
  readonly create: (path: string, body: unknown) => Promise<Row>;
  /** The first record that fits; there must be one. */
  readonly first: (path: string, conditions?: string) => Promise<Row>;
}

export function rowsOf(world: SandboxUnderTest): Rows {
  const send = <T = Row>(method: string, path: string, body: unknown, status: number): Promise<T> =>
    world.json<T>(path, { method, body: JSON.stringify(body), status });
  return {
    send,
    create: (path, body) => send('POST', path, body, 201),
    first: async (path, conditions = 'id > 0') => {
      const [row] = await world.json<Row[]>(`${path}${query({ conditions, pageSize: 1 })}`);
      expect(row, path).toBeDefined();
      return row!;
    },
  };
}
