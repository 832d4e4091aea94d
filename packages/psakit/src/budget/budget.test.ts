import { describe, expect, test } from 'vitest';
import { FakeClock, settled } from '../core/testing/fake-clock.js';
import {
  createBudget,
  type Budget,
  type BudgetOptions,
  type BudgetStore,
  type Lease,
  type Wait,
} from './index.js';

function setUp(options: BudgetOptions = {}): { budget: Budget; clock: FakeClock } {
  const clock = new FakeClock();
  return { budget: createBudget({ clock, concurrency: 100, ...options }), clock };
}

/** Asks for slots and notes the order in which they are granted. */
async function ask(budget: Budget, names: readonly string[], granted: string[]): Promise<void> {
  for (const name of names) {
    const lane = name.startsWith('b') ? 'bulk' : 'interactive';
    void budget.acquire({ lane }).then((lease) => {
      granted.push(name);
      lease.settle();
    });
  }
  await settled();
}

describe('the sliding log', () => {
  test('allows 60 in any 60 seconds unless told otherwise', async () => {
    const { budget, clock } = setUp();
    const granted: string[] = [];
    await ask(
      budget,
      Array.from({ length: 61 }, (_, index) => `i${index}`),
      granted,
    );
    expect(granted).toHaveLength(60);
    expect(await budget.state()).toEqual({
      limit: 60,
      used: 60,
      remaining: 0,
      waiting: 1,
      reason: 'limit',
      resetMs: 60_000,
    });
    await clock.advance(59_999);
    expect(granted).toHaveLength(60);
    await clock.advance(1);
    expect(granted).toHaveLength(61);
  });

  test('a slot comes back one window after the answer, not after the start', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 1000 });
    const first = await budget.acquire();
    const second = budget.acquire();
    await clock.advance(5000);
    first.settle();
    expect((await budget.state()).resetMs).toBe(1000);
    await clock.advance(999);
    expect((await budget.state()).waiting).toBe(1);
    await clock.advance(1);
    (await second).settle();
  });

  test('a request that was never sent gives its slot back at once', async () => {
    const { budget } = setUp({ limit: 1 });
    (await budget.acquire()).cancel();
    (await budget.acquire()).cancel();
    expect((await budget.state()).used).toBe(0);
  });

  test('a lease that is settled twice counts once', async () => {
    const { budget } = setUp({ limit: 5 });
    const lease = await budget.acquire();
    lease.settle();
    lease.settle({ blockedMs: 1000 });
    lease.cancel();
    expect(await budget.state()).toMatchObject({ used: 1, remaining: 4 });
  });

  test('a clock that is set back does not hold slots for as long', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 1000 });
    (await budget.acquire()).settle();
    clock.set(clock.now() - 3_600_000);
    expect((await budget.state()).resetMs).toBe(1000);
    await clock.advance(1000);
    expect((await budget.state()).used).toBe(0);
  });

  test('nor does one that is set forward let more through', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 1000 });
    (await budget.acquire()).settle();
    clock.set(clock.now() + 3_600_000);
    expect(await budget.state()).toMatchObject({ used: 1, resetMs: 1000 });
    await clock.advance(1000);
    expect((await budget.state()).used).toBe(0);
  });

  test('without a limit nobody waits', async () => {
    const { budget } = setUp({ limit: Infinity });
    const granted: string[] = [];
    await ask(
      budget,
      Array.from({ length: 1000 }, (_, index) => `i${index}`),
      granted,
    );
    expect(granted).toHaveLength(1000);
    expect(await budget.state()).toMatchObject({ limit: Infinity, remaining: Infinity });
  });

  test.each([{ limit: 0 }, { limit: NaN }, { windowMs: -1 }, { concurrency: 0 }])(
    '%j is refused',
    (options) => {
      expect(() => createBudget(options)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    },
  );
});

