import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from './testing/call.js';

async function withTickets(): Promise<TestApi> {
  const api = await createTestApi();
  await api.put(
    'service/tickets',
    Array.from({ length: 60 }, (_, index) => ({
      id: index + 1,
      summary: `Ticket number ${index + 1}`,
      board: { id: 1, name: 'Help Desk', _info: { board_href: '/service/boards/1' } },
      status: { id: (index % 3) + 1, name: ['New', 'Open', 'Closed'][index % 3] },
      closedFlag: index % 3 === 2,
      _info: { lastUpdated: '2024-01-01T00:00:00Z', notes_href: `/service/tickets/${index + 1}/notes` },
    })),
  );
  return api;
}

describe('reading', () => {
  test('a collection, a record and a count', async () => {
    const api = await withTickets();
    const list = await api.get('/service/tickets');
    expect(list.status).toBe(200);
    expect(list.json).toHaveLength(25);
    const item = await api.get('/service/tickets/7');
    expect(item.json).toMatchObject({ id: 7, summary: 'Ticket number 7' });
    const count = await api.get('/service/tickets/count');
    expect(count.text).toBe('{"count":60}');
  });
});
