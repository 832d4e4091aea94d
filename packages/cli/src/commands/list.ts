import { Command, Option } from 'commander';
import { resolveResource } from 'psakit/catalog';
import { connect, type Target } from '../config/connect.js';
import { addFilterOptions, readFilters, type FilterTexts } from '../config/filters.js';
import { budgetOption, group, nonEmpty, sandboxOption, wholeNumber } from '../config/options.js';
import { readFields, readOrderBy } from '../config/query.js';
import { coloursFor } from '../io/colours.js';
import { createProgress, watchBudget } from '../io/progress.js';
import {
  createCsvWriter,
  createJsonWriter,
  createNdjsonWriter,
  type RecordWriter,
} from '../io/record-writer.js';
import type { Shell } from '../io/shell.js';
import { createTableWriter, type TableColumns } from '../io/table.js';

/** Records printed where neither `--limit` nor `--all` says how many. */
const DEFAULT_LIMIT = 25;

export type ListFormat = 'table' | 'json' | 'ndjson' | 'csv';

export interface ListArguments extends Target, FilterTexts {
  readonly resource: string;
  readonly fields?: string | undefined;
  readonly orderBy?: string | undefined;
  /** Absent: every record. */
  readonly limit?: number | undefined;
  readonly format: ListFormat;
}

/** As commander gives them. */
interface ListOptions extends FilterTexts {
  readonly fields?: string;
  readonly orderBy?: string;
  readonly limit?: number;
  readonly all?: true;
  readonly budget?: number | 'off';
  readonly json?: true;
  readonly ndjson?: true;
  readonly csv?: true;
  readonly sandbox?: true;
}

/** `psa list <resource>` */
export function listCommand(shell: Shell): Command {
  const command = new Command('list')
    .description('Prints records as they arrive: a table, or CSV or JSON.')
    .argument(
      '<resource>',
      'short name or path, such as tickets, service/tickets, service/tickets/54321/notes',
    );
  return addFilterOptions(command)
    .addOption(
      new Option('--fields <list>', 'these columns only, such as id,summary,status/name').argParser(nonEmpty),
    )
    .addOption(new Option('--order-by <list>', "such as 'priority/id, dateEntered desc'").argParser(nonEmpty))
    .addOption(
      new Option('--limit <n>', `at most n records (default: ${DEFAULT_LIMIT})`)
        .argParser(wholeNumber('A limit', 1, Number.MAX_SAFE_INTEGER))
        .conflicts('all'),
    )
    .option('--all', 'every record there is')
    .addOption(budgetOption())
    .addOption(new Option('--json', 'one JSON array').conflicts(['ndjson', 'csv']))
    .addOption(new Option('--ndjson', 'one JSON document a line').conflicts(['json', 'csv']))
    .addOption(
      new Option('--csv', 'CSV with a header line, values exactly as they are').conflicts(['json', 'ndjson']),
    )
    .addOption(sandboxOption())
    .addHelpText(
      'after',
      `
Examples:
  psa list tickets --sandbox --where 'closedFlag = false and priority/id <= 2'
  psa list tickets --where 'summary contains "vpn"' --all --csv > vpn.csv
  psa list contacts --fields id,firstName,company/name --order-by firstName
  psa list service/tickets/54321/notes --json

psa describe tickets tells what can be filtered and shown. A table shows some of
the fields; --json shows all.`,
    )
    .action((resource: string, options: ListOptions) => runList(argumentsOf(resource, options), shell));
}

function argumentsOf(resource: string, options: ListOptions): ListArguments {
  const { all, json, ndjson, csv, limit, sandbox, ...rest } = options;
  return {
    ...rest,
    resource,
    sandbox: sandbox ?? false,
    limit: all ? undefined : (limit ?? DEFAULT_LIMIT),
    format: json ? 'json' : ndjson ? 'ndjson' : csv ? 'csv' : 'table',
  };
}

/** Everything typed is read before anything is sent. */
export async function runList(options: ListArguments, shell: Shell): Promise<void> {
  const address = resolveResource(options.resource);
  const { resource } = address;
  const filters = readFilters(options, resource);
  const orderBy =
    options.orderBy === undefined ? undefined : readOrderBy('--order-by', options.orderBy, resource);
  const chosen = options.fields === undefined ? undefined : readFields('--fields', options.fields, resource);
  const columns = chosen ?? resource.columns;
  const whole = options.format === 'json' || options.format === 'ndjson';
  const writer = writerFor(options.format, { paths: columns, chosen: chosen !== undefined }, shell);

  const connection = await connect(options, shell);
  const progress = createProgress(shell);
  const done = new AbortController();
  const watching = watchBudget(connection.psa.budget, progress, shell, done.signal);
  try {
    let count = 0;
    let more = false;
    let total: number | undefined;
    const request = connection.psa.collection(address).list({
      ...filters,
      // A record as JSON is whole unless fields were chosen; a table needs its columns only.
      ...(whole && !chosen ? {} : { fields: columns }),
      ...(orderBy === undefined ? {} : { orderBy }),
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      signal: shell.signal,
    });
    for await (const page of request.pages()) {
      await progress.clear();
      await writer.write(page.items);
      count += page.items.length;
      more = page.cursor !== undefined || (page.total ?? 0) > count;
      total = page.total;
      if (!shell.stdout.isTerminal) await progress.show(`${group(count)} records …`);
    }
    await progress.clear();
    await writer.end();
    await shell.stderr.write(closingWords({ count, more, total }, options));
  } finally {
    done.abort();
    await watching;
    await progress.clear();
    await connection.close();
  }
}

function writerFor(format: ListFormat, columns: TableColumns, shell: Shell): RecordWriter {
  switch (format) {
    case 'json':
      return createJsonWriter(shell.stdout);
    case 'ndjson':
      return createNdjsonWriter(shell.stdout);
    case 'csv':
      return createCsvWriter(shell.stdout, columns.paths);
    case 'table':
      return createTableWriter(shell.stdout, coloursFor(shell.stdout, shell.env), columns);
  }
}

interface Printed {
  readonly count: number;
  /** Whether the server has records that were not printed. */
  readonly more: boolean;
  /** Records that fit in all, where the server says so. */
  readonly total: number | undefined;
}

/** Said on stderr, so that it is in nobody's file. */
function closingWords({ count, more, total }: Printed, { limit, format }: ListArguments): string {
  if (more && limit !== undefined) {
    const shown =
      total === undefined
        ? `${group(count)} shown, and there are more`
        : `${group(count)} of ${group(total)} shown`;
    return `${shown}: --limit N prints up to N, --all prints every one.\n`;
  }
  return count === 0 && format === 'table' ? 'No record fits.\n' : '';
}
