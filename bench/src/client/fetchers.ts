import { TEN_FIELDS } from './tickets.js';

// Each loads its library when it reads: none is to pay for the memory of another.

/** What a client is told. */
export interface FetchOptions {
  readonly port: number;
  /** Requests that the server allows in `windowMs` milliseconds. */
  readonly limit: number;
  readonly windowMs: number;
  /** Ten fields of each ticket, or all. */
  readonly ten: boolean;
  readonly onRecords: (count: number) => void;
}

/** Reads every ticket, as its users would. */
export type Fetcher = (options: FetchOptions) => Promise<void>;

const KEYS = { companyId: 'bench', publicKey: 'public', privateKey: 'private', clientId: 'bench' };
const HEADERS = {
  Authorization: `Basic ${Buffer.from('bench+public:private').toString('base64')}`,
  clientId: KEYS.clientId,
};

/** `for await` over the list. */
const readWithPsakit: Fetcher = async ({ port, limit, windowMs, ten, onRecords }) => {
  const { createBudget, Psa } = await import('psakit');
  const psa = new Psa({
    ...KEYS,
    site: `http://127.0.0.1:${port}`,
    env: {},
    budget: createBudget({ limit, windowMs }),
  });
  const options = ten ? { fields: TEN_FIELDS } : {};
  for await (const page of psa.service.tickets.list(options).pages()) onRecords(page.items.length);
};

/** `paginate`, with `retry: true`, as its README says. */
const readWithConnectwiseRest: Fetcher = async ({ port, ten, onRecords }) => {
  const { ManageAPI } = await import('connectwise-rest');
  const cwm = new ManageAPI({
    ...KEYS,
    companyUrl: `127.0.0.1:${port}`,
    retry: true,
    timeout: 60_000,
    logger: () => undefined,
  });
  // It speaks https only; everyone else here speaks http.
  const { instance } = cwm as unknown as { instance: { defaults: { baseURL: string } } };
  instance.defaults.baseURL = instance.defaults.baseURL.replace('https:', 'http:');
  const fields = ten ? { fields: TEN_FIELDS.join(',') } : {};
  // Its README hands over the method itself, which its `paginate` binds.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const records = await cwm.paginate(cwm.ServiceAPI.getServiceTickets, { pageSize: 1000 }, fields);
  onRecords(records.length);
};

/** The loop of the mission: 250 a page, stop when a page is short; after a 429 it waits as it is told. */
const readWithLoop: Fetcher = async (options) => {
  for (let page = 1; ; page++) {
    const records = await readPage(options, 250, page);
    options.onRecords(records);
    if (records < 250) return;
  }
};

/** The least there is: one page after the other, `fetch` and `JSON.parse`, 1000 a page. */
const readBare: Fetcher = async (options) => {
  for (let page = 1; ; page++) {
    const records = await readPage(options, 1000, page);
    options.onRecords(records);
    if (records < 1000) return;
  }
};

async function readPage({ port, ten }: FetchOptions, pageSize: number, page: number): Promise<number> {
  const fields = ten ? `&fields=${TEN_FIELDS.join(',')}` : '';
  const url = `http://127.0.0.1:${port}/v4_6_release/apis/3.0/service/tickets?pageSize=${pageSize}&page=${page}${fields}`;
  for (;;) {
    const response = await fetch(url, { headers: HEADERS });
    if (response.status === 429) {
      await response.arrayBuffer();
      const seconds = Number(response.headers.get('retry-after'));
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      continue;
    }
    return (JSON.parse(await response.text()) as unknown[]).length;
  }
}

/** Everyone who is compared, by the name in the report. */
export const FETCHERS: Readonly<Record<string, Fetcher>> = {
  psakit: readWithPsakit,
  'connectwise-rest': readWithConnectwiseRest,
  'loop of 250': readWithLoop,
  'bare fetch': readBare,
};
