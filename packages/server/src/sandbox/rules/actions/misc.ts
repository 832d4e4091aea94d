import type { JsonRecord } from '../../../store/index.js';
import { equals } from '../query.js';
import { referenceTo } from '../references.js';
import { needed, saveChanged, saveDeleted, saveNew } from '../save.js';
import { flagOf, numberOf, ownId, textOf, without } from '../values.js';
import { DONE, recordId, succeeded, type Action, type ActionTable } from './action.js';

/** Actions on members, schedules, templates and the system; what they do is *assumed*. */
export const MISC_ACTIONS: ActionTable = {
  'POST /system/members/{id}/deactivate': async (call) => {
    const { body, draft, save } = call;
    const member = await needed(draft, 'system/members', [], recordId(call));
    if (flagOf(body, 'deleteOpenTimeSheetsFlag')) await dropOpenSheets(ownId(member), call);
    await saveChanged(save, draft, 'system/members', [], member, { inactiveFlag: true });
    return { answer: body };
  },
  'DELETE /system/members/{id}/unusedTimeSheets': async (call) => {
    await needed(call.draft, 'system/members', [], recordId(call));
    await dropOpenSheets(recordId(call), call);
    return DONE;
  },
  'POST /system/members/{id}/linkSsoUser': aboutMember('was linked to its SSO user'),
  'POST /system/members/{id}/unlinkSsoUser': aboutMember('was unlinked from its SSO user'),
  'POST /system/members/{id}/submit': aboutMember('was submitted'),
  // The id is one of the identity service, which a sandbox has not.
  'POST /system/members/{ssoid}/deactivateIamMember': () => DONE,
  'DELETE /schedule/entries/{id}/{notifyResource}': async (call) => {
    const { draft, save } = call;
    const entry = await needed(draft, 'schedule/entries', [], recordId(call));
    await saveDeleted(save, draft, 'schedule/entries', [], entry);
    return DONE;
  },
  'POST /schedule/colors/reset': async ({ draft }) => {
    const colors = await draft.list('schedule/colors');
    const reset = colors.map((color) => draft.change('schedule/colors', [], color, { color: 'White' }));
    return { answer: reset };
  },
  'POST /schedule/colors/{id}/clear': async (call) => {
    const color = await needed(call.draft, 'schedule/colors', [], recordId(call));
    return { answer: call.draft.change('schedule/colors', [], color, { color: 'White' }) };
  },
  'POST /service/templates/{id}/generate': generate(),
  'POST /time/entries/defaults': async ({ body, draft, save }) => {
    // A time entry as it would be saved; the draft that knows it is given up, and maybe its sheet with it.
    const now = draft.now;
    const made = await saveNew(save, draft, 'time/entries', [], { timeStart: now, timeEnd: now, ...body });
    draft.forgetAll();
    return { answer: without(made, 'id', '_info', 'timeSheet') };
  },
  'POST /sales/opportunities/{parentId}/forecast/{id}': async ({ body, parameters, draft, save }) => {
    const opportunity = Number(parameters['parentId']);
    const kept = await needed(draft, 'sales/opportunities', [], opportunity);
    const members = { ...body, opportunity: referenceTo('sales/opportunities', kept, 'opportunity') };
    return { answer: await saveNew(save, draft, 'sales/opportunities/forecast', [opportunity], members) };
  },
  'DELETE /sales/opportunities/{parentId}/forecast': async (call) => {
    const parents = [recordId(call)];
    for (const item of await call.draft.list('sales/opportunities/forecast', { parents })) {
      call.draft.remove('sales/opportunities/forecast', parents, ownId(item));
    }
    return DONE;
  },
  'POST /system/importMassMaintenance/{id}': () => ({
    answer: {
      deletedContactCount: 0,
      deletedCompanyCount: 0,
      message: 'Nothing was to be deleted.',
      success: true,
    },
  }),
  'POST /system/info/links/{id}/resolveurl': async (call) => {
    const { body, draft } = call;
    const link = await draft.get('system/info/links', [], recordId(call));
    const url = (textOf(link, 'url') ?? '').replace(
      /\{\w+\}|\[\w+\]/g,
      String(numberOf(body, 'referenceId') ?? ''),
    );
    return { answer: { referenceId: body['referenceId'], url } };
  },
  'POST /company/m365contactsync/property': ({ body }) => ({ answer: { id: 1, ...body } }),
  'DELETE /company/m365contactsync/property': () => DONE,
  'DELETE /system/contactsync/monitoring/type/{id}': () => DONE,
  'PATCH /system/contactsync/monitoring': ({ items }) => ({ answer: patched({}, items) }),
  'POST /system/menuEntries/{id}/image': async (call) => {
    await needed(call.draft, 'system/menuEntries', [], recordId(call));
    return DONE;
  },
  'POST /service/teamMembers': async ({ body, draft, save }) => {
    const made = draft.has('service/teamMembers')
      ? await saveNew(save, draft, 'service/teamMembers', [], body)
      : { id: 1, ...body };
    return { answer: made };
  },
};

function aboutMember(done: string): Action {
  return async (call) => {
    const member = await needed(call.draft, 'system/members', [], recordId(call));
    return succeeded(`Member ${textOf(member, 'identifier') ?? ''} ${done}.`);
  };
}

/** Open sheets without hours. */
async function dropOpenSheets(member: number, { draft, save }: Parameters<Action>[0]): Promise<void> {
  for (const sheet of await draft.list('time/sheets', { where: equals('member/id', member) })) {
    if (sheet['status'] !== 'Open' || (numberOf(sheet, 'hours') ?? 0) > 0) continue;
    await saveDeleted(save, draft, 'time/sheets', [], sheet);
  }
}

/** A ticket of the template's members. */
function generate(): Action {
  return async (call) => {
    const { draft, save } = call;
    const template = await needed(draft, 'service/templates', [], recordId(call));
    const fields = new Set(draft.fieldNames('service/tickets'));
    const members = Object.fromEntries(
      Object.entries(template).filter(([name]) => fields.has(name) && name !== 'id' && name !== '_info'),
    );
    const summary = textOf(template, 'summary') ?? textOf(template, 'name') ?? 'From a template';
    await saveNew(save, draft, 'service/tickets', [], { ...members, summary: summary.slice(0, 100) });
    return { answer: { serviceCount: 1, scheduleCount: 0 } };
  };
}

/** An object with the members that the steps of a PATCH set. */
export function patched(object: JsonRecord, steps: readonly JsonRecord[]): JsonRecord {
  const changed: Record<string, unknown> = { ...object };
  for (const { op, path, value } of steps as readonly Readonly<Record<'op' | 'path' | 'value', unknown>>[]) {
    const [member = ''] = String(path).replace(/^\//, '').split('/');
    changed[member] = op === 'remove' ? undefined : value;
  }
  return changed;
}
