import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createBudget } from 'psakit/budget';
import { describe, expect, test } from 'vitest';
import { openConnection } from '../sqlite/index.js';
import { openSqliteBudget, type SqliteBudgetOptions, type SqliteBudgetStore } from './index.js';
import { createTestClock, type TestClock } from './testing/clock.js';
import { createTestFiles } from './testing/folder.js';

const newFile = createTestFiles();

interface Shared {
  readonly file: string;
  readonly clock: TestClock;
  readonly open: (options?: Partial<SqliteBudgetOptions>) => SqliteBudgetStore;
}

/** Any number of stores over one file and one clock, each as a process of its own has one. */
function share(file = newFile()): Shared {
  const clock = createTestClock();
  return {
    file,
    clock,
    open: (options) => openSqliteBudget({ file, clock, limit: 2, windowMs: 1000, leaseMs: 500, ...options }),
  };
}

async function slotOf(store: SqliteBudgetStore): Promise<number> {
  const result = await store.take();
  if (!result.granted) expect.fail(`no slot for ${result.waitMs} ms`);
  return result.slot;
}

async function use(store: SqliteBudgetStore): Promise<void> {
  await store.settle(await slotOf(store), {});
}

describe('one log for all', () => {
  test('what one takes, the other has not', async () => {
    const { open, clock } = share();
    const [one, two] = [open(), open()];
    await use(one);
    await use(two);
    expect(await one.take()).toMatchObject({ granted: false, waitMs: 1000 });
    expect(await two.state()).toEqual({ limit: 2, used: 2, remaining: 0, resetMs: 1000 });
    await clock.run(1000);
    expect(await one.state()).toEqual({ limit: 2, used: 0, remaining: 2, resetMs: 0 });
  });

  test('a slot comes back one window after the answer', async () => {
    const { open, clock } = share();
    const store = open({ limit: 1 });
    const slot = await slotOf(store);
    await clock.run(400);
    await store.settle(slot, {});
    await clock.run(999);
    expect((await store.state()).used).toBe(1);
    await clock.run(1);
    expect((await store.state()).used).toBe(0);
  });

  test('a request that was never sent gives its slot back at once', async () => {
    const { open } = share();
    const store = open();
    await store.cancel(await slotOf(store));
    expect((await store.state()).used).toBe(0);
  });

  test('it outlives the process', async () => {
    const { open } = share();
    const first = open();
    await use(first);
    first.close();
    expect((await open().state()).used).toBe(1);
  });

  test('the slot of a process that died counts for its lease and one window', async () => {
    const { open, clock } = share();
    await slotOf(open());
    const other = open();
    await clock.run(1499);
    expect((await other.state()).used).toBe(1);
    await clock.run(1);
    expect((await other.state()).used).toBe(0);
  });

  test('an answer that comes after that counts again, from then', async () => {
    const { open, clock } = share();
    const store = open();
    const slot = await slotOf(store);
    await clock.run(2000);
    expect((await store.state()).used).toBe(0);
    await store.settle(slot, {});
    expect(await store.state()).toMatchObject({ used: 1, resetMs: 1000 });
  });

  test('the lowest limit of those who wait or have a slot holds', async () => {
    const { open, clock } = share();
    const [generous, careful] = [open({ limit: 5 }), open({ limit: 2 })];
    await use(careful);
    await use(generous);
    expect(await generous.take()).toMatchObject({ granted: false });
    expect((await generous.state()).limit).toBe(2);
    await clock.run(1000);
    for (let count = 0; count < 5; count++) await use(generous);
    expect(await careful.take()).toMatchObject({ granted: false });
  });
});

