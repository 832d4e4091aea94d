import { type ListRequest, type Psa, type PsaOptions } from 'psakit';
import { where } from 'psakit/conditions';
import { expect } from 'vitest';
import { useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

/** A client, and what it sent. */
function watched(options: PsaOptions = {}): { psa: Psa; sent: Sent[] } {
  const sent: Sent[] = [];
  const psa = world.client({
    fetch: (url, init) => {
      const body = typeof init.body === 'string' ? init.body : '';
      sent.push({ method: init.method ?? 'GET', url: new URL(url), body });
      return world.sandbox.fetch(url, init);
    },
    ...options,
  });
  return { psa, sent };
}

const namesOf = (sent: readonly Sent[]): string[] =>
  sent.map(({ method, url }) => `${method} ${url.pathname.replace(/^.*\/3\.0/, '')}`);

/** Ids of companies, and more that are none, so that no URL holds them all. */
async function manyIds(psa: Psa): Promise<number[]> {
  const companies = await psa.company.companies.list({ fields: ['id'] }).all();
  const known = companies.map(({ id }) => id);
  return [...known, ...Array.from({ length: 900 }, (_, index) => 900_000 + index)];
}

verifies('reads:url-length', async () => {
  const { psa, sent } = watched();
  const ids = await manyIds(psa);
  await psa.company.companies.list({ where: where`id in ${ids}` }).all();
  await psa.company.companies.count({ where: where`id in ${ids}` });
  await psa.service.tickets.list({ where: where`company/id in ${ids}`, limit: 5 });
  expect(Math.max(...sent.map(({ url }) => url.href.length))).toBeGreaterThan(1800);
  expect(Math.max(...sent.map(({ url }) => url.href.length))).toBeLessThanOrEqual(1950);
});

verifies('reads:search-for-long-filters', async () => {
  const { psa, sent } = watched();
  const ids = await manyIds(psa);
  sent.length = 0;
  const filter = where.all([where`company/id in ${ids}`, where`closedFlag = false`]);
  const found = await psa.service.tickets.list({ where: filter, fields: ['id'] }).all();
  expect(found).toEqual(
    await psa.service.tickets.list({ where: 'closedFlag = false', fields: ['id'] }).all(),
  );
  expect(namesOf(sent)[0]).toBe('POST /service/tickets/search');
  expect(sent[0]?.url.search).toBe('?fields=id&pageSize=1000&page=1');
  expect(Object.keys(JSON.parse(sent[0]?.body ?? '') as object)).toEqual(['conditions', 'orderBy']);
});

verifies('reads:search-pages', async () => {
  const { psa, sent } = watched();
  const ids = await manyIds(psa);
  sent.length = 0;
  const options = { where: where`company/id in ${ids}`, pageSize: 70, limit: 200 };
  const found = await psa.service.tickets.list(options).all();
  expect(found.map(({ id }) => id)).toEqual(
    (await psa.service.tickets.list({ limit: 200 }).all()).map(({ id }) => id),
  );
  expect(namesOf(sent).slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'POST /service/tickets/search'));
  expect(sent[1]?.body).toContain(`and id > ${found[69]?.id}"`);
  expect(sent[1]?.url.searchParams.get('page')).toBe('1');
});

verifies('reads:split-lists', async () => {
  const { psa } = watched();
  const ids = await manyIds(psa);
  for (const orderBy of [undefined, 'lastName desc', 'company/name, firstName']) {
    const whole = await psa.company.contacts.list({ where: 'company/id != null', orderBy, limit: 300 }).all();
    const { psa: other, sent } = watched();
    const parts = await other.company.contacts
      .list({ where: where`company/id in ${ids}`, orderBy, limit: 300 })
      .all();
    expect(sent.length).toBeGreaterThan(2);
    expect(parts).toEqual(whole);
  }
});

verifies('reads:parts-go-on', async () => {
  const { psa } = watched();
  const list = {
    where: where`company/id in ${await manyIds(psa)}`,
    orderBy: 'lastName desc',
    fields: ['id'] as const,
  };
  const whole = await psa.company.contacts.list(list).all();
  const first = await psa.company.contacts.list({ ...list, limit: 100 });
  expect(first.total).toBe(whole.length);
  const rest = await psa.company.contacts.list({ ...list, ...first.cursor }).all();
  expect([...first.items, ...rest]).toEqual(whole);
});

