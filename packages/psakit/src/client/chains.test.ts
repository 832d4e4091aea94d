import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createTestPsa } from './testing/create-psa.js';
import { json } from './testing/scripted-fetch.js';

/** A chain as JavaScript sees it, where nothing is typed. */
type Loose = Record<string, never> & ((...args: unknown[]) => Loose);

function setUp(): { psa: ReturnType<typeof createTestPsa>['psa']; loose: Loose; paths: string[] } {
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
  return { psa, loose: psa as unknown as Loose, paths };
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
    const { list } = tickets;
    await list();
    await tickets.list();
    expect(paths).toHaveLength(2);
  });

  test.each<[(psa: Loose) => unknown, string, string]>([
    [(psa) => psa['servce'], 'psa has no servce.', 'Did you mean "service"?'],
    [(psa) => psa['service']?.['ticket'], 'psa.service has no ticket.', '"tickets"'],
    [(psa) => psa['service']?.['Tickets'], 'psa.service has no Tickets.', 'Did you mean "tickets"'],
    [
      (psa) => psa['service']?.['tickets']['notes'],
      'psa.service.tickets has no notes.',
      'psa.service.tickets(id).notes',
    ],
    [(psa) => psa['service']?.['tickets'](5)['note'], 'psa.service.tickets(5) has no note.', '"notes"'],
    [(psa) => psa['service']?.['list'], 'psa.service has no list.', ''],
    [(psa) => psa['service']?.(5), 'psa.service takes no id and is no function.', 'psa.request'],
  ])('an unknown step throws UNKNOWN_PATH with the nearest names: %#', (walk, message, hint) => {
    expect(() => walk(setUp().loose)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PATH', message, hint: expect.stringContaining(hint) }),
    );
  });

  test.each([[undefined], [null], [{}], [{ id: 5 }]])('%j is no id', (id) => {
    expect(() => setUp().loose['service']?.['tickets'](id)).toThrow(
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
    const { psa, loose } = setUp();
    expect(typeof (await Promise.resolve(psa.service.tickets))).toBe('function');
    for (const place of [loose, loose['service'], loose['service']?.['tickets']] as unknown[]) {
      const value = place as Record<string | symbol, unknown>;
      expect(value['then']).toBeUndefined();
      expect(value['toJSON']).toBeUndefined();
      expect(value[Symbol.iterator]).toBeUndefined();
    }
    expect(JSON.stringify({ psa, tickets: psa.service.tickets })).toBe('{"psa":{}}');
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
  const walk = (place: object, depth: number): void => {
    for (const key of Object.keys(place)) {
      const next: unknown = Reflect.get(place, key);
      expect(typeof next).toBe('function');
      steps += 1;
      if (depth < 4 && !['list', 'get', 'count'].includes(key)) walk(next as object, depth + 1);
    }
  };
  walk(psa, 0);
  expect(steps).toBeGreaterThan(500);
});
