import { setupRows } from '../rows.js';
import type { Part } from '../types.js';

/** A custom field as records carry it (PROTOCOL 6.3); unset ones have the value null, as recorded. */
export interface CustomField {
  readonly id: number;
  readonly caption: string;
  readonly type: string;
  readonly entryMethod: string;
  readonly numberOfDecimals: number;
  readonly value: string | number | boolean | null;
  readonly connectWiseId: string;
}

/** The custom fields of the kinds of record that have some, unset. */
export interface CustomFields {
  readonly ticket: readonly CustomField[];
  readonly company: readonly CustomField[];
  readonly contact: readonly CustomField[];
}

/** Positions in {@link CustomFields.ticket}. */
export const TICKET_FIELD = { outage: 0, reference: 1, impact: 2, vip: 3, change: 4 } as const;
/** Positions in {@link CustomFields.company}. */
export const COMPANY_FIELD = { accountTier: 0, renewal: 1 } as const;
/** Positions in {@link CustomFields.contact}. */
export const CONTACT_FIELD = { badge: 0, prefersText: 1 } as const;

export const IMPACT_CHOICES = ['One person', 'Department', 'Whole company'] as const;
export const TIER_CHOICES = ['Bronze', 'Silver', 'Gold'] as const;

type Definition = readonly [
  id: number,
  pod: number,
  screen: string,
  caption: string,
  type: string,
  entryMethod: string,
  choices?: readonly string[],
];

const DEFINITIONS: readonly Definition[] = [
  [1, 1, 'sr100', 'Outage ID', 'Number', 'EntryField'],
  [2, 1, 'sr100', 'Custom Field 1', 'Text', 'EntryField'],
  [3, 1, 'sr100', 'Customer Impact', 'Text', 'List', IMPACT_CHOICES],
  [4, 1, 'sr100', 'VIP', 'Checkbox', 'EntryField'],
  [5, 1, 'sr100', 'Change Window', 'Date', 'Date'],
  [11, 2, 'co300', 'Account Tier', 'Text', 'List', TIER_CHOICES],
  [12, 2, 'co300', 'Renewal Month', 'Number', 'EntryField'],
  [21, 3, 'ct300', 'Badge Number', 'Text', 'EntryField'],
  [22, 3, 'ct300', 'Prefers Text Message', 'Checkbox', 'EntryField'],
];

/** The definitions of the custom fields. */
export function* customFieldsPart(): Part<CustomFields> {
  yield* setupRows(
    'system/userDefinedFields',
    DEFINITIONS.map(
      ([id, podId, screenId, caption, fieldTypeIdentifier, entryTypeIdentifier, choices], index) => ({
        id,
        podId,
        caption,
        sequenceNumber: index + 1,
        screenId,
        fieldTypeIdentifier,
        numberDecimals: 0,
        entryTypeIdentifier,
        requiredFlag: false,
        displayOnScreenFlag: true,
        readOnlyFlag: false,
        listViewFlag: true,
        options: choices?.map((optionValue, place) => ({
          id: id * 10 + place,
          optionValue,
          defaultFlag: false,
          inactiveFlag: false,
          sortOrder: place,
        })),
        businessUnitIds: [],
        locationIds: [],
        connectWiseID: connectWiseId(id),
        dateCreated: '2022-01-10T14:30:00Z',
      }),
    ),
  );
  const of = (pod: number): readonly CustomField[] =>
    DEFINITIONS.filter((definition) => definition[1] === pod).map(([id, , , caption, type, entryMethod]) => ({
      id,
      caption,
      type,
      entryMethod,
      numberOfDecimals: 0,
      value: null,
      connectWiseId: connectWiseId(id),
    }));
  return { ticket: of(1), company: of(2), contact: of(3) };
}

/** The same fields with one of them set. */
export function withValue(
  fields: readonly CustomField[],
  place: number,
  value: CustomField['value'],
): readonly CustomField[] {
  return fields.map((field, index) => (index === place ? { ...field, value } : field));
}

function connectWiseId(id: number): string {
  return `5b0d7c1e-9a44-4f00-a2d6-${String(id).padStart(12, '0')}`;
}
