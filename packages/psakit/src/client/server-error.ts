import { redact, type FieldError } from '../core/index.js';

/** What the body of a refusal says. */
export interface ServerError {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly fields: readonly FieldError[];
  /** Whether the API itself wrote it; otherwise something in between did. */
  readonly fromApi: boolean;
}

/** The gateway's answer to a wrong company or codebase: plain text (PROTOCOL 1.5). */
const CANNOT_ROUTE = /^\s*Cannot route\b/i;

/**
 * Reads the body of a refusal in each form met: `{code, message, errors}` (PROTOCOL 5), the vendor's
 * `{error, message}` of a 429 (PROTOCOL 4), the gateway's plain text, and anything else. No secret is left in it.
 */
export function parseServerError(text: string, secrets: readonly string[] = []): ServerError {
  return mapTexts(readServerError(text), (said) => redact(said, secrets));
}

/** Servers repeat what they were sent, in any of their members. */
function mapTexts(error: ServerError, map: (text: string) => string): ServerError {
  const { code, message, fields } = error;
  return {
    ...error,
    code: code && map(code),
    message: message && map(message),
    fields: fields.map((field) => ({
      code: map(field.code),
      message: map(field.message),
      resource: field.resource && map(field.resource),
      field: field.field && map(field.field),
    })),
  };
}

function readServerError(text: string): ServerError {
  const body = parseObject(text);
  if (body === undefined) {
    if (CANNOT_ROUTE.test(text))
      return { code: 'CannotRoute', message: text.trim(), fields: [], fromApi: true };
    return { fields: [], fromApi: false };
  }
  const code = textOf(body['code']) ?? textOf(body['error']);
  const message = textOf(body['message']);
  const errors = Array.isArray(body['errors']) ? (body['errors'] as readonly unknown[]) : [];
  return { code, message, fields: errors.flatMap(parseFieldError), fromApi: true };
}

function parseFieldError(value: unknown): FieldError[] {
  if (typeof value !== 'object' || value === null) return [];
  const { code, message, resource, field } = value as Record<string, unknown>;
  return [
    {
      code: textOf(code) ?? '',
      message: textOf(message) ?? '',
      resource: textOf(resource),
      field: textOf(field),
    },
  ];
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