describe('lanes', () => {
  test('interactive goes before bulk, and each lane in order', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 10 });
    const granted: string[] = [];
    (await budget.acquire()).settle();
    await ask(budget, ['b1', 'b2', 'i1', 'i2'], granted);
    await clock.advance(100);
    expect(granted).toEqual(['i1', 'i2', 'b1', 'b2']);
  });

  test('a request that is sent again goes first', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 10 });
    const granted: string[] = [];
    (await budget.acquire()).settle();
    await ask(budget, ['i1'], granted);
    void budget.acquire({ again: true }).then((lease) => {
      granted.push('again');
      lease.settle();
    });
    await clock.advance(100);
    expect(granted).toEqual(['again', 'i1']);
  });

  test('neither lane starves: after four interactive ones a bulk request goes', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 10 });
    const granted: string[] = [];
    (await budget.acquire()).settle();
    await ask(budget, ['b1', 'b2', ...Array.from({ length: 10 }, (_, index) => `i${index}`)], granted);
    await clock.advance(200);
    expect(granted.indexOf('b1')).toBe(4);
    expect(granted.indexOf('b2')).toBe(9);
  });
});

describe('concurrency', () => {
  test('at most four are in flight unless told otherwise', async () => {
    const budget = createBudget({ clock: new FakeClock() });
    const leases: Lease[] = [];
    for (let index = 0; index < 6; index++) void budget.acquire().then((lease) => leases.push(lease));
    await settled();
    expect(leases).toHaveLength(4);
    leases[0]?.settle();
    await settled();
    expect(leases).toHaveLength(5);
  });
});

describe('what the server says', () => {
  test('after a 429 nobody sends until it is over, and then one goes alone', async () => {
    const { budget, clock } = setUp();
    const refused = await budget.acquire();
    const early = await budget.acquire();
    refused.settle({ blockedMs: 30_000 });
    // This one was sent before the refusal: it says nothing about what comes after.
    early.settle();
    const granted: Lease[] = [];
    for (let index = 0; index < 10; index++) void budget.acquire().then((lease) => granted.push(lease));
    await clock.advance(29_999);
    expect(granted).toHaveLength(0);
    expect(await budget.state()).toMatchObject({ remaining: 0, resetMs: 1, waiting: 10 });
    await clock.advance(1);
    expect(granted).toHaveLength(1);
    granted[0]?.settle();
    await settled();
    expect(granted).toHaveLength(10);
  });

  test('one refusal never becomes many: only what was in flight can meet it', async () => {
    const { budget, clock } = setUp({ concurrency: 4 });
    const openAt = clock.now() + 30_000;
    let refusals = 0;
    let served = 0;
    const send = async (): Promise<void> => {
      for (let again = false; ; again = true) {
        const lease = await budget.acquire({ again });
        await clock.sleep(100);
        if (clock.now() >= openAt) {
          served += 1;
          lease.settle();
          return;
        }
        refusals += 1;
        lease.settle({ blockedMs: openAt - clock.now() });
      }
    };
    await clock.runUntil(Promise.all(Array.from({ length: 20 }, send)));
    expect({ refusals, served }).toEqual({ refusals: 4, served: 20 });
  });

  test('a smaller limit is adopted, a larger one is not', async () => {
    const { budget } = setUp({ limit: 60 });
    (await budget.acquire()).settle({ limit: 10, remaining: 9 });
    expect((await budget.state()).limit).toBe(10);
    (await budget.acquire()).settle({ limit: 1000, remaining: 990 });
    expect((await budget.state()).limit).toBe(60);
  });

  test('slots that others use are counted until the server counts anew', async () => {
    const { budget, clock } = setUp({ limit: 60 });
    (await budget.acquire()).settle({ limit: 60, remaining: 19, resetMs: 12_000 });
    expect(await budget.state()).toMatchObject({ used: 41, remaining: 19, resetMs: 12_000 });
    await clock.advance(12_000);
    expect(await budget.state()).toMatchObject({ used: 1, remaining: 59 });
  });

  test('our own requests in flight are not taken for those of others', async () => {
    const { budget } = setUp({ limit: 60 });
    const [first] = [await budget.acquire(), await budget.acquire(), await budget.acquire()];
    first.settle({ limit: 60, remaining: 57, resetMs: 60_000 });
    expect((await budget.state()).used).toBe(3);
  });
});

