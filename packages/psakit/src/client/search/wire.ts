import type { ListQuery } from '../query.js';

/** Members of a search's body as the specification spells them; the server reads any case (PROTOCOL 2.7). */
const BODY_NAMES: readonly (readonly [keyof ListQuery, string])[] = [
  ['conditions', 'conditions'],
  ['orderBy', 'orderBy'],
  ['childConditions', 'childconditions'],
  ['customFieldConditions', 'customfieldconditions'],
];

/** The body of a search (`FilterValues`, PROTOCOL 2.7); fields and page stay in the query. */
export function toSearchBody(query: ListQuery): Readonly<Record<string, string>> {
  return Object.fromEntries(
    BODY_NAMES.flatMap(([name, wire]) => {
      const value = query[name];
      return typeof value === 'string' ? [[wire, value]] : [];
    }),
  );
}
