// Read by the compiler only: what a program may write against the client, and what it may not.
import type { Psa } from './index.js';
import type { Collection, JsonRecord, ListRequest, Page } from './index.js';

declare const psa: Psa;
declare function expectType<T>(value: T): void;

export async function typedChains(): Promise<void> {
  const page = await psa.service.tickets.list({
    where: (t) => t.status.name.eq('New').and(t.priority.id.lte(2)),
  });
  expectType<string | null | undefined>(page.items[0]?.summary);
  expectType<boolean>(page.hasMore);
  for await (const note of psa.service.tickets(54321).notes.list())
    expectType<string | null | undefined>(note.text);
  expectType<number>(await psa.service.tickets.count({ where: 'closedFlag = false' }));
  const status = await psa.service.boards(3).statuses.get(17);
  expectType<string | null | undefined>(status.name);
  expectType<Collection<JsonRecord>>(psa.collection('tickets'));
  expectType<ListRequest<JsonRecord>>(psa.collection('tickets').list());
  expectType<Promise<Page<JsonRecord> | undefined>>((await psa.collection('tickets').list()).next());
}

export function refused(): void {
  // @ts-expect-error -- there is no such module
  void psa.servce;
  // @ts-expect-error -- notes lie below one ticket
  void psa.service.tickets.notes;
  // @ts-expect-error -- a field that no ticket has
  psa.service.tickets.list({ where: (t) => t.sumary.eq('x') });
  // @ts-expect-error -- a priority id is a number
  psa.service.tickets.list({ where: (t) => t.priority.id.lte('2') });
  // @ts-expect-error -- one option too many
  psa.service.tickets.list({ wehre: 'id = 1' });
}
