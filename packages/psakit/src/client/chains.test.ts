import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { resources, type Ticket } from '../catalog/index.js';
import { Psa, type ListRequest, type Report } from './index.js';
import { createTestPsa, KEYS } from './testing/create-psa.js';
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
    [
      ['system', 'audittrail', 'delete'],
      'psa.system.audittrail has no delete: the API has no DELETE there.',
      '',
    ],
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
    const verbs = ['list', 'get', 'count', 'create', 'update', 'replace', 'patch', 'delete'];
    expect(Object.keys(psa.service.tickets).slice(0, verbs.length)).toEqual(verbs);
    expect(Object.keys(psa.system.audittrail).some((name) => verbs.slice(3).includes(name))).toBe(false);
    expect(inspect(psa)).toBe('Psa { https://psa.example/v4_6_release/apis/3.0 }');
    expect(inspect(psa.service.tickets)).toMatch(/^psa\.service\.tickets \{ list, get, count, /);
    expect(inspect({ at: psa.service.tickets(5) })).toContain('psa.service.tickets(5) { ');
  });
});

describe('a class that extends Psa', () => {
  class OurPsa extends Psa {
    static made = 0;
    readonly label = 'ours';
    #asked = 0;

    constructor() {
      super({ ...KEYS, site: 'psa.example', env: {} });
      OurPsa.made += 1;
    }

    get asked(): number {
      return this.#asked;
    }

    set asked(count: number) {
      this.#asked = count;
    }

    openTickets(): ListRequest<Ticket> {
      this.#asked += 1;
      return this.service.tickets.list({ where: 'closedFlag = false' });
    }

    override report(name: string): Report {
      this.#asked += 1;
      return super.report(name);
    }
  }

  class Deeper extends OurPsa {
    readonly #prefix = 'for ';
    readonly whom = (): string => this.#prefix + this.label;
    toJSON(): unknown {
      return this.whom();
    }
  }

  test('has its own members, private ones too, beside the chains', () => {
    const psa = new Deeper();
    expect(inspect(psa.openTickets())).toContain('service/tickets, where: closedFlag = false');
    psa.report('Service');
    expect(psa.asked).toBe(2);
    psa.asked = 7;
    expect([psa.asked, psa.label, psa.whom(), OurPsa.made]).toEqual([7, 'ours', 'for ours', 1]);
    expect(psa).toBeInstanceOf(Psa);
    expect(psa).toBeInstanceOf(OurPsa);
    expect(psa.constructor).toBe(Deeper);
    expect('openTickets' in psa && 'label' in psa && 'service' in psa).toBe(true);
    expect(() => walk(psa, ['opentickets'])).toThrow(expect.objectContaining({ code: 'UNKNOWN_PATH' }));
  });

  test('goes before a chain of the same name', () => {
    class Own extends Psa {}
    const psa = new Own({ ...KEYS, env: {} });
    Object.defineProperty(psa, 'company', { value: 'mine', enumerable: true, configurable: true });
    expect([psa.company, Object.keys(psa).filter((key) => key === 'company')]).toEqual(['mine', ['company']]);
  });

  test.each([() => new Deeper(), () => Object.freeze(new Deeper()), () => createTestPsa().psa])(
    'is an ordinary value that shows no secret: %#',
    async (make) => {
      const psa = make();
      expect(await Promise.resolve(psa)).toBe(psa);
      const all = [
        inspect(psa),
        inspect(psa, { showHidden: true, showProxy: true, depth: 9 }),
        JSON.stringify({ psa }),
        [psa as unknown].join(),
        Object.prototype.toString.call(psa),
        String(Object.keys(Object.assign({}, psa))),
      ].join();
      for (const secret of [KEYS.privateKey, KEYS.publicKey, KEYS.clientId])
        expect(all).not.toContain(secret);
      expect(Number(psa)).toBeNaN();
      expect(() => structuredClone(psa)).toThrow();
    },
  );
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

test('every collection of the catalog ends a chain', () => {
  const { psa } = setUp();
  for (const { path, verbs } of resources()) {
    const steps = path
      .split('/')
      .slice(1)
      .map((segment) => (segment.startsWith('{') ? [1] : segment));
    const keys = Object.keys(walk(psa, steps) as object);
    expect(keys, path).toEqual(expect.arrayContaining(['count', ...verbs]));
  }
});

describe('operations that are no verb of a collection', () => {
  test('are named where a verb is tried in their place', () => {
    const { psa } = setUp();
    const { documents } = psa.system as unknown as { documents: { create: unknown } };
    const hint = expect.stringMatching(/system\.documents\.post\(.*psa\.documents\.upload/) as string;
    expect(() => documents.create).toThrow(expect.objectContaining({ code: 'UNKNOWN_PATH', hint }));
  });

  test('are functions where nothing lies below, and end in their method elsewhere', async () => {
    const { psa, paths } = setUp();
    await psa.service.tickets(5).copy();
    await psa.system.info.get();
    await psa.company.contacts.default({ query: { companyId: 3 } });
    await psa.system.members('jdoe').tokens();
    await psa.system.reports('Service').columns();
    expect(paths).toEqual([
      '/service/tickets/5/copy',
      '/system/info',
      '/company/contacts/default',
      '/system/members/jdoe/tokens',
      '/system/reports/Service/columns',
    ]);
  });

  test('a segment with the name of a verb: the verb leads on to it', async () => {
    const { psa, paths } = setUp();
    await psa.service.boards(3).usages.list();
    await psa.service.boards(3).usages.list.list();
    await psa.company.noteTypes.count();
    await psa.company.noteTypes.count.info();
    expect(paths).toEqual([
      '/service/boards/3/usages',
      '/service/boards/3/usages/list',
      '/company/noteTypes/count',
      '/company/noteTypes/count/info',
    ]);
  });

  test('those on the path of a whole collection say so', async () => {
    const { psa, paths } = setUp();
    await psa.procurement.purchaseorders(4).lineitems.deleteAll({ query: { id: 9 } });
    await psa.procurement.purchaseorders(4).lineitems.bulk.delete({ ids: [9] });
    expect(paths).toEqual([
      '/procurement/purchaseorders/4/lineitems',
      '/procurement/purchaseorders/4/lineitems/bulk',
    ]);
  });

  test('in, keys and inspect show them too', () => {
    const { psa } = setUp();
    const ticket = psa.service.tickets(5);
    expect('merge' in ticket).toBe(true);
    expect(Object.keys(ticket)).toEqual(expect.arrayContaining(['merge', 'attachChildren', 'notes']));
    expect(Object.keys(psa.company.configurations.bulk)).toEqual(['post', 'put', 'delete']);
    expect(inspect(psa.service.tickets(5).merge)).toBe(
      'psa.service.tickets(5).merge(body, options) { POST /service/tickets/{parentId}/merge }',
    );
    expect(inspect(psa.finance.invoices(9).pdf)).toBe(
      'psa.finance.invoices(9).pdf(options) { GET /finance/invoices/{id}/pdf }',
    );
    expect(String(psa.finance.invoices(9).pdf)).toBe('psa.finance.invoices(9).pdf');
  });

  test.each([
    [['service', 'tickets', [5], 'merg'], 'psa.service.tickets(5) has no merg.', '"merge"'],
    [['service', 'tickets', [5], 'merge', 'get'], 'psa.service.tickets(5).merge has no get.', ''],
    [['system', 'info', 'post'], 'psa.system.info has no post.', ''],
  ])('an unknown one throws UNKNOWN_PATH: %j', (steps, message, hint) => {
    expect(() => walk(setUp().psa, steps)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PATH', message, hint: expect.stringContaining(hint) }),
    );
  });
});
