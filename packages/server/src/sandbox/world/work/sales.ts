import type { Company, Contact } from '../customers/company.js';
import type { Catalog, Product } from '../customers/catalog.js';
import { cents } from '../customers/invoices.js';
import { reference, type Reference } from '../references.js';
import { row } from '../rows.js';
import type { BusinessSetup } from '../setup/business.js';
import type { Organisation } from '../setup/organisation.js';
import type { ServiceSetup } from '../setup/service.js';
import { AS_OF_WORK, LAST_WORKDAY, WORKDAY_MINUTES } from '../timeline.js';
import type { Part, Scene, WorldRecord } from '../types.js';
import { scheduleRows } from './schedule.js';

interface SalesContext {
  readonly organisation: Organisation;
  readonly business: BusinessSetup;
  readonly service: ServiceSetup;
  readonly catalog: Catalog;
}

const SUBJECTS = [
  'Laptop refresh',
  'Security package',
  'Second line',
  'Server upgrade',
  'Cloud backup',
  'More users',
];

/** Opportunities with notes and products, activities with their place in the calendar. */
export function* salesPart(
  scene: Scene,
  context: SalesContext,
  companies: readonly Company[],
): Part<undefined> {
  const random = scene.random.fork('sales');
  let opportunity = 900;
  let activity = 7000;
  for (const company of companies) {
    const contact = random.pick(company.contacts);
    let about: Reference | undefined;
    if (random.chance(0.7)) {
      const id = opportunity++;
      const name = `${random.pick(SUBJECTS)} - ${company.reference.name}`;
      about = reference('opportunity', '/sales/opportunities', id, name);
      yield* opportunityRows(scene, context, company, contact, about, random.int(0, 5));
    }
    for (let n = random.int(0, 2); n > 0; n--) {
      yield* activityRows(scene, context, company, contact, about, activity++, random.int(-200, 8));
    }
  }
  return undefined;
}

function* opportunityRows(
  scene: Scene,
  context: SalesContext,
  company: Company,
  contact: Contact,
  opportunity: Reference,
  fate: number,
): Part<undefined> {
  const { organisation, business, catalog } = context;
  const { id, name } = opportunity;
  const rep = company.accountManager.reference;
  const outcome = fate > 3 ? 'open' : fate > 1 ? 'won' : 'lost';
  const day = LAST_WORKDAY - 20 - (id % 180);
  const stage = outcome === 'open' ? id % 4 : 4;
  yield row('sales/opportunities', {
    id,
    name,
    expectedCloseDate: scene.time.dateText(day + 60),
    type: business.opportunityTypes[id % 3],
    stage: business.stages[stage],
    status: business.opportunityStatuses[outcome],
    notes: 'Came up in the quarterly review.',
    probability: business.probabilities[stage],
    source: 'Referral',
    rating: business.ratings[id % 3],
    primarySalesRep: rep,
    locationId: organisation.locations[0]?.id,
    businessUnitId: organisation.departments.sales.id,
    company: company.reference,
    contact: contact.reference,
    site: contact.site.reference,
    pipelineChangeDate: scene.time.dateText(day + 10),
    dateBecameLead: scene.time.dateText(day),
    closedDate: outcome === 'open' ? undefined : scene.time.dateText(day + 15),
    closedBy: outcome === 'open' ? undefined : rep,
    totalSalesTax: 0,
    billToCompany: company.reference,
    billingTerms: business.billingTerms,
    currency: organisation.currency,
    _info: {
      lastUpdated: scene.time.workText((day + 15) * WORKDAY_MINUTES + 100),
      updatedBy: rep.identifier,
      dateEntered: scene.time.workText(day * WORKDAY_MINUTES + 40),
      enteredBy: rep.identifier,
      notes_href: `/sales/opportunities/${id}/notes`,
      products_href: `/procurement/products?conditions=opportunity/id=${id}`,
      activities_href: `/sales/activities?conditions=opportunity/id=${id}`,
    },
  });
  yield row(
    'sales/opportunities/notes',
    {
      id: scene.next('sales/opportunities/notes'),
      opportunityId: id,
      type: reference('type', '/company/noteTypes', 1, 'General'),
      text: 'Sent the quote, decision expected within the month.',
      flagged: false,
      enteredBy: rep.identifier,
      _info: {
        lastUpdated: scene.time.workText((day + 3) * WORKDAY_MINUTES + 90),
        updatedBy: rep.identifier,
      },
    },
    id,
  );
  const product = catalog.hardware[id % catalog.hardware.length];
  if (outcome === 'won' && product) {
    const updated = scene.time.workText((day + 15) * WORKDAY_MINUTES + 110);
    yield soldRow(scene.next('procurement/products'), context, company, opportunity, product, updated);
  }
  return undefined;
}

