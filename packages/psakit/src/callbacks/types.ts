import type {
  Activity,
  Agreement,
  CatalogItem,
  Company,
  CompanyConfiguration,
  CompanySite,
  Contact,
  ExpenseEntry,
  Invoice,
  Member,
  Open,
  Opportunity,
  Project,
  ProjectTicket,
  PurchaseOrder,
  ScheduleEntry,
  Ticket,
  TimeEntry,
} from '../catalog/index.js';
import type { CallbackType } from './levels.js';

/** What happened to the record (PROTOCOL 7.3, recorded live); newer releases may name more. */
export type CallbackAction = Open<'added' | 'updated' | 'deleted'>;

/** The record that comes with each type, in the shape the REST API gives it (PROTOCOL 7.3). */
export interface CallbackEntities {
  activity: Activity;
  agreement: Agreement;
  company: Company;
  configuration: CompanyConfiguration;
  contact: Contact;
  expense: ExpenseEntry;
  invoice: Invoice;
  member: Member;
  opportunity: Opportunity;
  productcatalog: CatalogItem;
  project: Project;
  purchaseorder: PurchaseOrder;
  schedule: ScheduleEntry;
  site: CompanySite;
  /** Both kinds arrive as `ticket`; `recordType` tells them apart. */
  ticket: Ticket | ProjectTicket;
  time: TimeEntry;
}

/** A JSON object of which nothing more is known. */
export type CallbackJson = Readonly<Record<string, unknown>>;

/** A message as PSA sends it (PROTOCOL 7.3, recorded live). */
export interface CallbackPayload {
  readonly MessageId: string;
  /** A bare host. */
  readonly FromUrl: string;
  /** The company one logs in with, not a record of the API. */
  readonly CompanyId: string;
  /** A member's identifier. */
  readonly MemberId: string;
  readonly Action: CallbackAction;
  readonly Type: Open<CallbackType>;
  readonly ID: number;
  readonly ProductInstanceId: string;
  readonly PartnerId: string;
  /** The record as JSON text; null for one that was deleted. */
  readonly Entity: string | null;
  /** Where the key is that the message is signed with. */
  readonly Metadata: { readonly key_url: string };
  readonly CallbackObjectRecId: number;
}

/** A message in the form of MISSION, Callbacks. It has no record in it and cannot be verified. */
export interface BriefCallbackPayload {
  readonly Action: CallbackAction;
  readonly ID: number;
  readonly Type: Open<CallbackType>;
  /** The record id of a member. */
  readonly MemberID?: number;
  readonly Callback?: { readonly ID: number; readonly Type: string };
}

/** What every event says, whatever its type. Members that the message did not have are undefined. */
export interface CallbackFacts {
  readonly action: CallbackAction;
  /** The record's id. */
  readonly id: number;
  /** The same for every try to deliver one message (*assumed*); a receiver knows repeats by it. */
  readonly messageId: string | undefined;
  /** The company one logs in with. */
  readonly companyId: string | undefined;
  readonly memberIdentifier: string | undefined;
  /** Only in the form of MISSION. */
  readonly memberId: number | undefined;
  /** The host it was sent from. */
  readonly fromHost: string | undefined;
  readonly productInstanceId: string | undefined;
  readonly partnerId: string | undefined;
  /** The id of the registration under `/system/callbacks` (*assumed*: the name says no more). */
  readonly callbackId: number | undefined;
  /** The message as it came. */
  readonly raw: CallbackJson;
}

/** An event of one type; `entity` is null for a deleted record and in the form of MISSION. */
export interface TypedCallbackEvent<T extends CallbackType> extends CallbackFacts {
  readonly type: T;
  readonly entity: CallbackEntities[T] | null;
}

/** An event of a type that psakit does not know, from a newer release; `raw.Type` has its name. */
export interface OtherCallbackEvent extends CallbackFacts {
  readonly type: 'other';
  readonly entity: CallbackJson | null;
}

/** What a message says, in one shape for both forms. Narrow it by `type`. */
export type CallbackEvent = { [T in CallbackType]: TypedCallbackEvent<T> }[CallbackType] | OtherCallbackEvent;
