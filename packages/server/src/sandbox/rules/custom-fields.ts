import type { JsonRecord } from '../../store/index.js';
import { customFieldPlace } from '../world/index.js';
import { SAVED, type Concern } from './concern.js';
import { errorResource } from './labels.js';
import { equals } from './query.js';
import { invalidField } from './refusals.js';
import { flagOf, itemsOf, numberOf, textOf } from './values.js';

/**
 * The screen on which the custom fields of a resource are defined (`screenId` of a user defined field). Of
 * contacts it is recorded, the others are *assumed*.
 */
const SCREENS: Readonly<Record<string, string>> = {
  'company/companies': 'co300',
  'company/companies/sites': 'si300',
  'company/configurations': 'cf300',
  'company/contacts': 'ct300',
  'finance/agreements': 'ag300',
  'finance/agreements/additions': 'aa300',
  'finance/invoices': 'iv300',
  'procurement/catalog': 'ct100',
  'procurement/products': 'pr300',
  'procurement/purchaseorders': 'po300',
  'project/projects': 'pm300',
  'project/projects/phases': 'pp300',
  'project/tickets': 'sr100',
  'sales/activities': 'ac300',
  'sales/opportunities': 'op300',
  'sales/orders': 'so300',
  'service/tickets': 'sr100',
  'system/members': 'me300',
  'time/entries': 'te300',
  'expense/entries': 'ex300',
};

/**
 * A record carries every custom field of its screen, unset ones with the value null; a write sets those it
 * names by `{id, value}` and leaves the others (PROTOCOL 6.3, live, where sources disagree). A value that
 * is not of the field's kind is refused (words *assumed*).
 */
export const CUSTOM_FIELDS: Concern = {
  about: Object.keys(SCREENS),
  on: SAVED,
  apply: async ({ kind, resource, record, before, sent }, draft) => {
    if (kind === 'update' && !sent.has('customFields')) return undefined;
    const screen = SCREENS[resource.name] ?? '';
    const fields = await draft.list('system/userDefinedFields', { where: equals('screenId', screen) });
    const given = itemsOf(record, 'customFields');
    const known = itemsOf(before, 'customFields');
    const entity = errorResource(resource);
    for (const { id } of given as readonly { readonly id?: unknown }[]) {
      if (!fields.some((field) => field['id'] === id)) {
        throw invalidField(
          entity,
          'customFields',
          `Custom field ${String(id)} does not exist for ${entity}.`,
        );
      }
    }
    if (fields.length === 0) return undefined;
    const customFields = fields.map((field) => {
      const find = (items: readonly JsonRecord[]): JsonRecord | undefined =>
        items.find((item) => item['id'] === field['id']);
      const value = (find(given) ?? find(known))?.['value'] ?? (before ? null : usualValue(field));
      if (value !== null) checkValue(entity, field, value);
      return shown(field, value);
    });
    return { ...record, customFields };
  },
};

function shown(field: JsonRecord, value: unknown): JsonRecord {
  return {
    id: field['id'],
    caption: field['caption'],
    type: field['fieldTypeIdentifier'],
    entryMethod: field['entryTypeIdentifier'],
    numberOfDecimals: numberOf(field, 'numberDecimals') ?? 0,
    value,
    connectWiseId: field['connectWiseID'],
    ...customFieldPlace(field),
  };
}

function usualValue(field: JsonRecord): unknown {
  const option = itemsOf(field, 'options').find((each) => flagOf(each, 'defaultFlag'));
  return option?.['optionValue'] ?? null;
}

const NUMBERS = ['Number', 'Currency', 'Percent'];

function checkValue(entity: string, field: JsonRecord, value: unknown): void {
  const type = textOf(field, 'fieldTypeIdentifier') ?? 'Text';
  const caption = textOf(field, 'caption') ?? '';
  const refuse = (what: string): never => {
    throw invalidField(entity, 'customFields', `The value of custom field ${caption} must be ${what}.`);
  };
  if (NUMBERS.includes(type) && typeof value !== 'number' && !isNumeric(value)) refuse('a number');
  if (type === 'Checkbox' && typeof value !== 'boolean' && !/^(true|false)$/i.test(String(value))) {
    refuse('true or false');
  }
  if (type === 'Date' && Number.isNaN(Date.parse(String(value)))) refuse('a date');
  const options = itemsOf(field, 'options').map((option) => option['optionValue']);
  if (options.length > 0 && !options.includes(value)) refuse(`one of ${options.join(', ')}`);
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value));
}
