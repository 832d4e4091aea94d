import { Command } from 'commander';
import { resolveResource } from 'psakit/catalog';
import { connect, type Target } from '../config/connect.js';
import { addFilterOptions, readFilters, type FilterTexts } from '../config/filters.js';
import { budgetOption, sandboxOption } from '../config/options.js';
import type { Shell } from '../io/shell.js';

export interface CountArguments extends Target, FilterTexts {
  readonly resource: string;
}

interface CountOptions extends FilterTexts {
  readonly budget?: number | 'off';
  readonly sandbox?: true;
}

/** `psa count <resource>` */
export function countCommand(shell: Shell): Command {
  const command = new Command('count')
    .description('Prints how many records there are: one number.')
    .argument('<resource>', 'short name or path, such as tickets or service/tickets/54321/notes');
  return addFilterOptions(command)
    .addOption(budgetOption())
    .addOption(sandboxOption())
    .addHelpText(
      'after',
      `
Examples:
  psa count tickets --sandbox
  psa count tickets --where 'closedFlag = false'`,
    )
    .action((resource: string, { sandbox, ...options }: CountOptions) =>
      runCount({ ...options, resource, sandbox: sandbox ?? false }, shell),
    );
}

export async function runCount(options: CountArguments, shell: Shell): Promise<void> {
  const address = resolveResource(options.resource);
  const filters = readFilters(options, address.resource);
  const connection = await connect(options, shell);
  try {
    const count = await connection.psa.collection(address).count({ ...filters, signal: shell.signal });
    await shell.stdout.write(`${count}\n`);
  } finally {
    await connection.close();
  }
}
