const CHARGED = "(chargeToType='ServiceTicket' OR chargeToType='ProjectTicket') AND chargeToId={id}";

/**
 * The links of the records that have recorded ones (PROTOCOL 6.5, live): most are questions to top-level
 * collections, some the collections below the record. `{id}` stands for the record's id.
 */
const RECORDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'service/tickets': {
    activities: '/sales/activities?conditions=ticket/id={id}',
    scheduleentries: '/schedule/entries?conditions=type/id=4 AND objectId={id}',
    documents: '/system/documents?recordType=Ticket&recordId={id}',
    configurations: '/service/tickets/{id}/configurations',
    tasks: '/service/tickets/{id}/tasks',
    notes: '/service/tickets/{id}/notes',
    products: "/procurement/products?conditions=chargeToType='Ticket' AND chargeToId={id}",
    timeentries: `/time/entries?conditions=${CHARGED}`,
    expenseEntries: `/expense/entries?conditions=${CHARGED}`,
  },
  'project/tickets': {
    activities: '/sales/activities?conditions=ticket/id={id}',
    scheduleentries: '/schedule/entries?conditions=type/id=4 AND objectId={id}',
    documents: '/system/documents?recordType=Ticket&recordId={id}',
    configurations: '/project/tickets/{id}/configurations',
    tasks: '/project/tickets/{id}/tasks',
    notes: '/project/tickets/{id}/notes',
    products: "/procurement/products?conditions=chargeToType='Ticket' AND chargeToId={id}",
    timeentries: `/time/entries?conditions=${CHARGED}`,
    expenseEntries: `/expense/entries?conditions=${CHARGED}`,
  },
  'company/contacts': {
    communications: '/company/contacts/{id}/communications',
    notes: '/company/contacts/{id}/notes',
    tracks: '/company/contacts/{id}/tracks',
    groups: '/company/contacts/{id}/groups',
    typeAssociations: '/company/contacts/{id}/typeAssociations',
    portalSecurity: '/company/contacts/{id}/portalSecurity',
    activities: '/sales/activities?conditions=contact/id={id}',
    documents: '/system/documents?recordType=Contact&recordId={id}',
    configurations: '/company/configurations?conditions=contact/id={id}',
    tickets: '/service/tickets?conditions=contact/id={id}',
    opportunities: '/sales/opportunities?conditions=contact/id={id}',
    projects: '/project/projects?conditions=contact/id={id}',
  },
  'company/companies': {
    contacts: '/company/contacts?conditions=company/id={id}',
    agreements: '/finance/agreements?conditions=company/id={id}',
    tickets: '/service/tickets?conditions=company/id={id}',
    opportunities: '/sales/opportunities?conditions=company/id={id}',
    activities: '/sales/activities?conditions=company/id={id}',
    projects: '/project/projects?conditions=company/id={id}',
    configurations: '/company/configurations?conditions=company/id={id}',
    orders: '/sales/orders?conditions=company/id={id}',
    documents: '/system/documents?recordType=Company&recordId={id}',
    sites: '/company/companies/{id}/sites',
    teams: '/company/companies/{id}/teams',
    notes: '/company/companies/{id}/notes',
    groups: '/company/companies/{id}/groups',
    tracks: '/company/companies/{id}/tracks',
    typeAssociations: '/company/companies/{id}/typeAssociations',
    customStatusNotes: '/company/companies/{id}/customStatusNotes',
    managementReportNotifications: '/company/companies/{id}/managementReportNotifications',
    managementReportSetup: '/company/companies/{id}/managementReportSetup',
    managementSummaryReports: '/company/companies/{id}/managementSummaryReports',
  },
};

/**
 * The links a record of the resource has in its `_info`, relative to `/apis/3.0`, where they are recorded;
 * undefined for all others, which link what the catalog has below them.
 */
export function recordedLinks(
  resource: string,
  id: number | string,
): Readonly<Record<string, string>> | undefined {
  const links = RECORDED[resource];
  if (!links) return undefined;
  const text = String(id);
  return Object.fromEntries(
    Object.entries(links).map(([name, template]) => [`${name}_href`, template.replaceAll('{id}', text)]),
  );
}
