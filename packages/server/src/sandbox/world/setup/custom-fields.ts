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
  readonly rowNum: number;
  readonly userDefinedFieldRecId: number;
  readonly podId: string;
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

/** A part of a screen that shows custom fields. */
interface Pod {
  /** How records name it. */
  readonly key: string;
  /** How definitions do. */
  readonly description: string;
  readonly screenId: string;
  readonly screenDescription: string;
}

/** By the number in definitions. Key and description of the third are recorded, the others *assumed*. */
const PODS: Readonly<Record<number, Pod>> = {
  1: {
    key: 'ticket_overview',
    description: 'Ticket Overview',
    screenId: 'sr100',
    screenDescription: 'Service Ticket',
  },
  2: {
    key: 'company_overview',
    description: 'Company Overview',
    screenId: 'co300',
    screenDescription: 'Company',
  },
  3: {
    key: 'contact_overview',
    description: 'Contact Overview',
    screenId: 'ct300',
    screenDescription: 'Contact',
  },
};

/**
 * Where a record shows a custom field, as newer answers say it (PROTOCOL 6.3, live). In all recorded ones `rowNum`
 * is the definition's `sequenceNumber`, `userDefinedFieldRecId` its id, and `podId` a name for the number of its pod;
 * what a pod is called that somebody else has made up is *assumed*.
 */
export function customFieldPlace(
  definition: Readonly<Record<string, unknown>>,
): Pick<CustomField, 'rowNum' | 'userDefinedFieldRecId' | 'podId'> {
  const { id, podId, sequenceNumber } = definition as Readonly<Record<string, number>>;
  return {
    rowNum: sequenceNumber ?? 1,
    userDefinedFieldRecId: id ?? 0,
    podId: PODS[podId ?? 0]?.key ?? `pod_${podId ?? 0}`,
  };
}

type Definition = readonly [
  id: number,
  pod: number,
  caption: string,
  type: string,
  entryMethod: string,
  choices?: readonly string[],
];

const DEFINITIONS: readonly Definition[] = [
  [1, 1, 'Outage ID', 'Number', 'EntryField'],
  [2, 1, 'Custom Field 1', 'Text', 'EntryField'],
  [3, 1, 'Customer Impact', 'Text', 'List', IMPACT_CHOICES],
  [4, 1, 'VIP', 'Checkbox', 'EntryField'],
  [5, 1, 'Change Window', 'Date', 'Date'],
  [11, 2, 'Account Tier', 'Text', 'List', TIER_CHOICES],
  [12, 2, 'Renewal Month', 'Number', 'EntryField'],
  [21, 3, 'Badge Number', 'Text', 'EntryField'],
  [22, 3, 'Prefers Text Message', 'Checkbox', 'EntryField'],
];

/** Its place among those of its pod, from 1. */
function sequenceNumber([id, pod]: Definition): number {
  return DEFINITIONS.filter(([other, itsPod]) => itsPod === pod && other <= id).length;
}

/** The definitions of the custom fields. */
export function* customFieldsPart(): Part<CustomFields> {
  yield* setupRows(
    'system/userDefinedFields',
    DEFINITIONS.map((definition) => {
      const [id, podId, caption, fieldTypeIdentifier, entryTypeIdentifier, choices] = definition;
      return {
        id,
        podId,
        podDescription: PODS[podId]?.description,
        caption,
        sequenceNumber: sequenceNumber(definition),
        screenId: PODS[podId]?.screenId,
        screenDescription: PODS[podId]?.screenDescription,
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
        displayScreenInASIO: false,
        dateCreated: '2022-01-10T14:30:00Z',
      };
    }),
  );
  const of = (pod: number): readonly CustomField[] =>
    DEFINITIONS.filter(([, podId]) => podId === pod).map((definition) => {
      const [id, podId, caption, type, entryMethod] = definition;
      return {
        id,
        caption,
        type,
        entryMethod,
        numberOfDecimals: 0,
        value: null,
        connectWiseId: connectWiseId(id),
        ...customFieldPlace({ id, podId, sequenceNumber: sequenceNumber(definition) }),
      };
    });
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
