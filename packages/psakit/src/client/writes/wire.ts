/** The member of every record that holds what the server keeps about it (PROTOCOL 6.5). */
export const INFO = '_info';

/** What identifies a record, and a part of one, in lower case. */
export const KEY = 'id';

/** The members of `_info` that say when a record was changed, and by whom. */
export const LAST_UPDATED = 'lastUpdated';
export const UPDATED_BY = 'updatedBy';

/** The schema of one custom field on a record (PROTOCOL 6.3). */
export const CUSTOM_FIELD = 'CustomFieldValue';
