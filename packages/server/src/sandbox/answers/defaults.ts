import type { SpecialCall, SpecialOperation } from '../../api/index.js';
import type { JsonRecord } from '../../store/index.js';
import { answering } from './answering.js';
import { recordsOf } from './records.js';
import { emptyValue } from './template.js';

/** `/x/default` by the collection it belongs to, and the schema of its records. */
const COLLECTIONS = [
  ['company/companies', 'Company'],
  ['sales/opportunities', 'Opportunity'],
  ['procurement/rmaTags', 'RmaTag'],
  ['system/apiMembers', 'ApiMember'],
] as const;

/**
 * What a new record starts from: the references that the first record of the collection has, without what
 * is its own (*assumed*: nothing is recorded).
 */
async function defaultRecord(call: SpecialCall, collection: string, entity: string): Promise<JsonRecord> {
  const [first] = await recordsOf(call, collection, { limit: 1 });
  return { ...emptyValue(entity), ...referencesOf(first ?? {}) };
}

function referencesOf(record: JsonRecord): JsonRecord {
  const isReference = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value;
  return Object.fromEntries(Object.entries(record).filter(([, value]) => isReference(value)));
}

/** The contact a company has by default: the marked one, else the first; without a company, of all. */
async function defaultContact(call: SpecialCall): Promise<JsonRecord> {
  const companyId = Number(call.parameters.get('companyid'));
  const wanted = Number.isInteger(companyId) ? { field: ['company', 'id'], value: companyId } : {};
  const contacts = await recordsOf(call, 'company/contacts', wanted);
  return contacts.find((contact) => contact['defaultFlag'] === true) ?? contacts[0] ?? emptyValue('Contact');
}

/** Answers of `/x/default`. */
export const DEFAULTS: readonly SpecialOperation[] = [
  ...COLLECTIONS.map(([collection, entity]) =>
    answering(`/${collection}/default`, (call) => defaultRecord(call, collection, entity)),
  ),
  answering('/company/contacts/default', defaultContact),
  answering('/time/timePeriodSetups/default', () => Promise.resolve(emptyValue('TimePeriodSetupDefaults'))),
];
