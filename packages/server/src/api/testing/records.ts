import type { JsonRecord } from '../../store/index.js';
import type { TestApi } from './call.js';

const STATUSES = ['New', 'Open', 'Closed'];

/** `count` tickets from id 1, with statuses 1 to 3 in turn. */
export function tickets(count: number): JsonRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    const status = (index % 3) + 1;
    return {
      id,
      summary: `Ticket number ${id}`,
      board: { id: 1, name: 'Help Desk', _info: { board_href: '/service/boards/1' } },
      status: { id: status, name: STATUSES[index % 3] },
      closedFlag: status === 3,
      severity: 'Medium',
      _info: { lastUpdated: '2024-01-01T00:00:00Z', notes_href: `/service/tickets/${id}/notes` },
    };
  });
}

/** A board with its statuses, 60 tickets, notes on the first, a contact with its ways to be reached. */
export async function putSmallWorld(api: TestApi): Promise<void> {
  await api.put('service/boards', [{ id: 1, name: 'Help Desk' }]);
  await api.put(
    'service/boards/statuses',
    STATUSES.map((name, index) => ({ id: index + 1, name, boardId: 1 })),
    [1],
  );
  await api.put('service/tickets', tickets(60));
  await api.put(
    'service/tickets/notes',
    [
      { id: 1, ticketId: 1, text: 'Rebooted the printer', internalAnalysisFlag: true },
      { id: 2, ticketId: 1, text: 'An update of the driver', internalAnalysisFlag: false },
    ],
    [1],
  );
  await api.put('company/contacts', [
    {
      id: 9,
      firstName: 'Emma',
      communicationItems: [
        { id: 1, type: { id: 2, name: 'Work' }, value: 'emma@example.com', communicationType: 'Email' },
        { id: 2, type: { id: 3, name: 'Mobile' }, value: '555 0100', communicationType: 'Phone' },
      ],
      customFields: [{ id: 15, caption: 'Outage ID', type: 'Number', value: 5 }],
      _info: {
        lastUpdated: '2024-01-01T00:00:00Z',
        image_href: 'https://elsewhere.test/company/contacts/9/image',
      },
    },
  ]);
}