/** What was sold with an opportunity. */
function soldRow(
  id: number,
  { organisation }: SalesContext,
  company: Company,
  opportunity: Reference,
  product: Product,
  lastUpdated: string,
): WorldRecord {
  const quantity = (opportunity.id % 4) + 1;
  return row('procurement/products', {
    id,
    catalogItem: product.reference,
    description: product.reference.name,
    sequenceNumber: 1,
    quantity,
    unitOfMeasure: reference('unitOfMeasure', '/procurement/unitOfMeasures', 1, 'Each'),
    price: product.price,
    cost: product.cost,
    extPrice: cents(quantity * product.price),
    extCost: cents(quantity * product.cost),
    discount: 0,
    margin: cents(quantity * (product.price - product.cost)),
    billableOption: 'Billable',
    locationId: organisation.locations[0]?.id,
    location: organisation.locations[0],
    businessUnitId: organisation.departments.sales.id,
    taxableFlag: true,
    dropshipFlag: false,
    specialOrderFlag: false,
    phaseProductFlag: false,
    cancelledFlag: false,
    quantityCancelled: 0,
    customerDescription: product.reference.name,
    productSuppliedFlag: false,
    chargeToType: 'Opportunity',
    chargeToId: opportunity.id,
    opportunity,
    company: company.reference,
    productClass: product.productClass,
    calculatedPriceFlag: false,
    calculatedCostFlag: false,
    poApprovedFlag: true,
    uom: 'Each',
    _info: {
      lastUpdated,
      updatedBy: company.accountManager.reference.identifier,
      dateEntered: lastUpdated,
      enteredBy: company.accountManager.reference.identifier,
    },
  });
}

function* activityRows(
  scene: Scene,
  context: SalesContext,
  company: Company,
  contact: Contact,
  opportunity: Reference | undefined,
  id: number,
  dayFromNow: number,
): Part<undefined> {
  const { organisation, business, service } = context;
  const member = company.accountManager.reference;
  const type = business.activityTypes[id % business.activityTypes.length];
  const start = (LAST_WORKDAY + dayFromNow) * WORKDAY_MINUTES + (id % 16) * 30;
  const isDone = start + 30 <= AS_OF_WORK;
  const name = `${type?.name ?? 'Call'} with ${contact.reference.name}`;
  const info = {
    lastUpdated: scene.time.workText(isDone ? start + 35 : (LAST_WORKDAY - 3) * WORKDAY_MINUTES + (id % 400)),
    updatedBy: member.identifier,
    dateEntered: scene.time.workText(Math.min(start, (LAST_WORKDAY - 3) * WORKDAY_MINUTES) - 900),
    enteredBy: member.identifier,
  };
  const dateStart = scene.time.workText(start);
  const dateEnd = scene.time.workText(start + 30);
  yield row('sales/activities', {
    id,
    name,
    type,
    company: company.reference,
    contact: contact.reference,
    phoneNumber: contact.phone,
    email: contact.email,
    status: isDone ? business.activityStatuses.closed : business.activityStatuses.open,
    opportunity,
    notes: isDone ? 'Talked about the next steps.' : 'Prepare the comparison.',
    dateStart,
    dateEnd,
    assignedBy: member,
    assignTo: member,
    scheduleStatus: business.scheduleStatuses.firm,
    where: service.locations.remote,
    notifyFlag: false,
    mobileGuid: scene.random.guid(),
    currency: organisation.currency,
    _info: info,
  });
  const entry = {
    objectId: id,
    name,
    member,
    where: service.locations.remote,
    status: business.scheduleStatuses.firm,
    type: business.scheduleTypes.activity,
    doneFlag: isDone,
    acknowledgedFlag: true,
    ownerFlag: true,
    meetingFlag: false,
    allowScheduleConflictsFlag: true,
    mobileGuid: scene.random.guid(),
    _info: info,
  };
  yield* scheduleRows(scene, entry, scene.time.seconds(start), scene.time.seconds(start + 30));
  return undefined;
}
