// One of several processes that count in one file: takes slots as fast as it may, and prints when it had each.
import { openSqliteBudget } from '@psakit/server/budget';
import { systemClock } from 'psakit/core';

const [file, limit, windowMs, wanted, end] = process.argv.slice(2);
const store = openSqliteBudget({ file, limit: Number(limit), windowMs: Number(windowMs) });
const arrivals = [];
while (arrivals.length < Number(wanted)) {
  const result = await store.take();
  if (!result.granted) {
    await systemClock.sleep(result.waitMs);
    continue;
  }
  arrivals.push(systemClock.now());
  if (end === 'dies') process.kill(process.pid, 'SIGKILL');
  await store.settle(result.slot, {});
}
store.close();
console.log(JSON.stringify(arrivals));
