import { FakeClock } from '../../core/testing/fake-clock.js';
// Loaded beforehand, so that the first request of a test takes no real time.
import '../connection.js';
import { Psa, type PsaOptions } from '../index.js';

/** Keys long enough to be looked for in whatever is printed. */
export const KEYS = {
  companyId: 'acme',
  publicKey: 'public-key-0123456789',
  privateKey: 'private-key-9876543210',
  clientId: '11111111-2222-3333-4444-555555555555',
} as const;

/** A client that touches nothing outside the test. */
export function createTestPsa(options: PsaOptions = {}): { psa: Psa; clock: FakeClock } {
  const clock = new FakeClock();
  const psa = new Psa({ ...KEYS, site: 'psa.example', env: {}, clock, random: () => 0, ...options });
  return { psa, clock };
}
