import type { Field, FieldType } from 'psakit/catalog';
import { jsonRefusal } from '../json/parse.js';
import { REFUSAL_CODES } from '../wire.js';
import { misfit, place, type Faults, type Sent } from './sent.js';

/** The largest number the API's own integers hold. */
const MAX_INT32 = 2_147_483_647;

/**
 * A scalar as the server's JSON reader takes it for a type (its texts are those of JSON.NET, PROTOCOL 5;
 * which of them the server shows for which type is *assumed*).
 *
 * @throws ServerRefusal 500 where it cannot be converted.
 */
export function readScalar(
  field: Field,
  type: FieldType,
  sent: Sent,
  faults: Faults,
  label: string,
): unknown {
  if (typeof sent.value === 'object') throw unexpected(sent);
  if (field.enum !== undefined) return readEnum(field, field.enum, sent);
  switch (type) {
    case 'boolean':
      return readBoolean(sent);
    case 'integer':
      return readInteger(sent);
    case 'number':
      return readNumber(sent, 'decimal');
    case 'datetime':
    case 'date':
      return readMoment(sent, faults, label);
    case 'uuid':
      return readUuid(sent);
    default:
      return readText(field, sent, faults, label);
  }
}

function readText(field: Field, { value }: Sent, faults: Faults, label: string): string {
  const text = typeof value === 'string' ? value : String(value);
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    faults.add(
      REFUSAL_CODES.maxLength,
      `The field ${label} must be a string with a maximum length of ${field.maxLength}.`,
      label,
    );
  }
  return text;
}

/** Known values in any case; an empty text is none. */
function readEnum(field: Field, values: readonly string[], sent: Sent): string | null {
  const { value } = sent;
  if (value === '') return null;
  if (typeof value === 'string') {
    const known = values.find((one) => one.toLowerCase() === value.toLowerCase());
    if (known !== undefined) return known;
  }
  throw misfit(sent, field.name.charAt(0).toUpperCase() + field.name.slice(1), undefined);
}

function readBoolean(sent: Sent): boolean | null {
  const { value } = sent;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = String(value).trim().toLowerCase();
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  throw notConverted(sent, 'boolean');
}

function readInteger(sent: Sent): number | null {
  const value = readNumber(sent, 'integer');
  if (value === null) return null;
  if (!Number.isInteger(value)) {
    throw jsonRefusal(`Input string '${value}' is not a valid integer. ${place(sent, 'value end')}.`);
  }
  if (Math.abs(value) <= MAX_INT32) return value;
  throw jsonRefusal(`JSON integer ${value} is too large or small for an Int32. ${place(sent, 'value end')}.`);
}

function readNumber(sent: Sent, type: 'integer' | 'decimal'): number | null {
  const { value } = sent;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') throw unexpected(sent);
  const text = String(value).trim();
  if (text === '') return null;
  if (/^[-+]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw notConverted(sent, type);
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[-+]\d{2}:?\d{2})?)?$/i;

/**
 * A moment, kept in UTC to the second. Fractions are refused (PROTOCOL 6.4); a moment without a zone is
 * UTC and one with an offset is converted (*assumed*: sources disagree).
 */
function readMoment(sent: Sent, faults: Faults, label: string): string | null {
  const text = String(sent.value).trim();
  if (text === '') return null;
  const [, day, time = '00:00:00', fraction, zone = 'Z'] = DATE.exec(text) ?? [];
  if (day === undefined) throw notConverted(sent, 'DateTime');
  if (fraction !== undefined) {
    faults.add(REFUSAL_CODES.unsupportedFormat, `Unsupported format applied to ${label}`, label);
    return null;
  }
  const offset = zone.toUpperCase().replace(/^([-+]\d{2})(\d{2})$/, '$1:$2');
  const moment = new Date(`${day}T${time}${offset}`);
  // The calendar of JavaScript takes February 30; the server's does not.
  const isDay = new Date(`${day}T00:00:00Z`);
  if (
    Number.isNaN(moment.getTime()) ||
    Number.isNaN(isDay.getTime()) ||
    !isDay.toISOString().startsWith(day)
  ) {
    throw notConverted(sent, 'DateTime');
  }
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}

function readUuid(sent: Sent): string | null {
  const { value } = sent;
  if (value === '') return null;
  if (typeof value === 'string' && /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i.test(value)) {
    return value.replace(/[{}]/g, '');
  }
  throw misfit(sent, 'System.Guid', undefined);
}

function notConverted(sent: Sent, type: string): Error {
  return jsonRefusal(
    `Could not convert string to ${type}: ${String(sent.value)}. ${place(sent, 'value end')}.`,
  );
}

/** The recorded sentence for an object where a scalar belongs (PROTOCOL 5). */
function unexpected(sent: Sent): Error {
  const first = JSON.stringify(sent.value).charAt(0);
  return jsonRefusal(
    `Unexpected character encountered while parsing value: ${first}. ${place(sent, 'value start')}.`,
  );
}
