import { createBudget, isPsaError, Psa } from 'psakit';
import { openSqliteBudget } from '@psakit/server/budget';

// One of several processes that send for the same key as fast as they may. Says how many requests it sent.
const [site, file, seconds] = process.argv.slice(2);
if (site === undefined || file === undefined) throw new TypeError('site and file are missing');
const store = openSqliteBudget({ file });
const psa = new Psa({
  site,
  companyId: 'bench',
  publicKey: 'public',
  privateKey: 'private',
  clientId: 'bench',
  env: {},
  budget: createBudget({ store }),
});
const over = AbortSignal.timeout(Number(seconds) * 1000);
let sent = 0;
async function work(): Promise<void> {
  while (!over.aborted) {
    await psa.request('GET', '/system/info', { signal: over }).then(
      () => {
        sent += 1;
      },
      (error: unknown) => {
        if (!isPsaError(error, 'ABORTED')) throw error;
      },
    );
  }
}
await Promise.all([work(), work(), work(), work()]);
store.close();
process.send?.({ sent });
