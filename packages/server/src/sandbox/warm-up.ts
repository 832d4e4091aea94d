import { createApi, type ApiMember } from '../api/index.js';
import type { Store } from '../store/index.js';

/** What a first request is likely to be; which one matters little. */
const TARGET = '/v4_6_release/apis/3.0/service/tickets?conditions=id%3E0';

/**
 * Asks for a page once before anyone can: what every request needs of the catalog is read, the tables are looked at, and the way
 * through the code is compiled. Without it the first user's request takes several times as long as the
 * second. It goes past the limiter, and nobody sees it.
 */
export async function warmUp(store: Store, member: ApiMember): Promise<void> {
  const { companyId, publicKey, privateKey } = member;
  const credentials = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64');
  const headers = new Map([
    ['authorization', `Basic ${credentials}`],
    ['clientid', 'warm-up'],
    // Read forward only, so that nothing is counted: that would be slow where there is much.
    ['pagination-type', 'forward-only'],
  ]);
  const api = createApi({ store, members: [member], rateLimit: 'off' });
  await api.answer({
    method: 'GET',
    origin: 'http://localhost',
    target: TARGET,
    header: (name) => headers.get(name),
    body: () => Promise.resolve(''),
    bytes: () => Promise.resolve(new Uint8Array()),
  });
}
