import type { Field, Schema } from '../../catalog/index.js';
import { captionKey } from '../../conditions/index.js';
import { didYouMean } from '../../core/index.js';
import type { Finding } from './finding.js';
import { invalidValue, isObject } from './problems.js';
import { CUSTOM_FIELD, INFO } from './wire.js';

type Item = Readonly<Record<string, unknown>>;

/** The member that holds a record's custom fields, where its kind has one. */
export function customFieldsOf(owner: Schema): Field | undefined {
  return owner.fields.find(({ type, schema }) => type === 'array' && schema === CUSTOM_FIELD);
}

/**
 * The whole list of a record's custom fields with some changed, each found by `id` or `caption`: what is left
 * out of a list some servers clear (PROTOCOL 6.3, where sources disagree). A `value` of null empties one.
 */
export function mergeCustomFields(
  current: unknown,
  changes: readonly unknown[],
  path: string,
  findings: Finding[],
): readonly Item[] {
  const merged = (Array.isArray(current) ? (current as readonly unknown[]) : []).filter(isObject).map(bare);
  changes.forEach((change, index) => {
    if (!isObject(change)) return;
    const meant = merged.filter((item) => isMeant(item, change));
    const [item] = meant;
    if (item === undefined) findings.push(noSuchField(change, merged, `${path}/${index}`));
    else if (meant.length > 1) findings.push(severalFields(change, meant, `${path}/${index}`));
    else merged[merged.indexOf(item)] = { ...item, ...change, ...namesOf(item) };
  });
  return merged;
}

/** Servers keep custom fields whose list is emptied or left out (PROTOCOL 6.3). */
export function cannotEmpty(list: string): Finding {
  return invalidValue(
    list,
    'cannot be emptied as a whole',
    `Empty single ones: ${list}: [{ id: 1, value: null }].`,
  );
}

/** Without links, which no server takes back. */
function bare(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== INFO));
}

/** What tells one custom field from another; a caption that found it does not rename it. */
function namesOf({ id, caption }: Item): Item {
  return { ...(id !== undefined && { id }), ...(caption !== undefined && { caption }) };
}

function isMeant(item: Item, { id, caption }: Item): boolean {
  if (id !== undefined) return item['id'] === id;
  return (
    typeof caption === 'string' &&
    typeof item['caption'] === 'string' &&
    captionKey(item['caption']) === captionKey(caption)
  );
}

function severalFields({ caption }: Item, meant: readonly Item[], path: string): Finding {
  const ids = meant.map(({ id }) => JSON.stringify(id)).join(' and ');
  const cure = `Name one by its id: ${ids}.`;
  return invalidValue(path, `fits ${meant.length} custom fields of the caption "${String(caption)}"`, cure);
}

function noSuchField({ id, caption }: Item, items: readonly Item[], path: string): Finding {
  const captions = items.flatMap((item) => (typeof item['caption'] === 'string' ? [item['caption']] : []));
  if (id === undefined && typeof caption !== 'string') {
    return invalidValue(path, 'must say which custom field is meant', `Give ${path} an id or a caption.`);
  }
  const name = id === undefined ? `"${String(caption)}"` : `with id ${JSON.stringify(id)}`;
  const near = typeof caption === 'string' ? didYouMean(caption, captions) : '';
  const cure = near || (captions.length === 0 ? 'It has none.' : `It has ${captions.join(', ')}.`);
  return {
    code: 'NotFound',
    path,
    message: `The record has no custom field ${name}. ${cure}`,
    cure,
  };
}
