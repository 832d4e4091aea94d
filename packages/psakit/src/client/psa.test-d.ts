// Read by the compiler only: what a program may write against the client, and what it may not.
import type { Collection, JsonRecord, ListRequest, Page, Psa } from './index.js';

declare const psa: Psa;

export async function typedChains(): Promise<readonly unknown[]> {
  const page = await psa.service.tickets.list({
    where: (t) => t.status.name.eq('New').and(t.priority.id.lte(2)),
  });
  const summary: string | null | undefined = page.items[0]?.summary;
  await psa.service.tickets.count({ where: (t) => t._info.lastUpdated.gte(new Date()) });
  const notes = await psa.service.tickets(54321).notes.list().all();
  const text: string | null | undefined = notes[0]?.text;
  const count: number = await psa.service.tickets.count({ where: 'closedFlag = false' });
  const name: string | null | undefined = (await psa.service.boards(3).statuses.get(17)).name;
  const collection: Collection<JsonRecord> = psa.collection('tickets');
  const request: ListRequest<JsonRecord> = collection.list();
  const next: Page<JsonRecord> | undefined = await (await request).next();
  return [summary, text, count, name, next];
}

export function refused(): readonly unknown[] {
  return [
    // @ts-expect-error -- there is no such module
    psa.servce,
    // @ts-expect-error -- notes lie below one ticket
    psa.service.tickets.notes,
    // @ts-expect-error -- a priority id is a number
    psa.service.tickets.list({ where: (t) => t.priority.id.lte('2') }),
    // @ts-expect-error -- there is no such option
    psa.service.tickets.list({ wehre: 'id = 1' }),
  ];
}
