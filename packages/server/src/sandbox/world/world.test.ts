import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallWorld } from '../testing/small-world.js';
import { createWorld, type WorldOptions } from './index.js';

function hashOf(options: WorldOptions, records = Infinity): string {
  const hash = createHash('sha256');
  let count = 0;
  for (const record of createWorld(options)) {
    if (count++ >= records) break;
    hash.update(JSON.stringify(record));
  }
  return hash.digest('hex');
}

const world = smallWorld();
const tickets = world.of('service/tickets');

test('the same seed makes the same world, another seed another', () => {
  const first = hashOf({ seed: 1, size: 'small' });
  expect(hashOf({ seed: 1, size: 'small' })).toBe(first);
  expect(hashOf({ seed: 2, size: 'small' })).not.toBe(first);
});

test('the small world has 2,000 tickets', () => {
  expect(tickets.length + world.of('project/tickets').length).toBe(2_000);
});

test('the large world comes one record at a time: its first ones are there at once', () => {
  expect(hashOf({ seed: 1, size: 'large' }, 20_000)).toBe(hashOf({ seed: 1, size: 'large' }, 20_000));
});

test('any seed makes a world whose first company is the provider itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
      for (const { resource, record } of createWorld({ seed, size: 'small' })) {
        if (resource !== 'company/companies') continue;
        expect([record['id'], record['identifier']]).toEqual([2, 'NorthwindIT']);
        return;
      }
    }),
    { numRuns: 20 },
  );
});

test.each([1, 2, 3, 4_294_967_295])('the demo has at least six pages of 50 to show (seed %i)', (seed) => {
  let found = 0;
  for (const { resource, record } of createWorld({ seed, size: 'small' })) {
    if (resource !== 'service/tickets' || record['closedFlag'] === true) continue;
    if ((record['priority'] as { id: number }).id <= 2) found++;
  }
  expect(found).toBeGreaterThan(275);
});

test('there is something to find: new urgent tickets, vpn, email and printers, every custom field', () => {
  const count = (test: (ticket: Readonly<Record<string, unknown>>) => boolean): number =>
    tickets.filter(test).length;
  const nameOf = (value: unknown): string => (value as { name: string }).name;
  expect(
    count((each) => nameOf(each['status']) === 'New' && (each['priority'] as { id: number }).id <= 2),
  ).toBeGreaterThan(50);
  for (const word of ['vpn', 'email', 'printer']) {
    expect(count((each) => String(each['summary']).toLowerCase().includes(word))).toBeGreaterThan(10);
  }
  const set = new Set(
    tickets.flatMap((each) =>
      (each['customFields'] as { caption: string; value: unknown }[])
        .filter((field) => field.value !== null)
        .map((field) => field.caption),
    ),
  );
  expect([...set].sort()).toEqual(['Custom Field 1', 'Customer Impact', 'Outage ID', 'VIP']);
});

test('an open ticket tells its next goal', () => {
  const open = tickets.find((ticket) => ticket['closedFlag'] === false);
  expect(open?.['slaStatus']).toMatch(
    /^(Respond|Resolve) by [A-Z][a-z]{2} \d\d\/\d\d \d\d:\d\d [AP]M UTC-0[45]$/,
  );
});

test('names are not only plain letters', () => {
  const names = world.of('company/companies').map((company) => String(company['name']));
  expect(names).toEqual(
    expect.arrayContaining(['Müller GmbH', "O'Brien & Sons", 'The "Inner Harbor" Group, LLC']),
  );
});
