import { SAVED, type Concern } from '../concern.js';
import { memberReference } from '../members.js';
import { filledIn, flagOf, idOf, numberOf } from '../values.js';

/** An opportunity whose status is closed has when and by whom; one that is open has neither (*assumed*). */
export const OPPORTUNITIES: Concern = {
  about: ['sales/opportunities'],
  on: SAVED,
  apply: async ({ kind, record: given }, draft) => {
    const status = await draft.get('sales/opportunities/statuses', [], idOf(given, 'status'));
    const company = await draft.get('company/companies', [], idOf(given, 'company'));
    const member = await memberReference(draft);
    const record =
      kind === 'update'
        ? given
        : filledIn(given, {
            site: company?.['site'],
            billToCompany: given['company'],
            billToContact: given['contact'],
            billToSite: company?.['billingSite'],
            currency: company?.['currency'],
            dateBecameLead: draft.now,
            totalSalesTax: 0,
          });
    return flagOf(status, 'closedFlag')
      ? filledIn(record, { closedDate: draft.now, closedBy: member })
      : { ...record, closedDate: undefined, closedBy: undefined };
  },
};

/** An activity is assigned by the member who asks (*assumed*). */
export const ACTIVITIES: Concern = {
  about: ['sales/activities'],
  on: ['create', 'replace'],
  apply: async ({ record }, draft) => {
    const company = await draft.get('company/companies', [], idOf(record, 'company'));
    return filledIn(record, { assignedBy: await memberReference(draft), currency: company?.['currency'] });
  },
};

/** A phase is numbered after the others of its project; a project bills its own company (*assumed*). */
export const PROJECTS: Concern = {
  about: ['project/projects', 'project/projects/phases'],
  on: ['create'],
  apply: async ({ resource, record, parents }, draft) => {
    if (resource.name === 'project/projects/phases') {
      const count = await draft.count(resource.name, { parents });
      return filledIn(record, { projectId: parents[0], wbsCode: String(count + 1) });
    }
    const company = await draft.get('company/companies', [], idOf(record, 'company'));
    return filledIn(record, {
      site: company?.['site'],
      contact: company?.['defaultContact'],
      currency: company?.['currency'],
      billToCompany: record['company'],
      estimatedHours: numberOf(record, 'estimatedHours') ?? 0,
    });
  },
};
