import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSqlite } from '../../packages/server/src/sqlite/index.js';
import { Dice } from './fuzz/dice.js';
import { findLosses, findLostDocuments, findSilence } from './kill/check.js';
import { Ledger } from './kill/ledger.js';
import { startReceiver, type Receiver } from './kill/receiver.js';
import { startSite, type Site } from './kill/site.js';
import { write } from './kill/writer.js';
import { scaled, tell } from './scale.js';

const KILLS = scaled(5, 1);
const WRITERS = 8;

let folder: string;
let receiver: Receiver;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'psakit-chaos-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `killed ${KILLS} times while it writes: nothing answered is lost, nothing is there by halves`,
  { timeout: 3_600_000 },
  async () => {
    const file = join(folder, 'msp.db');
    const ledger = new Ledger();
    const dice = new Dice(42);
    let site = await startSite(file);
    try {
      for (const type of ['ticket', 'contact']) {
        const registered = { url: `${receiver.url}/hook?recordId=`, type, level: 'owner', objectId: 1 };
        expect((await site.ask('POST', '/system/callbacks', registered))?.status).toBe(201);
      }
      for (let kill = 0; kill < KILLS; kill++) {
        const [records, documents] = [ledger.records.length, ledger.documents.length];
        await killedWhileWriting(site, ledger, dice);
        expect(integrityOf(file)).toEqual(['ok']);
        site = await startSite(file);
        expect(await findLosses(site, ledger, records)).toEqual([]);
        expect(await findLostDocuments(site, ledger, documents)).toEqual([]);
      }
      // Nothing was lost later either, and what was owed through all of it has been sent.
      expect(await findLosses(site, ledger)).toEqual([]);
      await site.admin('POST', '/callbacks/settled');
      expect(findSilence(ledger, receiver)).toEqual([]);
      const messages = [...receiver.arrivals.values()].reduce((sum, { length }) => sum + length, 0);
      const changes = ledger.records.reduce(
        (sum, { answered, gone }) => sum + answered.length + (gone === 'yes' ? 1 : 0),
        0,
      );
      tell(
        `${KILLS} kills, ${ledger.records.length} records and ${ledger.documents.length} documents, ${changes} changes, ${messages} messages: all there`,
      );
      expect(messages).toBeGreaterThanOrEqual(changes);
      expect(ledger.records.length).toBeGreaterThan(KILLS);
    } finally {
      await site.stop();
    }
  },
);

/** Kills a server in the middle of requests: at the n-th that is sent, while others are on their way. */
async function killedWhileWriting(site: Site, ledger: Ledger, dice: Dice): Promise<void> {
  const last = 10 + dice.below(60);
  let sent = 0;
  let killed: Promise<void> | undefined;
  const next = (): boolean => {
    if (killed) return false;
    if (++sent === last)
      setImmediate(() => {
        killed = site.kill();
      });
    return true;
  };
  await Promise.all(Array.from({ length: WRITERS }, () => write({ site, ledger, dice, next })));
  await killed;
}

/** What SQLite itself says of a file. */
function integrityOf(file: string): readonly string[] {
  const database = new (loadSqlite())(file);
  const rows = database.prepare('PRAGMA integrity_check').pluck().all() as readonly string[];
  database.close();
  return rows;
}