describe('turns', () => {
  test('who began to wait first goes first, and nobody passes', async () => {
    const { open, clock } = share();
    const [one, two, late] = [open({ limit: 1 }), open({ limit: 1 }), open({ limit: 1 })];
    await use(one);
    expect(await two.take()).toMatchObject({ granted: false });
    await clock.run(1000);
    expect(await late.take()).toMatchObject({ granted: false });
    expect(await two.take()).toMatchObject({ granted: true });
  });

  test('who does not come back for its turn loses it', async () => {
    const { open, clock } = share();
    const [one, gone, other] = [open({ limit: 1 }), open({ limit: 1 }), open({ limit: 1 })];
    await use(one);
    await gone.take();
    await clock.run(2999);
    expect(await other.take()).toMatchObject({ granted: false });
    await clock.run(1);
    expect(await other.take()).toMatchObject({ granted: true });
  });

  test('who closes gives up its turn', async () => {
    const { open, clock } = share();
    const [one, gone, other] = [open({ limit: 1 }), open({ limit: 1 }), open({ limit: 1 })];
    await use(one);
    await gone.take();
    gone.close();
    await clock.run(1000);
    expect(await other.take()).toMatchObject({ granted: true });
  });
});

describe('what the server says to one, all hear', () => {
  test('after a 429 nobody sends until it is over, and then one goes alone', async () => {
    const { open, clock } = share();
    const stores = [open({ limit: 10 }), open({ limit: 10 }), open({ limit: 10 })] as const;
    await stores[0].settle(await slotOf(stores[0]), { blockedMs: 30_000 });
    for (const store of stores) expect(await store.take()).toMatchObject({ granted: false, waitMs: 30_000 });
    expect(await stores[1].state()).toMatchObject({ remaining: 0, resetMs: 30_000 });
    await clock.run(30_000);
    const probe = await slotOf(stores[0]);
    expect(await stores[1].take()).toMatchObject({ granted: false });
    expect(await stores[2].take()).toMatchObject({ granted: false });
    await stores[0].settle(probe, {});
    for (const store of stores) await use(store);
  });

  test('a probe that was refused, cancelled or whose process died is followed by another', async () => {
    const { open, clock } = share();
    const [one, two] = [open({ limit: 10 }), open({ limit: 10 })];
    await one.settle(await slotOf(one), { blockedMs: 100 });
    await clock.run(100);
    await one.settle(await slotOf(one), { blockedMs: 100 });
    expect(await two.take()).toMatchObject({ granted: false, waitMs: 100 });
    await clock.run(100);
    await two.cancel(await slotOf(two));
    await slotOf(one);
    expect(await two.take()).toMatchObject({ granted: false });
    await clock.run(500);
    await use(two);
  });

  test('a smaller limit is adopted by all, a larger one by none', async () => {
    const { open, clock } = share();
    const [one, two] = [open({ limit: 5 }), open({ limit: 5 })];
    await one.settle(await slotOf(one), { limit: 3, remaining: 2 });
    expect((await two.state()).limit).toBe(3);
    await one.settle(await slotOf(one), { limit: 1000, remaining: 998 });
    expect((await two.state()).limit).toBe(5);
    await one.settle(await slotOf(one), { limit: 3, remaining: 0 });
    await clock.run(1000);
    expect((await two.state()).limit).toBe(5);
  });

  test('slots that other programs use are counted until the server counts anew', async () => {
    const { open, clock } = share();
    const [one, two] = [open({ limit: 60 }), open({ limit: 60 })];
    await one.settle(await slotOf(one), { limit: 60, remaining: 19, resetMs: 400 });
    expect(await two.state()).toMatchObject({ used: 41, remaining: 19, resetMs: 400 });
    await clock.run(400);
    expect(await two.state()).toMatchObject({ used: 1, remaining: 59 });
  });
});

describe('a clock that is set', () => {
  test('back holds no slot longer', async () => {
    const { open, clock } = share();
    const [one, two] = [open({ limit: 1 }), open({ limit: 1 })];
    await use(one);
    clock.jump(-3_600_000);
    expect(await two.take()).toMatchObject({ granted: false, waitMs: 1000 });
    await clock.run(1000);
    await use(two);
  });

  test('forward and back again leaves no slot in the future', async () => {
    const { open, clock } = share();
    const store = open({ limit: 1 });
    clock.jump(3_600_000);
    await use(store);
    clock.jump(-3_600_000);
    expect(await store.take()).toMatchObject({ granted: false, waitMs: 1000 });
    await clock.run(1000);
    await use(store);
  });
});