describe('who waits', () => {
  test('is told why and for how long, and again when the reason changes', async () => {
    const { budget, clock } = setUp({ limit: 2, windowMs: 1000, concurrency: 1 });
    const waits: Wait[] = [];
    const first = await budget.acquire();
    const second = budget.acquire({
      onWait: (wait) => {
        waits.push(wait);
      },
    });
    const third = budget.acquire();
    expect(waits).toEqual([{ reason: 'concurrency', waitMs: 0, ahead: 0 }]);
    expect((await budget.state()).reason).toBe('concurrency');
    first.settle({ blockedMs: 300 });
    await settled();
    expect(waits[1]).toEqual({ reason: 'refused', waitMs: 300, ahead: 0 });
    expect((await budget.state()).reason).toBe('refused');
    await clock.advance(300);
    (await second).settle();
    await settled();
    expect(await budget.state()).toMatchObject({ waiting: 1, reason: 'limit', resetMs: 700 });
    await clock.advance(700);
    (await third).settle();
    expect(await budget.state()).not.toHaveProperty('reason');
  });

  test('gives up at once where the turn comes too late, and only then', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 1000 });
    (await budget.acquire()).settle();
    await expect(budget.acquire({ maxWaitMs: 999 })).rejects.toMatchObject({
      code: 'TIMEOUT',
      message:
        'The request was not sent: the limit of requests is used up for another 1 s, and it may wait no longer than 1 s.',
      retryable: true,
    });
    (await clock.runUntil(budget.acquire({ maxWaitMs: 1000 }))).settle({ blockedMs: 60_000 });
    await expect(budget.acquire({ maxWaitMs: 59_000 })).rejects.toMatchObject({
      message: expect.stringContaining('the server asked for silence (429) for another 60 s'),
    });
    expect(clock.sleeping).toBe(0);
  });

  test('and throws when it is told, takes no turn and stops nobody', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 1000 });
    (await budget.acquire()).settle();
    const broken = budget.acquire({
      onWait: () => {
        throw new TypeError('no screen');
      },
    });
    const other = budget.acquire();
    await expect(broken).rejects.toThrow('no screen');
    (await clock.runUntil(other)).settle();
    expect((await budget.state()).used).toBe(1);
  });
});

describe('giving up', () => {
  test('before and while waiting rejects with ABORTED, and leaves no timer behind', async () => {
    const { budget, clock } = setUp({ limit: 1 });
    (await budget.acquire()).settle();
    await expect(budget.acquire({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    const control = new AbortController();
    const waiting = budget.acquire({ signal: control.signal });
    await settled();
    expect(clock.sleeping).toBe(1);
    control.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    await settled();
    expect(clock.sleeping).toBe(0);
    expect((await budget.state()).waiting).toBe(0);
  });

  test('the others keep their turn', async () => {
    const { budget, clock } = setUp({ limit: 1, windowMs: 100 });
    (await budget.acquire()).settle();
    const control = new AbortController();
    const first = budget.acquire({ signal: control.signal });
    const second = budget.acquire();
    control.abort();
    await expect(first).rejects.toMatchObject({ code: 'ABORTED' });
    (await clock.runUntil(second)).settle();
  });
});

test('a store that fails refuses the request whose turn it is, and goes on', async () => {
  let failures = 1;
  const store: BudgetStore = {
    take: () =>
      failures-- > 0 ? Promise.reject(new Error('disk full')) : Promise.resolve({ granted: true, slot: 1 }),
    settle: () => Promise.reject(new Error('disk full')),
    cancel: () => Promise.resolve(),
    state: () => Promise.resolve({ limit: 1, used: 0, remaining: 1, resetMs: 0 }),
  };
  const { budget } = setUp({ store });
  await expect(budget.acquire()).rejects.toThrow('disk full');
  (await budget.acquire()).settle();
});
