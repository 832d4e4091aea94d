import { cellText, referenceText } from './cell.js';
import type { Colours } from './colours.js';
import type { JsonRecord } from './record-writer.js';
import { layOutRows, type Row } from './rows.js';
import type { Output } from './shell.js';
import { safeText } from './text.js';

/**
 * Prints one record for a person, a field a line: a reference by its name and id, a custom field by its
 * caption. Links are left out; `--json` has everything.
 */
export async function printRecord(record: JsonRecord, output: Output, colours: Colours): Promise<void> {
  const rows = Object.entries(record).flatMap(([name, value]) => rowsOf(name, value));
  const shown = rows.map(([path, words]): Row => [safeText(path), safeText(words)]);
  const width = output.isTerminal ? output.columns : Infinity;
  await output.write(`${layOutRows(shown, colours, width).join('\n')}\n`);
}

function rowsOf(path: string, value: unknown): Row[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => rowsOf(`${path}[${nameOf(item, index)}]`, item));
  if (typeof value !== 'object' || value === null) return [[path, cellText(value)]];
  const members = value as JsonRecord;
  if ('caption' in members) return [[path, cellText(members['value'])]];
  const name = 'id' in members ? referenceText(members) : undefined;
  if (name !== undefined) return [[path, `${name}${idsOf(members, name)}`]];
  return Object.entries(members)
    .filter(([member]) => !member.endsWith('_href'))
    .flatMap(([member, inner]) => rowsOf(`${path}/${member}`, inner));
}

/** A custom field is known by its caption; other members of a list by their place. */
function nameOf(item: unknown, index: number): string {
  const caption = typeof item === 'object' && item !== null ? (item as JsonRecord)['caption'] : undefined;
  return typeof caption === 'string' ? caption : String(index);
}

/** What identifies a reference beside the name that is shown. */
function idsOf(reference: JsonRecord, name: string): string {
  const ids = ['id', 'identifier'].filter((key) => key in reference && cellText(reference[key]) !== name);
  return ids.length === 0 ? '' : ` (${ids.map((key) => `${key} ${cellText(reference[key])}`).join(', ')})`;
}
