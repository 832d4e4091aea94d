/** What a table answers. */
export interface TableAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Row {
  readonly id: number;
  readonly summary: string;
}

/** The tickets of a server that does as it is told, and counts how often. */
export class Table {
  readonly rows: Map<number, Row>;
  /** How often each summary was created. */
  readonly creations = new Map<string, number>();
  #lastId: number;

  constructor(size: number) {
    this.rows = new Map(
      Array.from({ length: size }, (_, index) => [index + 1, { id: index + 1, summary: `row ${index + 1}` }]),
    );
    this.#lastId = size;
  }

  answer(method: string, url: string, body: string): TableAnswer {
    const { pathname, searchParams } = new URL(url, 'http://psa.test');
    const id = Number(/\/tickets\/(\d+)$/.exec(pathname)?.[1]);
    if (method === 'POST') return this.#create(JSON.parse(body) as { readonly summary: string });
    if (Number.isNaN(id)) return this.#list(searchParams);
    const row = this.rows.get(id);
    if (row === undefined) return ok({ code: 'NotFound', message: `Ticket ${id} not found` }, 404);
    if (method === 'DELETE') {
      this.rows.delete(id);
      return { status: 204, body: '', headers: {} };
    }
    if (method === 'PUT') this.rows.set(id, { ...(JSON.parse(body) as Row), id });
    return ok(this.rows.get(id));
  }

  #create({ summary }: { readonly summary: string }): TableAnswer {
    this.creations.set(summary, (this.creations.get(summary) ?? 0) + 1);
    this.#lastId += 1;
    const row = { id: this.#lastId, summary };
    this.rows.set(row.id, row);
    return ok(row, 201);
  }

  #list(query: URLSearchParams): TableAnswer {
    const size = Number(query.get('pageSize') ?? 25);
    const summary = /summary = "([^"]*)"/.exec(query.get('conditions') ?? '')?.[1];
    const rows = [...this.rows.values()].filter((row) => summary === undefined || row.summary === summary);
    if (query.get('orderBy')?.endsWith('desc') === true) rows.reverse();
    if (query.has('page')) {
      const page = Number(query.get('page'));
      const more = rows.length > page * size;
      const link = more ? { Link: `<http://psa.test/?page=${page + 1}>; rel="next"` } : {};
      return ok(rows.slice((page - 1) * size, page * size), 200, link);
    }
    const behind = rows.filter(({ id }) => id > Number(query.get('pageId') ?? 0));
    const next = behind.length > size ? String(behind[size - 1]?.id) : '';
    return ok(behind.slice(0, size), 200, { Link: `<http://psa.test/?pageId=${next}>; rel="next"` });
  }
}

function ok(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): TableAnswer {
  return { status, body: JSON.stringify(value), headers };
}
