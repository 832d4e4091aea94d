/** Query parameters that only reports have (PROTOCOL 2.6). */
export const REPORT_PARAMETERS = { columns: 'columns' } as const;

/** One column as a report describes it (`ReportColumnDefinition`). */
export interface ReportColumn {
  readonly name: string;
  /** As the server names it, e.g. `Numeric`, `Text`, `DateTime`; absent where it does not. */
  readonly type?: string | undefined;
  readonly isNullable?: boolean | undefined;
  /** Whether it identifies the row. */
  readonly identityColumn?: boolean | undefined;
}

/** A report's answer: columns, and rows of values in their order (PROTOCOL 2.6). */
export interface ReportTable {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Reads a report's answer; `undefined` for a body that is none. */
export function readReportTable(body: unknown): ReportTable | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { column_definitions: definitions, row_values: rows } = body as Record<string, unknown>;
  const columns = readReportColumns(definitions);
  if (columns === undefined || !Array.isArray(rows)) return undefined;
  if (!rows.every((row) => Array.isArray(row))) return undefined;
  return { columns, rows: rows as readonly (readonly unknown[])[] };
}

/** Reads `[{ "Name": { … } }, …]`; `undefined` for anything else. */
export function readReportColumns(definitions: unknown): readonly ReportColumn[] | undefined {
  if (!Array.isArray(definitions)) return undefined;
  return definitions.flatMap((definition: unknown) =>
    typeof definition === 'object' && definition !== null
      ? Object.entries(definition).map(([name, facts]) => readColumn(name, facts))
      : [],
  );
}

function readColumn(name: string, facts: unknown): ReportColumn {
  const { type, isNullable, identityColumn } = (
    typeof facts === 'object' && facts !== null ? facts : {}
  ) as Record<string, unknown>;
  return {
    name,
    type: typeof type === 'string' ? type : undefined,
    isNullable: typeof isNullable === 'boolean' ? isNullable : undefined,
    identityColumn: typeof identityColumn === 'boolean' ? identityColumn : undefined,
  };
}
