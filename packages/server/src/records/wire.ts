/** Codes of error bodies that a write is refused with (PROTOCOL 5, recorded). */
export const REFUSAL_CODES = {
  invalidField: 'InvalidField',
  invalidObject: 'InvalidObject',
  maxLength: 'MaxLengthField',
  missing: 'MissingRequiredField',
  notFound: 'NotFound',
  exists: 'ObjectExists',
  server: 'ConnectWiseApi',
  unsupportedFormat: 'UnsupportedFormat',
} as const;

/** The schema of a custom field on a record: arrays of them are merged by id (PROTOCOL 6.3). */
export const CUSTOM_FIELD_SCHEMA = 'CustomFieldValue';

/** The schema of one step of a PATCH (PROTOCOL 6.2). */
export const PATCH_SCHEMA = 'PatchOperation';

/** Marks the default among the items of an array (PROTOCOL 6.2). */
export const DEFAULT_FLAG = 'defaultFlag';

/** What tells kinds of items apart, of which each has a default of its own (PROTOCOL 6.2). */
export const ITEM_KIND = 'type';
