import { cellText, valueAt } from './cell.js';
import type { Colours } from './colours.js';
import type { RecordWriter } from './record-writer.js';
import type { Output } from './shell.js';
import { pad, safeText, textWidth, truncate } from './text.js';

const GAP = '  ';
/** A column is not squeezed below this. */
const NARROWEST = 8;

interface Column {
  readonly path: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/**
 * A table that needs no look ahead: the first page decides the widths, later rows keep to them. On a
 * terminal it is as wide as the screen and longer texts end in `…`; elsewhere nothing is cut off, since
 * what is cut from a file is lost.
 */
export function createTableWriter(output: Output, colours: Colours, paths: readonly string[]): RecordWriter {
  let columns: readonly Column[] | undefined;
  const line = (cells: readonly string[], layout: readonly Column[]): string =>
    cells
      .map((cell, index) => {
        const { width, align } = layout[index] ?? { width: 0, align: 'left' };
        const text = output.isTerminal ? truncate(cell, width) : cell;
        // Nothing follows the last column, so nothing is filled up.
        return index === cells.length - 1 && align === 'left' ? text : pad(text, width, align);
      })
      .join(GAP)
      .trimEnd();
  return {
    async write(records) {
      if (records.length === 0) return;
      const rows = records.map((record) => paths.map((path) => safeText(cellText(valueAt(record, path)))));
      let text = '';
      if (!columns) {
        columns = layOut(paths, records, rows, output.isTerminal ? output.columns : undefined);
        text = `${colours.bold(line(paths, columns))}\n`;
      }
      const layout = columns;
      await output.write(text + rows.map((row) => `${line(row, layout)}\n`).join(''));
    },
    end: () => Promise.resolve(),
  };
}

function layOut(
  paths: readonly string[],
  records: readonly object[],
  rows: readonly (readonly string[])[],
  screen: number | undefined,
): Column[] {
  const wanted = paths.map((path, index) =>
    rows.reduce((width, row) => Math.max(width, textWidth(row[index] ?? '')), textWidth(path)),
  );
  const widths = screen === undefined ? wanted : fit(wanted, screen - GAP.length * (paths.length - 1));
  return paths.map((path, index) => ({
    path,
    width: widths[index] ?? 0,
    align: records.some((record) => typeof valueAt(record, path) === 'number') ? 'right' : 'left',
  }));
}

/** Takes from the widest column, one by one, until all fit; a screen too narrow for that gets long lines. */
function fit(wanted: readonly number[], room: number): number[] {
  const widths = wanted.map((width) => Math.min(width, Math.max(room, NARROWEST)));
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess--) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}
