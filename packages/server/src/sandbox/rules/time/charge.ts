import type { JsonRecord } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import { referenceTo } from '../references.js';
import { missingField, notFoundField } from '../refusals.js';
import { idOf, numberOf, textOf } from '../values.js';

/** What time or money is charged to. */
export interface Charge {
  /** The resource of the record. */
  readonly resource: string;
  readonly record: JsonRecord;
}

const TARGETS: Readonly<Record<string, { readonly resource: string; readonly called: string }>> = {
  ServiceTicket: { resource: 'service/tickets', called: 'Ticket' },
  ProjectTicket: { resource: 'project/tickets', called: 'Ticket' },
  ChargeCode: { resource: 'time/chargeCodes', called: 'Charge Code' },
  Activity: { resource: 'sales/activities', called: 'Activity' },
  Company: { resource: 'company/companies', called: 'Company' },
};

/**
 * The record that `chargeToType` and `chargeToId` name; undefined where nothing is charged, which charges
 * the company (PROTOCOL 8.2). An id without a type means a ticket (*assumed*).
 *
 * @throws ServerRefusal for a type without an id, or where there is no such record (`Ticket 5 not found`).
 */
export async function chargeOf(
  entity: string,
  record: JsonRecord,
  draft: Draft,
): Promise<Charge | undefined> {
  const ticket = idOf(record, 'ticket');
  const id = numberOf(record, 'chargeToId') ?? ticket ?? idOf(record, 'activity');
  const type =
    textOf(record, 'chargeToType') ??
    (ticket === undefined && id !== undefined && idOf(record, 'activity') === id ? 'Activity' : undefined);
  if (id === undefined) {
    if (type === undefined || type === 'Company') return undefined;
    throw missingField(entity, 'chargeToId');
  }
  const candidates = type === undefined ? ['ServiceTicket', 'ProjectTicket'] : [type];
  for (const candidate of candidates) {
    const target = TARGETS[candidate];
    const found = target && (await draft.get(target.resource, [], id));
    if (target && found) return { resource: target.resource, record: found };
  }
  const called = TARGETS[type ?? 'ServiceTicket']?.called ?? 'Ticket';
  throw notFoundField(entity, 'chargeToId', `${called} ${id} not found`);
}

/** The members of an entry that say what it is charged to. */
export function chargeMembers(charge: Charge): JsonRecord {
  const { resource, record } = charge;
  const type = Object.entries(TARGETS).find(([, target]) => target.resource === resource)?.[0];
  return {
    chargeToType: type,
    chargeToId: record['id'],
    company: resource === 'company/companies' ? referenceTo(resource, record, 'company') : record['company'],
    ...(isTicket(charge)
      ? {
          ticket: referenceTo(resource, record, 'ticket'),
          project: record['project'],
          phase: record['phase'],
          agreement: record['agreement'],
          agreementType: record['agreementType'],
        }
      : {}),
    ...(resource === 'sales/activities' ? { activity: referenceTo(resource, record, 'activity') } : {}),
  };
}

export function isTicket({ resource }: Charge): boolean {
  return resource.endsWith('/tickets');
}
