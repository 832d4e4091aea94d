import type { FieldError } from 'psakit/core';
import { jsonRefusal } from '../json/parse.js';
import { jsonPlace, type JsonEnd, type JsonStep } from '../json/place.js';

/** A value of a request and where in its body it is. */
export interface Sent {
  readonly value: unknown;
  /** The whole body, for the place in a message. */
  readonly text: string;
  readonly path: readonly JsonStep[];
}

/** Collects what is wrong with the fields of a record, to be told at once. */
export interface Faults {
  /** @param field as messages name it: `company/id`. */
  add(code: string, message: string, field: string): void;
  readonly found: readonly FieldError[];
}

/** @param resource the record's kind in messages, lower camel: `ticket`. */
export function createFaults(resource: string): Faults {
  const found: FieldError[] = [];
  return { add: (code, message, field) => void found.push({ code, message, resource, field }), found };
}

/**
 * The reader's text for a value that is no such type (PROTOCOL 5): `Error converting value …` for scalars,
 * its long sentence where an object or an array is asked for and the other one comes.
 */
export function misfit(sent: Sent, type: string, wanted: 'object' | 'array' | undefined): Error {
  const { value } = sent;
  if (wanted !== undefined && typeof value === 'object') {
    const [has, needs] =
      wanted === 'array'
        ? ['object (e.g. {"name":"value"})', 'array (e.g. [1,2,3])']
        : ['array (e.g. [1,2,3])', 'object (e.g. {"name":"value"})'];
    return jsonRefusal(
      `Cannot deserialize the current JSON ${has} into type '${type}' because the type requires a JSON ${needs} to deserialize correctly. ` +
        `${place(sent, 'value start')}.`,
    );
  }
  return jsonRefusal(
    `Error converting value ${JSON.stringify(value)} to type '${type}'. ${place(sent, 'value end')}.`,
  );
}

/** `Path 'status.id', line 1, position 51` */
export function place(sent: Sent, end: JsonEnd): string {
  return jsonPlace(sent.text, sent.path, end);
}

/** What a schema is called in the reader's texts. */
export function typeName(schemaName: string): string {
  return schemaName.slice(schemaName.lastIndexOf('.') + 1);
}
