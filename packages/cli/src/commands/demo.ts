import { Command } from 'commander';
import { cellText, valueAt } from '../io/cell.js';
import { coloursFor, type Colours } from '../io/colours.js';
import { createProgress } from '../io/progress.js';
import type { JsonRecord } from '../io/record-writer.js';
import type { Output, Shell } from '../io/shell.js';
import { pad, safeText, truncate } from '../io/text.js';

const WHERE = 'closedFlag = false and priority/id <= 2';
const PAGE_SIZE = 50;
const LATENCY_MS = 50;

const PROGRAM = `const psa = new Psa();
const where = '${WHERE}';
for await (const ticket of psa.service.tickets.list({ where, pageSize: ${PAGE_SIZE} })) {
  console.log(ticket.id, ticket.priority?.name, ticket.company?.name, ticket.summary);
}`;

/** `psa demo` */
export function demoCommand(shell: Shell): Command {
  return new Command('demo')
    .description(
      'Asks a made-up PSA over HTTP for every open high-priority ticket, and prints the tickets as they arrive.',
    )
    .action(() => runDemo(shell));
}

/** Always against a sandbox of its own, whatever the settings say. */
export async function runDemo(shell: Shell): Promise<void> {
  const colours = coloursFor(shell.stdout, shell.env);
  await shell.stdout.write(
    `A made-up PSA on this machine, over HTTP, ${LATENCY_MS} ms away, is asked by this program:\n\n${indent(PROGRAM, colours)}\n\n`,
  );
  const progress = createProgress(shell);
  await progress.show('making the PSA …');
  const [{ Psa }, { createSandbox }] = await Promise.all([
    import('psakit'),
    import('@psakit/server/sandbox'),
  ]);
  const sandbox = await createSandbox({
    seed: 1,
    size: 'small',
    latencyMs: LATENCY_MS,
    clock: shell.clock,
    signal: shell.signal,
  });
  try {
    await progress.clear();
    const stopwatch = startStopwatch(shell);
    let asked = 0;
    const psa = new Psa({
      ...sandbox.credentials,
      site: sandbox.url,
      env: {},
      clock: shell.clock,
      // Each request is shown when it leaves: the rows of one page appear while the next is on its way.
      fetch: async (input, init) => {
        await shell.stdout.write(`${colours.dim(`${stopwatch()}  page ${++asked} requested`)}\n`);
        return shell.fetch(input, init);
      },
    });
    const fields = ['id', 'summary', 'priority/id', 'priority/name', 'company/name'];
    let page = 0;
    let tickets = 0;
    for await (const { items } of psa.service.tickets
      .list({ where: WHERE, fields, pageSize: PAGE_SIZE, signal: shell.signal })
      .pages()) {
      page += 1;
      tickets += items.length;
      await shell.stdout.write(
        `${colours.dim(`${stopwatch()}  page ${page} arrived, ${items.length} tickets`)}\n`,
      );
      // Row by row, as a program works: the request for the next page leaves in between.
      for (const ticket of items) await shell.stdout.write(`${rowOf(ticket, shell.stdout, colours)}\n`);
    }
    const { used, remaining, limit } = await psa.budget.state();
    const took = stopwatch().trim();
    await shell.stdout.write(
      `\n${colours.bold(`${tickets} tickets`)} found in ${page} pages.\n` +
        `${used} requests spent, ${remaining} of ${limit} a minute left, ${took}.\n\n${nextSteps(colours)}`,
    );
  } finally {
    await progress.clear();
    await sandbox.close();
  }
}

function rowOf(ticket: object, output: Output, colours: Colours): string {
  const record = ticket as JsonRecord;
  const cell = (path: string, width: number): string =>
    truncate(safeText(cellText(valueAt(record, path))), width);
  const urgent = valueAt(record, 'priority/id') === 1 ? colours.red : colours.yellow;
  // Where nobody resizes a window, 100 columns are easy to read.
  const room = Math.min(output.isTerminal ? output.columns : 100, 140) - 57;
  return [
    cell('id', 7).padStart(8),
    urgent(pad(cell('priority/name', 21), 21)),
    pad(cell('company/name', 22), 22),
    cell('summary', Math.max(20, room)),
  ].join('  ');
}

/** Seconds since now, as a column. */
function startStopwatch(shell: Shell): () => string {
  const start = shell.clock.now();
  return () => `${((shell.clock.now() - start) / 1000).toFixed(2).padStart(5)} s`;
}

function indent(text: string, colours: Colours): string {
  return text
    .split('\n')
    .map((line) => `  ${colours.cyan(line)}`)
    .join('\n');
}

function nextSteps(colours: Colours): string {
  return `The same against your own site:
${indent(
  `export CONNECTWISE_SITE=api-na.myconnectwise.net    # or your own host
export CONNECTWISE_COMPANY_ID=… CONNECTWISE_CLIENT_ID=…
export CONNECTWISE_PUBLIC_KEY=… CONNECTWISE_PRIVATE_KEY=…
psa list tickets --all --where '${WHERE}'`,
  colours,
)}
or keep a sandbox to play with: ${colours.cyan('psa sandbox')}
`;
}