verifies('reads:search-listed', async () => {
  const sent: string[] = [];
  const { psa } = watched({
    fetch: async (url, init) => {
      const answer = await world.sandbox.fetch(url, init);
      if (sent.push(init.method ?? 'GET') > 1) return answer;
      throw new TypeError('connection reset');
    },
    // Pauses are over at once; the time that a try is allowed is not.
    clock: {
      now: () => 0,
      sleep: (ms) => (ms === 60_000 ? new Promise<void>(() => undefined) : Promise.resolve()),
    },
  });
  const options = { where: 'closedFlag = false', fields: ['id'] as const };
  const page = await psa.service.tickets.search({ ...options, limit: 7 });
  expect(sent).toEqual(['POST', 'POST']);
  const rest = await psa.service.tickets.search({ ...options, ...page.cursor, pageSize: 50 }).all();
  expect([...page.items, ...rest]).toEqual(await psa.service.tickets.list(options).all());
});

verifies('reads:split-counts', async () => {
  const { psa, sent } = watched();
  const ids = await manyIds(psa);
  const count = await psa.company.contacts.count({ where: where`company/id in ${[...ids, ...ids]}` });
  expect(count).toBe(await psa.company.contacts.count({ where: 'company/id != null' }));
  expect(namesOf(sent).filter((name) => name.endsWith('/contacts/count')).length).toBeGreaterThan(2);
});

verifies('reads:cursor-with-order', async () => {
  const { psa } = watched();
  const list = { orderBy: 'summary desc', fields: ['id'] as const };
  const whole = await psa.service.tickets.list({ ...list, limit: 60 }).all();
  const seen: object[] = [];
  let cursor: object | undefined = {};
  while (cursor !== undefined && seen.length < 60) {
    const request: ListRequest<{ id: number }> = psa.service.tickets.list({
      ...list,
      pageSize: 8,
      ...cursor,
      limit: 20,
    });
    for await (const page of request.pages()) {
      seen.push(...page.items);
      ({ cursor } = page);
    }
  }
  expect(seen).toEqual(whole);
});

verifies('reads:link-unreadable', async () => {
  const expected = await world.client().service.tickets.count();
  const { psa } = watched({
    fetch: async (url, init) => {
      const response = await world.sandbox.fetch(url, init);
      const headers = new Headers(response.headers);
      headers.set('Link', 'rewritten by a proxy');
      return new Response(response.body, { status: response.status, headers });
    },
  });
  expect(await psa.service.tickets.list({ fields: ['id'], pageSize: 300 }).all()).toHaveLength(expected);
});

verifies('reads:bundles', async () => {
  const { psa, sent } = watched();
  const first = await psa.service.tickets.list({ limit: 60 });
  const some = first.items.slice(0, 50);
  sent.length = 0;
  const [open, missing, ...tickets] = await psa.bundle((b) => [
    b.service.tickets.count({ where: 'closedFlag = false' }),
    b.company.companies.get(999_999).catch((error: unknown) => (error as { code: string }).code),
    ...some.map(({ id }) => b.service.tickets.get(id)),
  ]);
  expect(namesOf(sent).sort()).toEqual([
    'POST /system/bundles',
    'POST /system/bundles',
    'POST /system/bundles/count',
  ]);
  expect(open).toBe(await psa.service.tickets.count({ where: 'closedFlag = false' }));
  expect(missing).toBe('NOT_FOUND');
  expect(tickets).toEqual(some);
});

verifies('reads:bundle-types', async () => {
  const { psa, sent } = watched();
  const agreements = await psa.finance.agreements.list({ limit: 1 });
  const id = agreements.items[0]?.id ?? 0;
  sent.length = 0;
  const answers = await psa.bundle((b) => [
    b.finance.agreements.get(id),
    b.finance.agreements(id).additions.list({ limit: 3 }),
    b.company.configurations.list({ where: 'id > 1', limit: 3, fields: ['id', 'name'] }),
    b.service.tickets.list({ orderBy: 'summary', limit: 3, fields: ['id'] }),
  ]);
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
    requests: [
      { resourceType: 'agreement' },
      { resourceType: 'addition', apiRequest: { parentId: id } },
      { resourceType: 'configuration' },
      { resourceType: 'ticket' },
    ],
  });
  expect(answers[0]).toEqual(agreements.items[0]);
  expect(answers[3].items).toEqual(
    await psa.service.tickets.list({ orderBy: 'summary', limit: 3, fields: ['id'] }).all(),
  );
});

/** Over a real connection: a body that is streamed is what matters here. */
const overHttp = (options: PsaOptions = {}): Psa => world.client({ fetch: globalThis.fetch, ...options });

