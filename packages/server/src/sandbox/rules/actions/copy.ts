import { childCollections, requireResource, schema, type Resource } from 'psakit/catalog';
import { collectionPath } from '../../../records/index.js';
import type { JsonRecord, RecordKey } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import { needed, saveNew, type Save } from '../save.js';
import { textOf, without } from '../values.js';
import { recordId, succeeded, type Action, type ActionTable } from './action.js';

/**
 * Copies: a new record with the members of the other, called `Copy of …` unless the request names it, and
 * with copies of what lies below. What exactly a real PSA copies is *assumed*.
 */
export const COPIES: ActionTable = {
  'POST /company/configurations/types/copy': named('company/configurations/types'),
  'POST /company/portalConfigurations/copy': named('company/portalConfigurations'),
  'POST /finance/agreements/types/{id}/copy': copies('finance/agreements/types'),
  'POST /finance/agreements/{parentId}/copy': copies('finance/agreements'),
  'POST /finance/taxCodes/{id}/copy': copies('finance/taxCodes'),
  'POST /procurement/catalog/{id}/copy': copies('procurement/catalog'),
  'POST /procurement/purchaseorders/{id}/copy': copies('procurement/purchaseorders'),
  'POST /schedule/calendars/{id}/copy': copies('schedule/calendars'),
  'POST /schedule/holidayLists/copy': named('schedule/holidayLists'),
  'POST /service/boards/copy': named('service/boards'),
  'POST /service/surveys/{id}/copy': copies('service/surveys'),
  'POST /service/surveys/{parentId}/questions/{id}/copy': copies('service/surveys/questions'),
  'POST /service/tickets/{id}/copy': copies('service/tickets'),
  'POST /system/surveys/{id}/copy': copies('system/surveys'),
  'POST /system/workflows/{id}/copy': copies('system/workflows'),
  'POST /system/workflows/{parentId}/events/{id}/copy': copies('system/workflows/events'),
  'POST /sales/opportunities/{parentId}/forecast/copy/{id}': async ({ parameters, draft, save }) => {
    const parents = [Number(parameters['parentId'])];
    await copied(
      requireResource('sales/opportunities/forecast'),
      parents,
      parents,
      Number(parameters['id']),
      {},
      draft,
      save,
    );
    return succeeded('The forecast item was copied.');
  },
};

/** A copy of the record in the path. */
function copies(name: string): Action {
  return async (call) => {
    const resource = requireResource(name);
    const parents = resource.parents.map((parameter) => call.parameters[parameter] ?? 0);
    const id = parents.length > 0 ? Number(call.parameters['id']) : recordId(call);
    return { answer: await copied(resource, parents, parents, id, {}, call.draft, call.save) };
  };
}

/** A copy of the record whose id is in the body, which also names the copy. */
function named(name: string): Action {
  return async ({ body, draft, save }) => ({
    answer: await copied(
      requireResource(name),
      [],
      [],
      Number(body['id']),
      { name: body['name'] },
      draft,
      save,
    ),
  });
}

/** Members that belong to one record alone, or follow from what happens to it. */
const OWN = ['id', '_info', 'mobileGuid', 'closedDate', 'closedBy', 'closedFlag', 'actualHours', 'resources'];

async function copied(
  resource: Resource,
  from: readonly RecordKey[],
  to: readonly RecordKey[],
  id: RecordKey,
  changes: JsonRecord,
  draft: Draft,
  save: Save,
): Promise<JsonRecord> {
  const original = await needed(draft, resource.name, from, id);
  const members = { ...without(original, ...OWN), ...newNames(resource, original), ...defined(changes) };
  const copy = await saveNew(save, draft, resource.name, to, members);
  await copyBelow(resource, [...from, id], [...to, copy['id'] as RecordKey], draft);
  return copy;
}

/** What lies below is copied as it stands, each with a new id; references to the record follow. */
async function copyBelow(
  resource: Resource,
  from: readonly RecordKey[],
  to: readonly RecordKey[],
  draft: Draft,
): Promise<void> {
  for (const child of childCollections(resource).values()) {
    if (child.view || child.key !== 'id' || !SETUP_BELOW.has(child.name)) continue;
    for (const record of await draft.list(child.name, { parents: from })) {
      const text = JSON.stringify(without(record, 'id', '_info'));
      const moved = text.replaceAll(pathOf(resource, from), pathOf(resource, to));
      const fresh = renumbered(JSON.parse(moved) as JsonRecord, from.at(-1), to.at(-1));
      const made = await draft.create(child.name, to, fresh);
      await copyBelow(child, [...from, record['id'] as RecordKey], [...to, made['id'] as RecordKey], draft);
    }
  }
}

/** What belongs to the set-up of a record and goes along, unlike work that was done for it. */
const SETUP_BELOW = new Set([
  'company/configurations/types/questions',
  'company/configurations/types/questions/values',
  'finance/agreements/additions',
  'procurement/purchaseorders/lineitems',
  'schedule/holidayLists/holidays',
  'service/boards/statuses',
  'service/boards/types',
  'service/boards/subtypes',
  'service/boards/items',
  'service/boards/teams',
  'service/surveys/questions',
  'service/surveys/questions/options',
  'system/surveys/questions',
  'system/workflows/events',
  'system/workflows/triggers',
]);

function pathOf(resource: Resource, keys: readonly RecordKey[]): string {
  return `${collectionPath(resource, keys)}/${String(keys.at(-1))}"`;
}

/** References to the old record mean the new one: those whose link now leads there. */
function renumbered(record: JsonRecord, from: RecordKey | undefined, to: RecordKey | undefined): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return [
          name,
          /^(board|agreement|survey|workflow|configurationType)Id$/.test(name) && value === from ? to : value,
        ];
      }
      const reference = value as JsonRecord;
      const links = Object.values((reference['_info'] as JsonRecord | undefined) ?? {});
      const leads = links.some((link) => String(link).endsWith(`/${String(to)}`));
      return [name, leads && reference['id'] === from ? { ...reference, id: to } : value];
    }),
  );
}

/** `Copy of …`, as long as the member takes it; an identifier, which must be its own, is cut for it. */
function newNames(resource: Resource, original: JsonRecord): JsonRecord {
  const names: Record<string, string> = {};
  for (const member of ['name', 'summary', 'identifier', 'invoiceNumber', 'poNumber'] as const) {
    const text = textOf(original, member);
    if (text === undefined) continue;
    const longest = schema(resource.entity)?.field(member)?.maxLength ?? 100;
    names[member] =
      member === 'name' || member === 'summary'
        ? `Copy of ${text}`.slice(0, longest)
        : `${text.slice(0, longest - 5)}-copy`;
  }
  return names;
}

function defined(members: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
