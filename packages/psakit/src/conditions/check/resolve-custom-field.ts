import type { Field } from '../../catalog/index.js';
import { findField, schema } from '../../catalog/index.js';
import { CUSTOM_FIELDS, isCustomFieldMember } from '../meaning/custom-field.js';
import { printFieldPath } from '../text/field-path.js';
import { notFilterable } from './resolve-field.js';
import type { Resolve } from './subject.js';

/**
 * Finds what a comparison in `customFieldConditions` is about: a member of a custom field, such as
 * `caption` and `value`, or the value of the custom field of that name (PROTOCOL 2.4 and the mission).
 */
export const resolveCustomField: Resolve = ({ field }, resource) => {
  const [name = '', ...rest] = field.path;
  const custom = findField(resource, CUSTOM_FIELDS);
  if (!custom) {
    return notFilterable(field, {
      message: `Records of ${resource.name} have no custom fields.`,
      cure: 'Leave customFieldConditions out.',
    });
  }
  if (rest.length > 0) {
    const inner = name.toLowerCase() === CUSTOM_FIELDS.toLowerCase() ? rest.join('/') : name;
    return notFilterable(field, {
      message: 'A custom field is addressed by one name, without a slash.',
      cure: `Write ${inner}, or caption = "…" and value = ….`,
    });
  }
  const schemaName = custom.field.schema;
  const member = schemaName === undefined ? undefined : schema(schemaName)?.field(name);
  const known = isCustomFieldMember(name) && member && name.toLowerCase() !== 'value';
  return known
    ? { path: member.name, field: member, typed: true }
    : { path: printFieldPath(field), field: valueField(name), typed: false };
};

/** What a custom field holds depends on its definition, which the catalog cannot know. */
function valueField(name: string): Field {
  return {
    name,
    type: 'any',
    required: false,
    requiredOnUpdate: false,
    nullable: true,
    readOnly: false,
    writeOnly: false,
  };
}
