import { callbackLevels, callbackTypeNamed, type CallbackType } from 'psakit/callbacks';
import type { FieldError } from 'psakit/core';
import { invalidObject } from '../../records/index.js';
import type { JsonRecord } from '../../store/index.js';

/** Where registrations are kept. */
export const CALLBACKS = 'system/callbacks';

/** What is told to whom, as a row under `/system/callbacks` says it. */
export interface Registration {
  readonly id: number;
  readonly url: string;
  readonly type: CallbackType;
  /** In lower case. */
  readonly level: string;
  readonly objectId: number;
  readonly memberId: number;
  readonly isSelfSuppressedFlag: boolean;
}

/** What a stored registration says; undefined for one that is switched off or that nothing can match. */
export function readRegistration(record: JsonRecord): Registration | undefined {
  const { id, url, type, level, objectId, memberId, inactiveFlag, isSelfSuppressedFlag } = record;
  const known = typeof type === 'string' ? callbackTypeNamed(type) : undefined;
  if (inactiveFlag === true || known === undefined) return undefined;
  if (typeof id !== 'number' || typeof url !== 'string' || typeof level !== 'string') return undefined;
  return {
    id,
    url,
    type: known,
    level: level.toLowerCase(),
    objectId: Number(objectId),
    memberId: Number(memberId),
    isSelfSuppressedFlag: isSelfSuppressedFlag === true,
  };
}

/**
 * A registration as it is kept: type and level in lower case, the owner's object 1, everything else filled in
 * (PROTOCOL 7.1, recorded).
 *
 * @throws ServerRefusal 400 with the recorded faults: the URL, the level. That of the type is *assumed*.
 */
export function checkedRegistration(record: JsonRecord, defaults: JsonRecord): JsonRecord {
  const url = text(record['url']);
  const type = text(record['type']).toLowerCase();
  const level = text(record['level']).toLowerCase();
  const known = callbackTypeNamed(type);
  const errors: FieldError[] = [];
  if (!isWebAddress(url)) errors.push(fault('InvalidField', 'Invalid URL', 'url'));
  if (known === undefined) {
    errors.push(fault('InvalidObject', 'Unrecognized type, see documentation for supported types', 'type'));
  }
  if (known === undefined ? level === '' : !callbackLevels(known).includes(level)) {
    const message = 'Unrecognized level for type, see documentation for supported levels for each type';
    errors.push(fault('InvalidObject', message, 'level'));
  }
  if (errors.length > 0) throw invalidObject('callbackEntry', errors);
  const objectId = level === 'owner' ? 1 : record['objectId'];
  return { ...defaults, ...record, type, level, objectId };
}

/** 400 for a registration that is there already (PROTOCOL 5, recorded). */
export function alreadyRegistered(): Error {
  const message = 'A matching callback entry already exists';
  return invalidObject('callbackEntry', [fault('ObjectExists', message, 'objectId')]);
}

function fault(code: string, message: string, field: string): FieldError {
  return { code, message, resource: 'callbackEntry', field };
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
