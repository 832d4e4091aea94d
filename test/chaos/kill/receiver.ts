import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What arrived about one record: the action, and the record as the message has it. */
export interface Arrival {
  readonly action: string;
  readonly entity: Readonly<Record<string, unknown>> | null;
}

/** Receives callbacks and outlives the servers that send them. */
export interface Receiver {
  readonly url: string;
  /** By type and id: `ticket 5`. */
  readonly arrivals: ReadonlyMap<string, readonly Arrival[]>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const arrivals = new Map<string, Arrival[]>();
  const server = createServer((request, response) => {
    void text(request).then(
      (body) => {
        const { Type, ID, Action, Entity } = JSON.parse(body) as Record<string, unknown>;
        const key = `${String(Type)} ${String(ID)}`;
        const entity = typeof Entity === 'string' ? (JSON.parse(Entity) as Arrival['entity']) : null;
        arrivals.set(key, [...(arrivals.get(key) ?? []), { action: String(Action), entity }]);
        response.end();
      },
      // The sender was killed in the middle of its message.
      () => request.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
