import type { Output } from './shell.js';
import { cellText, valueAt } from './cell.js';
import { safeLines } from './text.js';

/** A record as the API answers it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Prints records page by page, in one format. */
export interface RecordWriter {
  /** Prints some records at once. */
  write(records: readonly JsonRecord[]): Promise<void>;
  /** Closes what is open. Call it once, after the last `write`, even when there was none. */
  end(): Promise<void>;
}

/** One valid JSON array, one record a line. */
export function createJsonWriter(output: Output): RecordWriter {
  let opened = false;
  return {
    async write(records) {
      let text = '';
      for (const record of records) {
        text += `${opened ? ',\n' : '[\n'}${jsonText(record)}`;
        opened = true;
      }
      if (text !== '') await output.write(text);
    },
    end: () => output.write(opened ? '\n]\n' : '[]\n'),
  };
}

/** One record a line, each a JSON document (https://github.com/ndjson/ndjson-spec). */
export function createNdjsonWriter(output: Output): RecordWriter {
  return {
    async write(records) {
      if (records.length > 0) await output.write(records.map((record) => `${jsonText(record)}\n`).join(''));
    },
    end: () => Promise.resolve(),
  };
}

/**
 * CSV as RFC 4180 has it: CRLF, a header line, quotes where needed. Values are exact, so a text that
 * begins with `=` reaches the spreadsheet as one.
 */
export function createCsvWriter(output: Output, columns: readonly string[]): RecordWriter {
  // A file gets every character as it is; a terminal must not obey what a record says.
  const shown = output.isTerminal ? safeLines : (text: string): string => text;
  let header = `${columns.map(csvCell).join(',')}\r\n`;
  return {
    async write(records) {
      const lines = records.map((record) => {
        const cells = columns.map((column) => csvCell(cellText(valueAt(record, column))));
        return `${shown(cells.join(','))}\r\n`;
      });
      await output.write(header + lines.join(''));
      header = '';
    },
    end: () => (header === '' ? Promise.resolve() : output.write(header)),
  };
}

/** JSON that a terminal can show: what JSON leaves unescaped but a terminal obeys is escaped, too. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
