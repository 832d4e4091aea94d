import { fold } from './fold.js';

/** The member of a record that holds its custom fields. */
export const CUSTOM_FIELDS = 'customFields';

/**
 * The members of one custom field, in lower case: those of the specification and three that newer
 * servers add (PROTOCOL 6.3). Any other name in `customFieldConditions` is a custom field's own.
 */
const MEMBERS: ReadonlySet<string> = new Set([
  'id',
  'caption',
  'type',
  'entrymethod',
  'numberofdecimals',
  'value',
  'connectwiseid',
  'rownum',
  'userdefinedfieldrecid',
  'podid',
]);

/** Whether a name in `customFieldConditions` is a member such as `caption`, and not a custom field's name. */
export function isCustomFieldMember(name: string): boolean {
  return MEMBERS.has(name.toLowerCase());
}

/**
 * The form in which a custom field's caption meets the name typed for it: folded, letters and digits only,
 * so that `customField1` finds the caption `Custom Field 1` (*assumed*).
 */
export function captionKey(caption: string): string {
  return fold(caption).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
