import type { BusinessSetup } from '../setup/business.js';
import type { CustomerSetup } from '../setup/customers.js';
import type { CustomFields } from '../setup/custom-fields.js';
import type { Members } from '../setup/members.js';
import type { Organisation } from '../setup/organisation.js';
import type { ServiceSetup } from '../setup/service.js';
import type { Part, Scene } from '../types.js';
import type { Catalog } from './catalog.js';
import { agreementRows, agreementTypesPart } from './agreements.js';
import type { Company } from './company.js';
import { configurationRows } from './configurations.js';
import { documentRows } from './documents.js';
import { CompanyDraft } from './draft.js';
import { companyRows, type Desk } from './records.js';

/** What customers refer to. */
export interface CustomerContext {
  readonly organisation: Organisation;
  readonly members: Members;
  readonly setup: CustomerSetup;
  readonly business: BusinessSetup;
  readonly service: ServiceSetup;
  readonly fields: CustomFields;
  readonly catalog: Catalog;
}

/** Companies with sites, contacts, devices, agreements and invoices. */
export function* customersPart(scene: Scene, context: CustomerContext): Part<readonly Company[]> {
  const draft = new CompanyDraft(
    scene.random.fork('companies'),
    scene.scale,
    context.organisation,
    context.members,
  );
  const desk: Desk = {
    ...context,
    random: scene.random.fork('company records'),
    next: (resource) => scene.next(resource),
  };
  const types = yield* agreementTypesPart(context.business);
  const companies: Company[] = [];
  for (let n = 0; n < scene.scale.companies; n++) {
    const company = draft.next();
    companies.push(company);
    yield* companyRows(desk, company);
    yield* configurationRows(desk, company);
    yield* documentRows(desk, company);
    yield* agreementRows(scene, desk, context, types, company);
  }
  return companies;
}