/** Bytes as they come from somewhere else. */
function streamOf(chunks: number, size: number): ReadableStream<Uint8Array> {
  let left = chunks;
  return new ReadableStream({
    pull: (controller) => {
      if (left === 0) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(left--));
    },
  });
}

verifies('reads:document-upload', async () => {
  const psa = overHttp();
  const recordId = (await psa.service.tickets.list({ limit: 1 })).items[0]?.id ?? 0;
  const record = { recordType: 'Ticket', recordId, readOnlyFlag: true };
  const told: number[] = [];
  const streamed = await psa.documents.upload({
    ...record,
    file: streamOf(40, 10_000),
    fileName: 'größe.bin',
    size: 400_000,
    onProgress: ({ sent, total }) => told.push(sent / (total ?? NaN)),
  });
  expect(streamed).toMatchObject({ title: 'größe.bin', fileName: 'größe.bin', size: 400_000 });
  expect(told.at(-1)).toBe(1);
  expect(told.length).toBeGreaterThan(40);
  const blob = new Blob(['hello'], { type: 'text/plain' });
  const kept = await psa.documents.upload({ ...record, file: blob, fileName: 'a.txt', title: 'Log' });
  expect(kept).toMatchObject({ title: 'Log', fileName: 'a.txt', size: 5, readOnlyFlag: true });
  const bytes = await psa.documents.upload({ ...record, file: new Uint8Array([1, 2, 3]), fileName: 'b.bin' });
  expect(bytes).toMatchObject({ size: 3 });
  const link = await psa.documents.upload({ ...record, url: 'https://example.com/x', title: 'Link' });
  expect(link).toMatchObject({ title: 'Link', urlFlag: true });
});

verifies('reads:document-download', async () => {
  const psa = overHttp();
  const recordId = (await psa.service.tickets.list({ limit: 1 })).items[0]?.id ?? 0;
  const { id } = await psa.documents.upload({
    recordType: 'Ticket',
    recordId,
    file: streamOf(30, 10_000),
    fileName: 'größe "1".bin',
  });
  const download = await psa.documents.download(id);
  expect(download).toMatchObject({ fileName: 'größe "1".bin', size: 300_000 });
  let received = 0;
  for await (const chunk of download.stream) received += chunk.byteLength;
  expect(received).toBe(300_000);
  const again = await (await psa.documents.open(`/system/documents/${id}/download`)).bytes();
  expect([again.byteLength, again[0], again.at(-1)]).toEqual([300_000, 30, 1]);
  await expect(psa.documents.download(999_999)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

verifies('reads:document-never-twice', async () => {
  let requests = 0;
  const psa = overHttp({
    fetch: () => {
      requests += 1;
      return Promise.reject(new TypeError('fetch failed', { cause: new Error('socket hang up') }));
    },
  });
  const document = { recordType: 'Ticket', recordId: 5, fileName: 'a.txt' };
  for (const file of [new Blob(['hello']), streamOf(2, 10)]) {
    requests = 0;
    await expect(psa.documents.upload({ ...document, file })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(requests).toBe(1);
  }
});

verifies('reads:report-rows', async () => {
  const psa = overHttp();
  const [report] = await psa.system.reports.list().all();
  const name = report?.name ?? '';
  const columns = await psa.report(name).columns();
  const rows = await psa.report(name).rows({ limit: 7, pageSize: 3 }).all();
  expect(rows).toHaveLength(7);
  expect(Object.keys(rows[0] ?? {})).toEqual(columns.map((column) => column.name));
  const [first = { name: '' }, second = { name: '' }] = columns;
  const chosen = await psa.report(name).rows({ columns: [second.name, first.name], limit: 2 });
  expect(Object.keys(chosen.items[0] ?? {}).sort()).toEqual([first.name, second.name].sort());
  expect(await psa.report(name).count()).toBeGreaterThanOrEqual(7);
});

verifies('reads:longest-answer', async () => {
  const piece = new Uint8Array(4_194_304).fill(0x20);
  let received = 0;
  let signal: AbortSignal | null | undefined;
  const psa = world.client({
    maxTries: 1,
    fetch: (_, init) => {
      signal = init.signal;
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          received += piece.byteLength;
          controller.enqueue(piece);
        },
      });
      return Promise.resolve(new Response(endless));
    },
  });
  await expect(psa.request('GET', '/service/tickets')).rejects.toMatchObject({
    code: 'BAD_RESPONSE',
    message: expect.stringContaining('more than 256 MiB') as string,
  });
  expect(received).toBeGreaterThan(268_435_456);
  expect(signal?.aborted).toBe(true);
});
