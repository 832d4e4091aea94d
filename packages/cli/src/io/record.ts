import { cellText } from './cell.js';
import type { Colours } from './colours.js';
import { jsonText, type JsonRecord } from './record-writer.js';
import type { Output } from './shell.js';
import { pad, safeText, textWidth, wrap } from './text.js';

/**
 * Prints one record, a field a line. A reference is shown by the names that conditions use for it
 * (`status/id`, `status/name`); links and stamps of references are left to `--json`.
 */
export async function printRecord(record: JsonRecord, output: Output, colours: Colours): Promise<void> {
  const rows = Object.entries(record).flatMap(([name, value]) => rowsOf(name, value, name === '_info'));
  const width = Math.max(0, ...rows.map(([path]) => textWidth(path)));
  const room = Math.max(20, output.columns - width - 2);
  const text = rows.map(([path, value]) => {
    const lines = output.isTerminal ? wrap(safeText(value), room) : [safeText(value)];
    const indented = lines.join(`\n${' '.repeat(width + 2)}`);
    return `${colours.cyan(pad(path, width))}  ${indented}\n`;
  });
  await output.write(text.join(''));
}

function rowsOf(path: string, value: unknown, links: boolean): [string, string][] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [[path, '[]']];
    return value.flatMap((item, index) => rowsOf(`${path}[${index}]`, item, false));
  }
  if (typeof value !== 'object' || value === null) return [[path, value === null ? 'null' : cellText(value)]];
  const members = Object.entries(value).filter(([name]) => links || name !== '_info');
  if (members.length === 0) return [[path, jsonText(value)]];
  return members.flatMap(([name, member]) => rowsOf(`${path}/${name}`, member, false));
}
