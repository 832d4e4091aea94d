import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { utils } from 'connectwise-rest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations, useConnectWiseRest } from './support/connectwise-rest.js';

interface Delivery {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
type Payload = Parameters<typeof utils.Callback.verifyMessage>[0];

const client = useConnectWiseRest();

let receiver: Server;
const deliveries: Delivery[] = [];
beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      deliveries.push({
        url: request.url!,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(() => receiver.close());

/** Registers with the client, changes a ticket with it, and gives what was delivered. */
async function deliver(): Promise<Delivery> {
  const { port } = receiver.address() as AddressInfo;
  const [ticket] = await client.cwm.ServiceAPI.getServiceTickets({ pageSize: 1 });
  const callback = await client.cwm.SystemAPI.postSystemCallbacks({
    url: `http://127.0.0.1:${port}/hook?recordId=`,
    objectId: ticket!.id!,
    type: 'Ticket',
    level: 'Ticket',
    description: 'connectwise-rest',
  });
  deliveries.length = 0;
  await client.cwm.ServiceAPI.patchServiceTicketsById(
    ticket!.id!,
    operations({ op: 'replace', path: 'summary', value: 'Zażółć "gęślą" jaźń \u2028 </script>' }),
  );
  await client.secure.sandbox.admin.callbacks.settled();
  await client.cwm.SystemAPI.deleteSystemCallbacksById(callback.id!);
  expect(deliveries).toHaveLength(1);
  expect(deliveries[0]!.url).toBe(`/hook?recordId=${ticket!.id}&action=updated`);
  return deliveries[0]!;
}

describe('connectwise-rest and callbacks', () => {
  test('verifyMessage accepts what was delivered, and nothing else', async () => {
    const { body, headers } = await deliver();
    const payload = JSON.parse(body) as Payload;
    expect(payload.Metadata.key_url).toMatch(/^https:/);
    const { signing_key: key } = (await client.cwm.request({ path: payload.Metadata.key_url })) as {
      signing_key: string;
    };
    const signature = headers['x-content-signature'] as string;
    expect(utils.Callback.verifyMessage(payload, signature, key)).toBe(true);
    expect(utils.Callback.verifyMessage({ ...payload, ID: 1 }, signature, key)).toBe(false);
    expect(utils.Callback.verifyMessage(payload, signature, `${key}x`)).toBe(false);
    expect(JSON.parse(payload.Entity)).toMatchObject({
      id: payload.ID,
      summary: expect.stringContaining('gęślą'),
    });
  });

  test('verifyCallback fetches the key by itself, over https', async () => {
    const { body, headers } = await deliver();
    const payload = JSON.parse(body) as Payload;
    const signature = headers['x-content-signature'] as string;
    // As it comes it parses what axios has parsed already, and so refuses every key that is answered as JSON.
    await expect(utils.Callback.verifyCallback(payload, signature)).rejects.toThrow('not valid JSON');
    // Told to leave texts alone, as its author's axios must have been, it fetches and verifies.
    const axios = createRequire(createRequire(import.meta.url).resolve('connectwise-rest'))('axios') as {
      defaults: { transformResponse: unknown };
    };
    const before = axios.defaults.transformResponse;
    axios.defaults.transformResponse = [(text: unknown) => text];
    try {
      expect(await utils.Callback.verifyCallback(payload, signature)).toBe(true);
      expect(await utils.Callback.verifyCallback({ ...payload, ID: 1 }, signature)).toBe(false);
    } finally {
      axios.defaults.transformResponse = before;
    }
  });
});
