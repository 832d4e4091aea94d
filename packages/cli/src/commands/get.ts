import { Command, Option } from 'commander';
import { resolveResource } from 'psakit/catalog';
import { connect, type Target } from '../config/connect.js';
import { budgetOption, nonEmpty, sandboxOption } from '../config/options.js';
import { readFields, readId } from '../config/query.js';
import { coloursFor } from '../io/colours.js';
import { printRecord } from '../io/record.js';
import { jsonText } from '../io/record-writer.js';
import type { Shell } from '../io/shell.js';

export interface GetArguments extends Target {
  readonly resource: string;
  readonly id: string;
  readonly fields?: string | undefined;
  readonly json: boolean;
}

interface GetOptions {
  readonly fields?: string;
  readonly json?: true;
  readonly budget?: number | 'off';
  readonly sandbox?: true;
}

/** `psa get <resource> <id>` */
export function getCommand(shell: Shell): Command {
  return new Command('get')
    .description('Prints one record, a field a line or as JSON.')
    .argument('<resource>', 'short name or path, such as tickets or service/tickets/54321/notes')
    .argument('<id>', 'the id of the record')
    .addOption(
      new Option('--fields <list>', 'these fields only, such as id,summary,status/name').argParser(nonEmpty),
    )
    .option('--json', 'as JSON')
    .addOption(budgetOption())
    .addOption(sandboxOption())
    .addHelpText(
      'after',
      `
Examples:
  psa get tickets 54321
  psa get tickets 54321 --fields id,summary,status/name --json`,
    )
    .action((resource: string, id: string, { sandbox, json, ...options }: GetOptions) =>
      runGet({ ...options, resource, id, sandbox: sandbox ?? false, json: json ?? false }, shell),
    );
}

export async function runGet(options: GetArguments, shell: Shell): Promise<void> {
  const address = resolveResource(options.resource);
  const id = readId(options.id, address.resource);
  const fields =
    options.fields === undefined ? undefined : readFields('--fields', options.fields, address.resource);
  const connection = await connect(options, shell);
  try {
    const record = await connection.psa
      .collection(address)
      .get(id, { ...(fields === undefined ? {} : { fields }), signal: shell.signal });
    if (options.json) await shell.stdout.write(`${jsonText(record, 2)}\n`);
    else await printRecord(record, shell.stdout, coloursFor(shell.stdout, shell.env));
  } finally {
    await connection.close();
  }
}
