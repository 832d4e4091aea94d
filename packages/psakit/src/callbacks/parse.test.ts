import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPsaError } from '../core/index.js';
import {
  CALLBACK_LEVELS,
  CALLBACK_TYPES,
  callbackLevels,
  callbackTypeNamed,
  parseCallback,
} from './index.js';
import { message } from './testing/sender.js';

describe('types and levels', () => {
  test('there are sixteen types, each with a level, found in any case', () => {
    expect(CALLBACK_TYPES).toHaveLength(16);
    for (const name of Object.keys(CALLBACK_LEVELS)) {
      expect(callbackTypeNamed(name.toUpperCase())).toBe(name.toLowerCase());
      expect(callbackLevels(callbackTypeNamed(name)!)).toContain('owner');
    }
    expect(callbackTypeNamed('tickets')).toBeUndefined();
    expect(callbackTypeNamed('constructor')).toBeUndefined();
  });
});

describe('parseCallback', () => {
  test('reads the recorded form, from bytes, text or an object', () => {
    const text = JSON.stringify(message());
    for (const body of [text, new TextEncoder().encode(text), JSON.parse(text) as object]) {
      const event = parseCallback(body);
      expect(event).toMatchObject({
        type: 'ticket',
        action: 'updated',
        id: 7310,
        messageId: message().MessageId,
        companyId: 'Northwind',
        memberIdentifier: 'BotApi',
        fromHost: 'eu.myconnectwise.net',
        callbackId: 88,
        entity: { id: 7310, summary: 'Printer on fire – größer als 3"' },
      });
      expect(event.raw).toEqual(JSON.parse(text));
    }
  });

  test('reads the form of MISSION', () => {
    const event = parseCallback({
      Action: 'updated',
      ID: 12,
      Type: 'ticket',
      MemberID: 7,
      Callback: { ID: 12, Type: 'ticket' },
    });
    expect(event).toMatchObject({ type: 'ticket', action: 'updated', id: 12, memberId: 7, entity: null });
    expect(event.messageId).toBeUndefined();
  });

  test('the type narrows the entity', () => {
    const event = parseCallback({ ...message({ Type: 'Company', Entity: '{"id":1,"identifier":"ACME"}' }) });
    const identifier: string | undefined = event.type === 'company' ? event.entity?.identifier : undefined;
    expect(identifier).toBe('ACME');
  });

  test('a deleted record has no entity', () => {
    expect(parseCallback({ ...message({ Action: 'deleted', Entity: null }) }).entity).toBeNull();
  });

  test('a type of a newer release is passed on as other', () => {
    const event = parseCallback({ ...message({ Type: 'Shipment', Entity: '{"id":3}' }) });
    expect(event).toMatchObject({ type: 'other', entity: { id: 3 }, raw: { Type: 'Shipment' } });
  });

  test.each([
    ['nothing', '', /not JSON/],
    ['no JSON', 'recordId=5', /not JSON/],
    ['an array', '[]', /not a JSON object/],
    ['null', 'null', /not a JSON object/],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), /not UTF-8/],
    ['no Action', { Type: 'ticket', ID: 1 }, /Action/],
    ['no Type', { Action: 'added', ID: 1 }, /Type/],
    ['no ID', { Action: 'added', Type: 'ticket' }, /ID/],
    ['an ID in quotes', { Action: 'added', Type: 'ticket', ID: '1' }, /ID/],
    ['an ID that is no whole number', { Action: 'added', Type: 'ticket', ID: 1.5 }, /ID/],
    ['an Entity that is an object', { Action: 'added', Type: 'ticket', ID: 1, Entity: {} }, /Entity/],
    ['an Entity that is no JSON', { Action: 'added', Type: 'ticket', ID: 1, Entity: '{' }, /Entity/],
    ['an Entity that is no record', { Action: 'added', Type: 'ticket', ID: 1, Entity: '[1]' }, /Entity/],
  ])('refuses %s', (_, body, reason) => {
    expect(() => parseCallback(body)).toThrow(
      expect.objectContaining({ code: 'CALLBACK_INVALID', message: expect.stringMatching(reason) }),
    );
  });

  test('whatever it is given, it answers or throws CALLBACK_INVALID', () => {
    const body = fc.oneof(
      fc.string(),
      fc.uint8Array(),
      fc.json(),
      fc.record({ Action: fc.jsonValue(), Type: fc.jsonValue(), ID: fc.jsonValue(), Entity: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(body, (value) => {
        try {
          parseCallback(value);
        } catch (error) {
          expect(isPsaError(error, 'CALLBACK_INVALID')).toBe(true);
        }
      }),
    );
  });

  test('every record comes through its text unchanged', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (record) => {
        const text = JSON.stringify(record);
        expect(parseCallback({ ...message({ Entity: text }) }).entity).toEqual(JSON.parse(text));
      }),
    );
  });
});
