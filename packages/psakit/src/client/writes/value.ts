import type { Field, FieldType } from '../../catalog/index.js';
import type { Finding } from './finding.js';
import { readMoment } from './moment.js';
import { invalidValue, tooLong, unlisted } from './problems.js';

const UUID = /^\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?$/i;

/**
 * A value without parts as it is sent: moments in the one form that servers take, listed values in the
 * catalog's spelling. What is wrong with it goes to `findings`.
 */
export function prepareScalar(
  value: unknown,
  field: Field,
  type: FieldType,
  path: string,
  findings: Finding[],
): unknown {
  switch (type) {
    case 'datetime':
    case 'date':
      return prepareMoment(value, path, findings);
    case 'string':
      return prepareText(value, field, path, findings);
    default:
      return prepareOther(value, type, path, findings);
  }
}

function prepareMoment(value: unknown, path: string, findings: Finding[]): unknown {
  const moment = readMoment(value);
  if ('text' in moment) return moment.text;
  findings.push(
    moment.problem === 'no zone'
      ? {
          code: 'UnsupportedFormat',
          path,
          message: `Unsupported format applied to ${path}: a time without a zone.`,
          cure: `Say the zone: ${String(value)}Z for UTC, ${String(value)}-05:00 for an offset, or give a Date.`,
        }
      : invalidValue(path, 'must be a valid date', 'Write a Date, or a text such as 2024-05-01T12:00:00Z.'),
  );
  return value;
}

function prepareText(value: unknown, field: Field, path: string, findings: Finding[]): unknown {
  if (typeof value !== 'string') {
    findings.push(invalidValue(path, 'must be a valid string', `Give ${path} as a text.`));
    return value;
  }
  if (field.maxLength !== undefined && value.length > field.maxLength) {
    findings.push(tooLong(path, field.maxLength, value.length));
  }
  if (field.enum === undefined || field.enum.includes(value)) return value;
  const listed = field.enum.find((known) => known.toLowerCase() === value.toLowerCase());
  if (listed === undefined) findings.push(unlisted(value, field, path));
  return listed ?? value;
}

/** What is known of values that are neither texts nor structures. */
const TESTS: Readonly<
  Partial<Record<FieldType, { fits: (value: unknown) => boolean; cure: (path: string) => string }>>
> = {
  boolean: {
    fits: (value) => typeof value === 'boolean',
    cure: (path) => `Write true or false for ${path}, without quotes.`,
  },
  integer: { fits: Number.isSafeInteger, cure: (path) => `Give ${path} as a whole number.` },
  number: { fits: Number.isFinite, cure: (path) => `Give ${path} as a number.` },
  uuid: {
    fits: (value) => typeof value === 'string' && UUID.test(value),
    cure: (path) => `Give ${path} as 8-4-4-4-12 hexadecimal digits.`,
  },
};

function prepareOther(value: unknown, type: FieldType, path: string, findings: Finding[]): unknown {
  const test = TESTS[type];
  if (test !== undefined && !test.fits(value)) {
    findings.push(invalidValue(path, `must be a valid ${type}`, test.cure(path)));
  }
  return value;
}
