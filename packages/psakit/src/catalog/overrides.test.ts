import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findField, matchPath, operations, resourceNamed, resources, schema, schemas } from './index.js';

interface Entry {
  readonly source: string;
  readonly [member: string]: unknown;
}

/** The entries of one overrides file, by list. */
function read(file: string): Record<string, readonly Entry[]> {
  const text = readFileSync(new URL(`./overrides/${file}.json`, import.meta.url), 'utf8');
  const { about, ...lists } = JSON.parse(text) as { about: string } & Record<string, readonly Entry[]>;
  expect(about).not.toBe('');
  return lists;
}

const list = (entry: Entry, member: string): readonly string[] => (entry[member] ?? []) as readonly string[];

describe('the overrides', () => {
  test('each have a source', () => {
    for (const file of ['paths', 'fields', 'resources']) {
      for (const [name, entries] of Object.entries(read(file))) {
        for (const entry of entries) {
          expect(entry.source, `${file}.json, ${name}: ${JSON.stringify(entry)}`).toMatch(
            /^(PROTOCOL|MISSION|specification|recorded|assumed|by its name)/,
          );
        }
      }
    }
  });

  test('changed these paths', () => {
    const changed = operations().filter(({ path, specPath }) => path !== specPath);
    // A slash at the end alone needs no entry.
    const worded = changed.filter(({ path, specPath }) => `${path}/` !== specPath);
    const lines = new Set(worded.map(({ path, specPath }) => `${specPath} -> ${path}`));
    expect({ operations: changed.length, slashOnly: changed.length - worded.length }).toMatchInlineSnapshot(`
      {
        "operations": 97,
        "slashOnly": 37,
      }
    `);
    expect([...lines].sort()).toMatchInlineSnapshot(`
      [
        "/company/entitytypes/info -> /company/entityTypes/info",
        "/company/entitytypes/{id}/info -> /company/entityTypes/{id}/info",
        "/finance/accounting/unpostedpayments -> /finance/accounting/unpostedPayments",
        "/finance/agreements/types{id}/copy -> /finance/agreements/types/{id}/copy",
        "/procurement/catalog/{parentId}/vendors/{id}{id} -> /procurement/catalog/{parentId}/vendors/{id}",
        "/procurement/purchaseorderstatuses/Info/count -> /procurement/purchaseorderstatuses/info/count",
        "/procurement/rmaStatuses/{parentId}/emailtemplates/ -> /procurement/rmaStatuses/{parentId}/emailTemplates",
        "/procurement/rmaStatuses/{parentId}/emailtemplates/count -> /procurement/rmaStatuses/{parentId}/emailTemplates/count",
        "/procurement/rmaStatuses/{parentId}/emailtemplates/{id} -> /procurement/rmaStatuses/{parentId}/emailTemplates/{id}",
        "/project/projectTemplates/{grandParentId}/projectTemplateTickets/{parentId}/tasks -> /project/projectTemplates/{grandparentId}/projectTemplateTickets/{parentId}/tasks",
        "/project/projectTemplates/{grandParentId}/projectTemplateTickets/{parentId}/tasks/count -> /project/projectTemplates/{grandparentId}/projectTemplateTickets/{parentId}/tasks/count",
        "/project/projectTemplates/{grandParentId}/projectTemplateTickets/{parentId}/tasks/{id} -> /project/projectTemplates/{grandparentId}/projectTemplateTickets/{parentId}/tasks/{id}",
        "/schedule/holidaylists/info -> /schedule/holidayLists/info",
        "/schedule/holidaylists/{id}/info -> /schedule/holidayLists/{id}/info",
        "/schedule/holidaylists/{parentId}/holidays/info -> /schedule/holidayLists/{parentId}/holidays/info",
        "/schedule/holidaylists/{parentId}/holidays/{id}/info -> /schedule/holidayLists/{parentId}/holidays/{id}/info",
        "/service/slas/info -> /service/SLAs/info",
        "/service/slas/{id}/info -> /service/SLAs/{id}/info",
        "/system/AllowedFileTypes/ -> /system/allowedfiletypes",
        "/system/info/members/{memberIdentifier:regex(^(types. |( -> /system/info/members/{memberIdentifier}",
        "/system/members/{memberIdentifier:regex(^(types. |( -> /system/members/{memberIdentifier}",
        "/system/menuentries -> /system/menuEntries",
        "/system/menuentries/count -> /system/menuEntries/count",
        "/system/menuentries/{id} -> /system/menuEntries/{id}",
        "/system/menuentries/{id}/image -> /system/menuEntries/{id}/image",
        "/system/mycompany/documents -> /system/myCompany/documents",
        "/system/mycompany/documents/{id} -> /system/myCompany/documents/{id}",
        "/system/mycompany/info/services -> /system/myCompany/info/services",
        "/system/mycompany/info/services/{id} -> /system/myCompany/info/services/{id}",
        "/system/mycompany/reportingServices -> /system/myCompany/reportingServices",
        "/system/mycompany/reportingServices/{id} -> /system/myCompany/reportingServices/{id}",
        "/system/mycompany/reportingServices/{id}/testConnection -> /system/myCompany/reportingServices/{id}/testConnection",
        "/system/mycompany/services -> /system/myCompany/services",
        "/system/mycompany/services/{id} -> /system/myCompany/services/{id}",
        "/system/securityroles -> /system/securityRoles",
        "/system/securityroles/count -> /system/securityRoles/count",
        "/system/securityroles/info -> /system/securityRoles/info",
        "/system/securityroles/info/count -> /system/securityRoles/info/count",
        "/system/securityroles/{id} -> /system/securityRoles/{id}",
        "/system/securityroles/{id}/info -> /system/securityRoles/{id}/info",
      ]
    `);
  });

  test('changed these parameters and answers', () => {
    const query = operations().filter(({ parameters }) =>
      parameters.some((parameter) => parameter.in === 'query'),
    );
    expect(
      query.map(({ method, path, parameters }) => {
        const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
        return `${method} ${path} ?${names.join(',')}`;
      }),
    ).toMatchInlineSnapshot(`
      [
        "POST /company/companyPickerItems/clear ?clearPickerRequest",
        "GET /company/configurations ?managedIdentifier",
        "POST /company/configurations ?managedInformation",
        "POST /company/configurations/bulk ?managedInformation",
        "PUT /company/configurations/bulk ?managedInformation",
        "GET /company/configurations/count ?managedIdentifier",
        "PUT /company/configurations/{id} ?managedInformation",
        "PATCH /company/configurations/{id} ?managedInformation",
        "GET /company/contacts/default ?companyId",
        "DELETE /company/contacts/{id} ?transferContactId",
        "GET /company/contacts/{id}/image ?useDefaultFlag,lastModified",
        "GET /company/m365contactsync/property/excluded ?id",
        "GET /company/m365contactsync/property/included ?id",
        "GET /company/management/{id}/log/download ?filePath",
        "GET /procurement/catalog/{catalogItemIdentifier}/quantityOnHand ?warehouseBinId",
        "DELETE /procurement/purchaseorders/{parentId}/lineitems ?id",
        "GET /procurement/rmaTags/default ?productId,billingLogId,ticketId,projectId,salesOrderId,companyId",
        "GET /project/projectTemplates/projectTemplatePhases ?parentId",
        "GET /project/projectTemplates/projectTemplateTickets ?parentId",
        "GET /service/priorities/{id}/image ?lastModified",
        "GET /system/audittrail ?type,id,deviceIdentifier,xrefRecId",
        "GET /system/audittrail/count ?type,id,deviceIdentifier,xrefRecId",
        "GET /system/documents ?recordType,recordId",
        "GET /system/documents/count ?recordType,recordId",
        "GET /system/documents/{id}/download ?lastModified",
        "GET /system/documents/{id}/thumbnail ?lastModified",
        "GET /system/members/{id}/image ?useDefaultFlag,lastmodified",
        "GET /system/menuEntries/{id}/image ?lastmodified,largeFlag",
        "GET /system/quoteLinkSetup/testConnection ?url",
      ]
    `);
    for (const entry of read('paths')['responses'] ?? []) {
      const { operations: own } = matchPath(String(entry['path']).replace(/\{\w+\}/g, '7')) ?? {};
      for (const method of list(entry, 'methods')) {
        const { schema, type, array } = entry;
        expect(own?.[method as 'GET']?.response).toEqual({ schema, type, array });
      }
    }
    for (const entry of read('paths')['bodies'] ?? []) {
      const { operations: own } = matchPath(String(entry['path']).replace(/\{\w+\}/g, '7')) ?? {};
      for (const method of list(entry, 'methods')) {
        const { schema, array } = entry;
        expect(own?.[method as 'GET']?.body).toEqual({ schema, array });
      }
    }
  });

  test('changed so many fields', () => {
    const fields = schemas().flatMap((owner) =>
      owner.fields.map((field) => ({ owner: owner.name, ...field })),
    );
    const special = fields.filter(({ readOnly, name }) => readOnly && name !== 'id' && name !== '_info');
    expect({
      datetime: fields.filter(({ type }) => type === 'datetime').length,
      date: fields.filter(({ type }) => type === 'date').length,
      readOnly: fields.filter(({ readOnly }) => readOnly).length,
      readOnlyOtherThanIdAndInfo: special.length,
      writeOnly: fields.filter(({ writeOnly }) => writeOnly).map(({ owner, name }) => `${owner}.${name}`),
    }).toMatchInlineSnapshot(`
      {
        "date": 5,
        "datetime": 215,
        "readOnly": 1503,
        "readOnlyOtherThanIdAndInfo": 65,
        "writeOnly": [
          "Contact.portalPassword",
          "Member.password",
          "MyAccount.password",
          "MyMember.password",
          "ProjectTicket.initialDescription",
          "ProjectTicket.initialInternalAnalysis",
          "ProjectTicket.initialResolution",
          "ProjectTicket.processNotifications",
          "ProjectTicket.skipCallback",
          "Ticket.initialDescription",
          "Ticket.initialInternalAnalysis",
          "Ticket.initialResolution",
          "Ticket.processNotifications",
          "Ticket.skipCallback",
        ],
      }
    `);
  });

  test('are in the data: no entry was forgotten by an import', () => {
    const { types = [], added = [], readOnly = [], writeOnly = [], moments = [] } = read('fields');
    const field = (owner: unknown, name: string): unknown => schema(String(owner))?.field(name);
    for (const entry of types) {
      for (const name of list(entry, 'fields')) {
        expect(field(entry['schema'], name)).toMatchObject({ type: entry['type'] });
      }
    }
    for (const entry of added)
      expect(field(entry['schema'], String(entry['field']))).toMatchObject({ type: entry['type'] });
    for (const [member, entries] of Object.entries({ readOnly, writeOnly })) {
      for (const entry of entries) {
        const owners = entry['schema'] === '*' ? schemas().map(({ name }) => name) : [entry['schema']];
        for (const owner of owners) {
          for (const name of list(entry, 'names')) {
            const found = field(owner, name);
            if (found !== undefined)
              expect(found, `${String(owner)}.${name}`).toMatchObject({ [member]: true });
          }
        }
      }
    }
    const decided = new Set(moments.flatMap((entry) => list(entry, 'names')));
    for (const name of decided)
      expect(
        schemas().some((owner) => owner.field(name)?.type === 'datetime'),
        name,
      ).toBe(true);
  });

  test('name fields, indexes, columns and short names that exist', () => {
    const taken = new Map<string, string>();
    for (const entry of read('resources')['facts'] ?? []) {
      const resource = resourceNamed(String(entry['resource']))!;
      expect(resource.indexes).toEqual(list(entry, 'indexes').map((fields) => fields.split(',')));
      expect(resource.trigrams).toEqual(list(entry, 'trigrams'));
      expect(resource.narrowedBy).toEqual(list(entry, 'narrowedBy'));
      expect(resource.shortNames).toEqual(list(entry, 'shortNames'));
      for (const name of resource.shortNames) {
        expect(taken.get(name.toLowerCase()), name).toBeUndefined();
        taken.set(name.toLowerCase(), resource.name);
      }
    }
    for (const resource of resources()) {
      for (const path of [...resource.indexes.flat(), ...resource.trigrams, ...resource.columns]) {
        expect(findField(resource, path)?.path, `${resource.name} ${path}`).toBe(path);
      }
      for (const path of resource.trigrams) expect(findField(resource, path)?.field.type).toBe('string');
      expect(resource.columns.length, resource.name).toBeGreaterThan(0);
    }
    expect(resourceNamed('service/tickets')?.indexes.flat()).toEqual(
      expect.arrayContaining([
        'company/id',
        'board/id',
        'status/id',
        'status/name',
        'closedFlag',
        '_info/lastUpdated',
      ]),
    );
  });

  test('let every view show a resource that keeps its records', () => {
    const views = resources().filter(({ view }) => view !== undefined);
    for (const { name, view, parents } of views) {
      const kept = resourceNamed(view?.of ?? '');
      expect(kept, name).toBeDefined();
      expect(kept?.view, name).toBeUndefined();
      const slots = [...(view?.where ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const slot of slots) expect(parents, name).toContain(slot);
      if (view?.where === undefined) expect(kept?.parents.length, name).toBe(parents.length);
    }
    const infos = resources().filter(({ path }) => path.endsWith('/info'));
    expect(infos.filter(({ view }) => view === undefined).map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "system/BillableOptions/info",
        "system/directionalSyncs/info",
        "system/documentTypes/info",
        "system/m365contactsync/info",
        "system/office365/application/info",
      ]
    `);
    expect(resourceNamed('service/tickets/timeentries')?.view).toEqual({
      of: 'time/entries',
      where: "(chargeToType='ServiceTicket' or chargeToType='ProjectTicket') and chargeToId={parentId}",
    });
  });
});
