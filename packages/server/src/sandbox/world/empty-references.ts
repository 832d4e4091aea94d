import type { Info } from './references.js';

/** Where the records lie that a member would mean, of the members that are shown even when they mean none. */
const RECORDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // The recorded message of a new contact (PROTOCOL 6.4 and 7.3, live).
  'company/contacts': { relationship: '/company/contacts/relationships' },
};

/**
 * The references that a record of the resource shows as `{ _info: { …_href } }` where they mean nothing
 * (PROTOCOL 6.4, live), by name; all others are left out then, as most recorded ones are.
 */
export function emptyReferences(resource: string): Readonly<Record<string, { readonly _info: Info }>> {
  return Object.fromEntries(
    Object.entries(RECORDED[resource] ?? {}).map(([name, path]) => [
      name,
      { _info: { [`${name}_href`]: `${path}/` } },
    ]),
  );
}

/** The resources that show some. */
export const SHOWING_EMPTY: readonly string[] = Object.keys(RECORDED);
