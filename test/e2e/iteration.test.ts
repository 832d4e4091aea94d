import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Psa } from 'psakit';
import { expect, test } from 'vitest';
import { startSandboxCommand } from '../support/psa.js';

const churn = fileURLToPath(new URL('./churn.mjs', import.meta.url));

test('a full iteration returns every record that existed throughout, once, while another process writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'psakit-'));
  const db = join(folder, 'world.db');
  const { line, stop } = await startSandboxCommand(['--db', db, '--rate-limit', 'off']);
  try {
    const { url: site, companyId, publicKey, privateKey, clientId } = line;
    const psa = new Psa({ site, companyId, publicKey, privateKey, clientId, budget: 'off', env: {} });
    const before = (await psa.service.tickets.list({ fields: ['id'] }).all()).map((ticket) => ticket.id);

    const other = fork(churn, [db], { stdio: 'inherit' });
    await once(other, 'message');
    const seen: number[] = [];
    for await (const ticket of psa.service.tickets.list({ fields: ['id'], pageSize: 50 }))
      seen.push(ticket.id);
    const reported = once(other, 'message');
    other.send('stop');
    const [report] = (await reported) as [{ inserted: number[]; deleted: number[] }];

    expect(report.inserted.length).toBeGreaterThan(20);
    expect(report.deleted.length).toBeGreaterThan(20);
    const gone = new Set(report.deleted);
    const throughout = before.filter((id) => !gone.has(id));
    const counted = new Set(seen);
    expect(throughout.filter((id) => !counted.has(id))).toEqual([]);
    expect(seen).toHaveLength(counted.size);
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