describe('the file', () => {
  test.skipIf(process.platform === 'win32')('is for its owner alone, whatever the mask', () => {
    const { file, open } = share();
    const mask = process.umask(0);
    try {
      open();
    } finally {
      process.umask(mask);
    }
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(dirname(file)).mode & 0o777).toString(8)).toBe('700');
  });

  test('is replaced where it is something else, and then nobody sends for a window', async () => {
    const { file, clock, open } = share();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'no database at all, but long enough to look at\n'.repeat(100));
    const [one, two] = [open(), open()];
    for (const store of [one, two])
      expect(await store.take()).toMatchObject({ granted: false, waitMs: 1000 });
    await clock.run(1000);
    await use(one);
    await use(two);
  });

  test('of another program or layout is replaced', async () => {
    const { file, open } = share();
    mkdirSync(dirname(file), { recursive: true });
    const foreign = openConnection(file, { busyTimeoutMs: 0 });
    foreign.execute('CREATE TABLE theirs (id INTEGER); PRAGMA user_version = 7');
    foreign.close();
    expect(await open().take()).toMatchObject({ granted: false });
  });

  test('that is damaged while it is open is replaced; all who use it meet in the new one', async () => {
    const { file, clock, open } = share();
    const [one, two] = [open(), open()];
    await use(one);
    writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 100), Buffer.alloc(20_000, 7)]));
    for (const store of [one, two])
      expect(await store.take()).toMatchObject({ granted: false, waitMs: 1000 });
    await clock.run(1000);
    await use(one);
    await use(two);
    expect(await one.state()).toMatchObject({ used: 2 });
  });

  test('that is removed while it is open is made again, with nothing left to spend', async () => {
    const { file, open } = share();
    const [one, two] = [open(), open()];
    await use(one);
    rmSync(file);
    expect(await two.take()).toMatchObject({ granted: false, waitMs: 1000 });
    expect(existsSync(file)).toBe(true);
    expect(await one.take()).toMatchObject({ granted: false, waitMs: 1000 });
  });

  test('that cannot be made is an error with cures', () => {
    const { file } = share();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    expect(() => openSqliteBudget({ file: `${file}/inside/key.db` })).toThrow(
      expect.objectContaining({
        code: 'STORAGE',
        message: expect.stringContaining('key.db') as string,
        hint: expect.stringMatching(/PSAKIT_STATE_DIR.*--budget off/) as string,
      }),
    );
  });

  test('that another process keeps locked is an error that may pass', async () => {
    const { file, open } = share();
    const store = open({ busyTimeoutMs: 1 });
    const holder = openConnection(file, { busyTimeoutMs: 0 });
    holder.execute('BEGIN IMMEDIATE');
    await expect(store.take()).rejects.toMatchObject({ code: 'STORAGE', retryable: true });
    holder.execute('ROLLBACK');
    holder.close();
    await use(store);
  });
});

test.each([{ limit: 0 }, { limit: Infinity }, { limit: 1.5 }, { windowMs: -1 }, { leaseMs: NaN }])(
  '%j is refused',
  (options) => {
    expect(() => share().open(options)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  },
);

test('the queue of psakit/budget runs on it', async () => {
  const { clock, open } = share();
  const budget = createBudget({ clock, store: open() });
  const granted: number[] = [];
  const start = clock.now();
  const all = Promise.all(
    Array.from({ length: 5 }, async () => {
      (await budget.acquire()).settle();
      granted.push(clock.now() - start);
    }),
  );
  await clock.run(10_000, all);
  await all;
  expect(granted).toEqual([0, 0, 1000, 1000, 2000]);
  expect(await budget.state()).toMatchObject({ limit: 2, used: 1, waiting: 0 });
});

test.each([
  [{}, /needs a file/],
  [{ file: ' ' }, /needs a file/],
  [{ file: 5 }, /needs a file.*not 5/],
  [undefined, /options as an object/],
  [{ file: 'x.db', limt: 5 }, /no option "limt"/],
])('options that cannot be used are told: %j', (options, said) => {
  expect(() => openSqliteBudget(options as never)).toThrow(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(said) as unknown,
      hint: expect.stringMatching(/./) as unknown,
    }),
  );
});
