import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { resources } from '../catalog/index.js';
import { createTestPsa } from './testing/create-psa.js';
import { json } from './testing/scripted-fetch.js';

/** Takes steps as JavaScript does, where nothing is typed: a name is a property, a list a call. */
function walk(start: unknown, steps: readonly (string | readonly unknown[])[]): unknown {
  return steps.reduce<unknown>((place, next) => {
    if (typeof next === 'string') return Reflect.get(place as object, next);
    return (place as (...args: readonly unknown[]) => unknown)(...next);
  }, start);
}

function setUp(): { psa: ReturnType<typeof createTestPsa>['psa']; paths: string[] } {
  const paths: string[] = [];
  const { psa } = createTestPsa({
    fetch: (url) => {
      const { pathname } = new URL(url);
      paths.push(pathname.replace('/v4_6_release/apis/3.0', ''));
      return Promise.resolve(
        json(pathname.endsWith('/count') ? { count: 3 } : /\d$/.test(pathname) ? { id: 5 } : []),
      );
    },
  });
  return { psa, paths };
}

describe('chains', () => {
  test('mirror the path', async () => {
    const { psa, paths } = setUp();
    await psa.service.tickets.list();
    await psa.service.tickets.get(54321);
    await psa.service.tickets(54321).notes.list();
    await psa.service.boards(3).statuses.get(17);
    expect(await psa.service.tickets.count()).toBe(3);
    await psa.service.tickets.info.list();
    expect(paths).toEqual([
      '/service/tickets',
      '/service/tickets/54321',
      '/service/tickets/54321/notes',
      '/service/boards/3/statuses/17',
      '/service/tickets/count',
      '/service/tickets/info',
    ]);
  });

  test('can be kept in a variable, and their verbs too', async () => {
    const { psa, paths } = setUp();
    const { tickets } = psa.service;
    const list = walk(tickets, ['list']);
    await walk(list, [[]]);
    await tickets.list();
    expect(paths).toHaveLength(2);
  });

  test.each([
    [['servce'], 'psa has no servce.', 'Did you mean "service"?'],
    [['service', 'ticket'], 'psa.service has no ticket.', '"tickets"'],
    [['service', 'Tickets'], 'psa.service has no Tickets.', 'Did you mean "tickets"'],
    [['service', 'tickets', 'notes'], 'psa.service.tickets has no notes.', 'psa.service.tickets(id).notes'],
    [['service', 'tickets', [5], 'note'], 'psa.service.tickets(5) has no note.', '"notes"'],
    [['service', 'list'], 'psa.service has no list.', ''],
    [['service', [5]], 'psa.service takes no id and is no function.', 'psa.request'],
  ])('an unknown step throws UNKNOWN_PATH with the nearest names: %j', (steps, message, hint) => {
    expect(() => walk(setUp().psa, steps)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PATH', message, hint: expect.stringContaining(hint) }),
    );
  });

  test.each([[undefined], [null], [{}], [{ id: 5 }]])('%j is no id', (id) => {
    expect(() => walk(setUp().psa, ['service', 'tickets', [id]])).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        hint: expect.stringContaining('psa.service.tickets(54321)'),
      }),
    );
  });

  test('an id that is no path segment is refused', async () => {
    const { psa, paths } = setUp();
    expect(() => psa.service.tickets(NaN)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    await expect(psa.service.tickets.get(1.5)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(paths).toEqual([]);
  });
});

describe('to the language, a chain looks like an ordinary value', () => {
  test('await, JSON and symbols find nothing', async () => {
    const { psa } = setUp();
    expect(typeof (await Promise.resolve(psa.service.tickets))).toBe('function');
    for (const place of [psa, psa.service, psa.service.tickets]) {
      for (const name of ['then', 'toJSON', Symbol.iterator, Symbol.toPrimitive]) {
        expect(Reflect.get(place, name)).toBeUndefined();
      }
    }
    expect(JSON.stringify({ psa, tickets: psa.service.tickets })).toBe('{"psa":{}}');
  });

  test('in a text, a chain reads as it was written', () => {
    const { psa } = setUp();
    const text = (chain: unknown): string => [chain].join();
    expect(text(psa.service.tickets)).toBe('psa.service.tickets');
    expect(text(psa.service.tickets(5).notes)).toBe('psa.service.tickets(5).notes');
  });

  test('in, keys and inspect show what is there', () => {
    const { psa } = setUp();
    expect('service' in psa).toBe(true);
    expect('budget' in psa).toBe(true);
    expect('servce' in psa).toBe(false);
    expect(Object.keys(psa)).toContain('finance');
    expect('notes' in psa.service.tickets(5)).toBe(true);
    expect('notes' in psa.service.tickets).toBe(false);
    expect(Object.keys(psa.service.tickets).slice(0, 3)).toEqual(['list', 'get', 'count']);
    expect(Object.keys(psa.service.boards(3))).toContain('statuses');
    expect(inspect(psa)).toBe('Psa { https://psa.example/v4_6_release/apis/3.0 }');
    expect(inspect(psa.service.tickets)).toMatch(/^psa\.service\.tickets \{ list, get, count, /);
    expect(inspect({ at: psa.service.tickets(5) })).toContain('psa.service.tickets(5) { ');
  });
});

test('every step of the catalog can be taken', () => {
  const { psa } = setUp();
  let steps = 0;
  const visit = (place: object, depth: number): void => {
    for (const key of Object.keys(place)) {
      const next: unknown = Reflect.get(place, key);
      expect(typeof next).toBe('function');
      steps += 1;
      if (depth < 4 && !['list', 'get', 'count'].includes(key)) visit(next as object, depth + 1);
    }
  };
  visit(psa, 0);
  expect(steps).toBeGreaterThan(500);
});

test('every collection of the catalog ends a chain, but for those named like a verb', () => {
  const { psa } = setUp();
  for (const { path } of resources()) {
    // `usages/list`: as a chain this lists the usages; psa.collection reaches it.
    if (path.endsWith('/usages/list')) continue;
    const steps = path
      .split('/')
      .slice(1)
      .map((segment) => (segment.startsWith('{') ? [1] : segment));
    expect(Object.keys(walk(psa, steps) as object), path).toEqual(
      expect.arrayContaining(['list', 'get', 'count']),
    );
  }
});
