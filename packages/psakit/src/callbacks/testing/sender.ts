import { signCallback, SIGNATURE_HEADER, type CallbackFetch, type CallbackPayload } from '../index.js';

/** Where the made-up company's key is. */
export const KEY_URL =
  'https://eu.myconnectwise.net/v2025_1//system/callbackkey/index.rails?companyName=Northwind&id=5f0c';

/** A message as PSA sends it, about a ticket; whatever a test cares about is replaced. */
export function message(changes: Partial<CallbackPayload> = {}): CallbackPayload {
  return {
    MessageId: '0d7a5c9e-6f2b-4b61-9a53-2f3f6f2f0001',
    FromUrl: 'eu.myconnectwise.net',
    CompanyId: 'Northwind',
    MemberId: 'BotApi',
    Action: 'updated',
    Type: 'ticket',
    ID: 7310,
    ProductInstanceId: '6500aa01',
    PartnerId: '6500bb02',
    Entity: JSON.stringify({
      id: 7310,
      summary: 'Printer on fire – größer als 3"',
      recordType: 'ServiceTicket',
    }),
    Metadata: { key_url: KEY_URL },
    CallbackObjectRecId: 88,
    ...changes,
  };
}

/** What serves keys: a fetch that counts its calls, and whose key a test may replace. */
export interface KeyServer {
  key: string;
  readonly calls: { readonly url: string; readonly init: RequestInit }[];
  readonly fetch: CallbackFetch;
}

/** A key server that answers as recorded, or as a test would have it. */
export function keyServer(answer?: () => Response | Promise<Response>): KeyServer {
  const server: KeyServer = {
    key: 'first signing key',
    calls: [],
    fetch: async (url, init) => {
      server.calls.push({ url, init });
      return (await answer?.()) ?? new Response(JSON.stringify({ signing_key: server.key }));
    },
  };
  return server;
}

/** The request PSA would send with a body. */
export async function post(body: string, key: string): Promise<Request> {
  return new Request('https://receiver.test/psa?recordId=7310&action=updated', {
    method: 'POST',
    headers: { [SIGNATURE_HEADER]: await signCallback(body, key) },
    body,
  });
}
