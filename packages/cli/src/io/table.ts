import { cellText, valueAt } from './cell.js';
import type { Colours } from './colours.js';
import type { RecordWriter } from './record-writer.js';
import type { Output } from './shell.js';
import { pad, safeText, textWidth, truncate } from './text.js';

const GAP = '  ';
/** A column is not squeezed below this. */
const NARROWEST = 8;
/** With less than this, a text column says little. */
const READABLE = 16;

interface Column {
  readonly path: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** Which columns a table has. */
export interface TableColumns {
  readonly paths: readonly string[];
  /** Whether someone asked for exactly these. Where not, a narrow screen shows the first of them only. */
  readonly chosen: boolean;
}

/**
 * A table that needs no look ahead: the first page decides the widths, later rows keep to them. On a
 * terminal it is as wide as the screen and longer texts end in `…`; elsewhere nothing is cut off, since
 * what is cut from a file is lost.
 */
export function createTableWriter(output: Output, colours: Colours, wish: TableColumns): RecordWriter {
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
      let text = '';
      if (!columns) {
        columns = layOut(wish, records, output.isTerminal ? output.columns : undefined);
        text = `${colours.bold(
          line(
            columns.map(({ path }) => path),
            columns,
          ),
        )}\n`;
      }
      const layout = columns;
      const rows = records.map((record) => layout.map(({ path }) => shown(record, path)));
      await output.write(text + rows.map((row) => `${line(row, layout)}\n`).join(''));
    },
    end: () => Promise.resolve(),
  };
}

function shown(record: object, path: string): string {
  return safeText(cellText(valueAt(record, path)));
}

function layOut(wish: TableColumns, records: readonly object[], screen: number | undefined): Column[] {
  const all = wish.paths.map((path): Column => ({
    path,
    width: Math.max(textWidth(path), ...records.map((record) => textWidth(shown(record, path)))),
    align: records.some((record) => typeof valueAt(record, path) === 'number') ? 'right' : 'left',
  }));
  if (screen === undefined) return all;
  const columns = wish.chosen ? all : firstThatFit(all, screen);
  const widths = fit(
    columns.map(({ width }) => width),
    screen - GAP.length * (columns.length - 1),
  );
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
}

/** As many columns as can be read side by side. */
function firstThatFit(columns: readonly Column[], screen: number): readonly Column[] {
  let used = -GAP.length;
  const tooMany = columns.findIndex(({ width }) => (used += GAP.length + Math.min(width, READABLE)) > screen);
  return tooMany === -1 ? columns : columns.slice(0, Math.max(1, tooMany));
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
