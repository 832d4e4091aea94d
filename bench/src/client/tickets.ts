/** Fields a report asks for, instead of whole tickets. */
export const TEN_FIELDS = [
  'id',
  'summary',
  'status/name',
  'board/name',
  'priority/name',
  'company/name',
  'contact/name',
  'owner/identifier',
  'actualHours',
  'budgetHours',
] as const;

/** What stands where the id goes; as long as no field of a ticket holds it. */
const ID = '@id@';

/** Writes ticket after ticket as text, from one ticket of the sandbox. */
export interface TicketPrinter {
  /** The tickets with ids `first` to `last`, as a JSON array. */
  print(first: number, last: number): string;
}

/**
 * @param ticket one full ticket, as the local PSA answers it
 * @param fields the paths to keep; all unless given
 */
export function createTicketPrinter(
  ticket: Readonly<Record<string, unknown>>,
  fields?: readonly string[],
): TicketPrinter {
  const record = fields === undefined ? { ...ticket, id: ID } : { ...pick(ticket, fields), id: ID };
  const [before = '', ...after] = JSON.stringify(record).split(JSON.stringify(ID));
  const rest = after.join('');
  return {
    print: (first, last) => {
      let text = '[';
      for (let id = first; id <= last; id++) text += `${id === first ? '' : ','}${before}${id}${rest}`;
      return `${text}]`;
    },
  };
}

function pick(record: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    const [name = '', below] = field.split('/');
    const value = record[name];
    if (value === undefined) continue;
    picked[name] = below === undefined ? value : { [below]: (value as Record<string, unknown>)[below] };
  }
  return picked;
}
