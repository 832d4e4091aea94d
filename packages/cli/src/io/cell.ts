/** The value a path such as `status/name` leads to in a record; undefined where there is none. */
export function valueAt(record: unknown, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** A value in one cell: scalars as they are, a reference by its name, other structures as JSON. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  return referenceText(value) ?? JSON.stringify(value);
}

/** What a reference is called: its name, identifier or id; undefined for another structure. */
export function referenceText(value: object): string | undefined {
  for (const name of ['name', 'identifier', 'id']) {
    const text = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof text === 'string' || typeof text === 'number') return String(text);
  }
  return undefined;
}
