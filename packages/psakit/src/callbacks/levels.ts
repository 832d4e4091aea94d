/**
 * The types a callback can be registered for, each with the levels that narrow it, spelled as documented
 * (PROTOCOL 7.2). A registration's `objectId` is the id of the level's object. The levels of Site are not
 * documented; Owner and Site are *assumed*.
 */
export const CALLBACK_LEVELS = {
  Activity: ['Owner', 'Status', 'Type', 'Company', 'Activity'],
  Agreement: ['Owner', 'Type', 'Company', 'Agreement'],
  Company: ['Owner', 'Status', 'Type', 'Territory', 'Company', 'IntegratorTag'],
  Configuration: ['Owner', 'Type', 'Status', 'Configuration'],
  Contact: ['Owner', 'Type', 'Territory', 'Company', 'Contact'],
  Expense: ['Owner', 'ChargeToType', 'Type', 'Class', 'Company', 'Expense'],
  Invoice: ['Owner', 'Status', 'Company', 'Invoice'],
  Member: ['Owner', 'Location', 'SecurityRole', 'Member'],
  Opportunity: ['Owner', 'StatusId', 'Company', 'Opportunity'],
  ProductCatalog: ['Owner'],
  Project: ['Owner', 'Status', 'Board', 'Project'],
  PurchaseOrder: ['Owner', 'Status', 'Vendor', 'Company', 'PurchaseOrder'],
  Schedule: ['Owner', 'Status', 'Type', 'Location', 'Member', 'Schedule'],
  Site: ['Owner', 'Site'],
  Ticket: ['Owner', 'Board', 'Project', 'Phase', 'Status', 'Ticket', 'IntegratorTag'],
  Time: ['Owner', 'Company', 'Time'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A type as messages carry it: in lower case. */
export type CallbackType = Lowercase<keyof typeof CALLBACK_LEVELS>;

/** Every type, in lower case and in alphabetical order. */
export const CALLBACK_TYPES: readonly CallbackType[] = Object.keys(CALLBACK_LEVELS).map(
  (name) => name.toLowerCase() as CallbackType,
);

/** The levels of a type, both in lower case as messages and recorded registrations carry them. */
export function callbackLevels(type: CallbackType): readonly string[] {
  const entry = Object.entries(CALLBACK_LEVELS).find(([name]) => name.toLowerCase() === type);
  return (entry?.[1] ?? []).map((level) => level.toLowerCase());
}

/** The type a text names, in any case (PROTOCOL 7.1), or undefined for one that is not in the table. */
export function callbackTypeNamed(text: string): CallbackType | undefined {
  const name = text.toLowerCase();
  return CALLBACK_TYPES.find((type) => type === name);
}
