import { invalidCallback } from './errors.js';
import { callbackTypeNamed } from './levels.js';
import type { CallbackEvent, CallbackFacts, CallbackJson } from './types.js';

/**
 * Reads a message in either form: as PSA sends it (PROTOCOL 7.3) or as MISSION has it. This says nothing
 * about who sent it; see `verifyCallback`.
 *
 * @param body The request's body as bytes or text, or what JSON.parse made of it.
 * @throws {PsaError} `CALLBACK_INVALID` for what is not such a message.
 */
export function parseCallback(body: Uint8Array | string | object): CallbackEvent {
  return toEvent(readMessage(body));
}

/** The JSON object of a body, of which nothing is checked yet. */
export function readMessage(body: Uint8Array | string | object): CallbackJson {
  const text = body instanceof Uint8Array ? decode(body) : body;
  const value = typeof text === 'string' ? parseJson(text, 'the body') : text;
  if (!isJsonObject(value)) throw invalidCallback('the body is not a JSON object');
  return value;
}

/** @throws {PsaError} `CALLBACK_INVALID` where Action, Type, ID or Entity is not what it should be. */
export function toEvent(message: CallbackJson): CallbackEvent {
  const facts: CallbackFacts = {
    action: requiredText(message, 'Action').toLowerCase(),
    id: requiredId(message),
    messageId: textOf(message['MessageId']),
    companyId: textOf(message['CompanyId']),
    memberIdentifier: textOf(message['MemberId']),
    memberId: numberOf(message['MemberID']),
    fromHost: textOf(message['FromUrl']),
    productInstanceId: textOf(message['ProductInstanceId']),
    partnerId: textOf(message['PartnerId']),
    callbackId: numberOf(message['CallbackObjectRecId']),
    raw: message,
  };
  const type = callbackTypeNamed(requiredText(message, 'Type')) ?? 'other';
  // The record is the server's word: its shape is believed, as it is when read by the API.
  return { ...facts, type, entity: entityOf(message['Entity']) } as CallbackEvent;
}

/** Whether a value is an object with members, neither null nor an array. */
export function isJsonObject(value: unknown): value is CallbackJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text with something in it, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The record is JSON text inside the JSON (PROTOCOL 7.3); the form of MISSION has none. */
function entityOf(value: unknown): CallbackJson | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalidCallback('Entity is neither text nor null');
  const entity = parseJson(value, 'Entity');
  if (entity !== null && !isJsonObject(entity)) throw invalidCallback('Entity is not the JSON of a record');
  return entity;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidCallback('the body is not UTF-8');
  }
}

/** The parser's own error is dropped, since it quotes the text. */
function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidCallback(`${what} is not JSON`);
  }
}

function requiredText(message: CallbackJson, name: string): string {
  const value = textOf(message[name]);
  if (value === undefined) throw invalidCallback(`${name} is missing or not text`);
  return value;
}

function requiredId(message: CallbackJson): number {
  const value = message['ID'];
  if (!Number.isSafeInteger(value)) throw invalidCallback('ID is missing or not a whole number');
  return value as number;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
