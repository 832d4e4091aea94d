import { requireResource } from 'psakit/catalog';
import type { CallbackAction, CallbackType } from 'psakit/callbacks';
import type { ProposedWrite, RuleContext, Rules } from '../../records/index.js';
import type { JsonRecord, RecordKey, Write } from '../../store/index.js';
import { OWED, toEntry, type Delivery } from './outbox.js';
import {
  alreadyRegistered,
  CALLBACKS,
  checkedRegistration,
  readRegistration,
  type Registration,
} from './registration.js';
import { callbackTypeOf, companyFieldOf, entityOf, idsOf, levelIds } from './sources.js';

/** Something that happened to a record of a type that callbacks tell of. */
interface Event {
  readonly type: CallbackType;
  readonly action: CallbackAction;
  /** Absent for a deleted record. */
  readonly record?: JsonRecord | undefined;
  /** Absent for a new one. */
  readonly before?: JsonRecord | undefined;
}

/**
 * Rules that also owe a delivery to everyone who registered for what they change: the outbox rows go into the
 * same batch as the change, so that neither is ever there without the other.
 *
 * @param onOwed is told when a batch has such rows; they are there once it is applied.
 */
export function withCallbacks(rules: Rules, guid: () => string, onOwed: () => void): Rules {
  const owedFor = async (writes: readonly Write[], by: Circumstances): Promise<readonly Write[]> => {
    const rows = await owed(writes, by);
    if (rows.length > 0) onOwed();
    return rows;
  };
  return {
    decide: async (write, context) => {
      if (write.resource.name === CALLBACKS && write.after) {
        const record = await registered(write, context, guid);
        return rules.decide({ ...write, after: record }, context);
      }
      const decision = await rules.decide(write, context);
      const { record, writes } = decision;
      if (decision.refusals) return decision;
      // A control flag of the request, which is no part of the record (PROTOCOL 6.5).
      if (write.after?.['skipCallback'] === true) return { record, writes };
      const { resource, parents } = write;
      const own: Write[] = record ? [{ kind: 'put', resource, parents, record }] : [];
      return {
        record,
        writes: [...writes, ...(await owedFor([...own, ...writes], { context, guid }))],
      };
    },
    act: async (action, context) => {
      const outcome = await rules.act(action, context);
      return {
        ...outcome,
        writes: [...outcome.writes, ...(await owedFor(outcome.writes, { context, guid }))],
      };
    },
  };
}

async function registered(
  write: ProposedWrite,
  context: RuleContext,
  guid: () => string,
): Promise<JsonRecord> {
  const { after = {}, before } = write;
  const id = Number(after['id']);
  const record = checkedRegistration(after, {
    payloadVersion: '3.0.0',
    inactiveFlag: false,
    isSoapCallbackFlag: false,
    isSelfSuppressedFlag: false,
  });
  const rows = await context.records.list({ resource: requireResource(CALLBACKS), limit: 1000 });
  const same = rows.some((row) => row['id'] !== id && KEY.every((name) => row[name] === record[name]));
  if (same) throw alreadyRegistered();
  const memberId = before?.['memberId'] ?? (await memberIdOf(context));
  return { ...record, memberId, connectWiseID: before?.['connectWiseID'] ?? guid() };
}

/** What makes two registrations the same (*assumed*: the error is recorded, the key is not). */
const KEY = ['url', 'type', 'level', 'objectId'];

/** Who changes, and where GUIDs come from. */
interface Circumstances {
  readonly context: RuleContext;
  readonly guid: () => string;
}

/** The outbox rows for a batch of changes. */
async function owed(writes: readonly Write[], by: Circumstances): Promise<readonly Write[]> {
  const { context } = by;
  const told = writes.filter(isTold);
  if (told.length === 0) return [];
  const registrations = await activeRegistrations(context);
  if (registrations.length === 0) return [];
  const memberId = await memberIdOf(context);
  const due = Date.parse(context.now);
  const rows: Write[] = [];
  for (const write of told) {
    const event = await eventOf(write, context);
    if (!event) continue;
    for (const registration of registrations) {
      if (!(await concerns(registration, event, { memberId, context }))) continue;
      const entry = toEntry(deliveryOf(registration, event, { ...by, memberId }));
      rows.push({ kind: 'enqueue', queue: OWED, due, entry });
    }
  }
  return rows;
}

type RecordWrite = Extract<Write, { readonly kind: 'put' | 'delete' }>;

/** Whether a write is of a record that some type of callback is about. */
function isTold(write: Write): write is RecordWrite {
  return (
    (write.kind === 'put' || write.kind === 'delete') && callbackTypeOf(write.resource.name) !== undefined
  );
}

/** What a write does to its record; nothing where one is removed that is not there. */
async function eventOf(write: RecordWrite, { records }: RuleContext): Promise<Event | undefined> {
  const { resource, parents = [] } = write;
  const type = callbackTypeOf(resource.name);
  const key = write.kind === 'put' ? (write.record[resource.key ?? 'id'] as RecordKey) : write.id;
  const before = await records.get(resource, parents, key);
  if (type === undefined) return undefined;
  if (write.kind === 'delete') return before && { type, action: 'deleted', before };
  const record = entityOf(resource.name, write.record);
  return { type, action: before ? 'updated' : 'added', record, before };
}

/** Whether a registration wants to hear of it: at the object it is or was at. */
async function concerns(
  registration: Registration,
  event: Event,
  { memberId, context }: { readonly memberId: number; readonly context: RuleContext },
): Promise<boolean> {
  const { type, level, objectId, isSelfSuppressedFlag } = registration;
  if (type !== event.type) return false;
  if (isSelfSuppressedFlag && registration.memberId === memberId) return false;
  if (level === 'owner') return true;
  const ofCompany = companyFieldOf(type, level);
  for (const record of [event.record, event.before]) {
    if (record === undefined) continue;
    const ids =
      ofCompany === undefined
        ? levelIds(type, level, record)
        : idsOf((await companyOf(record, context))?.[ofCompany]);
    if (ids.includes(objectId)) return true;
  }
  return false;
}

async function companyOf(record: JsonRecord, { records }: RuleContext): Promise<JsonRecord | undefined> {
  const [id] = idsOf(record['company']);
  return id === undefined ? undefined : records.get(requireResource('company/companies'), [], id);
}

function deliveryOf(
  registration: Registration,
  { type, action, record, before }: Event,
  { context, guid, memberId }: Circumstances & { readonly memberId: number },
): Delivery {
  const recordId = Number((record ?? before)?.['id']);
  return {
    messageId: guid(),
    callbackId: registration.id,
    url: registration.url,
    type,
    action,
    recordId,
    member: context.member.identifier,
    memberId,
    entity: record ? JSON.stringify(record) : null,
    state: 'owed',
    tries: [],
  };
}

async function activeRegistrations({ records }: RuleContext): Promise<readonly Registration[]> {
  const rows = await records.list({ resource: requireResource(CALLBACKS), limit: 1000 });
  return rows.flatMap((row) => readRegistration(row) ?? []);
}

/** The id of the member who asks; 0 for an API member that has no record. */
async function memberIdOf({ records, member }: RuleContext): Promise<number> {
  const [found] = await records.list({
    resource: requireResource('system/members'),
    conditions: {
      kind: 'compare',
      field: { kind: 'field', path: ['identifier'] },
      operator: '=',
      value: { kind: 'text', value: member.identifier },
    },
    limit: 1,
  });
  return found ? Number(found['id']) : 0;
}
