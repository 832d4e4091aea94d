import type { Operation } from '../../catalog/index.js';
import type { Comparison, Condition, Literal } from '../../conditions/index.js';
import { print, printCompact } from '../../conditions/index.js';
import { pickCall } from '../call.js';
import { formatFilters } from '../format.js';
import type { ListPlan } from '../list-plan.js';
import { fillPath, type ListQuery } from '../query.js';
import { openSource, type LoadSource, type PageQuery } from '../source.js';
import type { Transport } from '../transport.js';
import { toQuery } from '../wire.js';
import { toSearchBody } from './wire.js';

/** What a search needs beside the plan. */
export interface SearchContext {
  /** Path parameters of the collection. */
  readonly parents: readonly string[];
  readonly transport: Pick<Transport, 'send'>;
}

/**
 * A listing by way of the search operation, whose filters travel in the body. Where a listing would page
 * forward-only, each search asks for the first page of the records behind the last id seen, which neither
 * skips nor repeats rows either; whether a search itself can page forward-only nobody has said (*assumed*
 * not). A search only reads, so it may be repeated.
 */
export function openSearch(
  plan: ListPlan,
  { path }: Operation,
  { parents, transport }: SearchContext,
): LoadSource {
  const { resource, fields } = plan;
  const byId = plan.mode === 'forward-only' && resource.key !== undefined;
  const texts = formatFilters(plan.filters);
  return openSource({
    ...plan,
    mode: byId ? 'behind-id' : 'numbered',
    send: ({ page = 1, pageId, pageSize }: PageQuery, how) => {
      const query: ListQuery = {
        ...texts,
        conditions: conditionsOf(plan, pageId),
        orderBy: plan.orderBy ?? resource.key,
      };
      return transport.send({
        method: 'POST',
        path: fillPath(path, parents),
        query: toQuery({ fields, pageSize, page }),
        body: toSearchBody(query),
        repeatable: true,
        ...pickCall(how),
      });
    },
  });
}

/** The conditions, and that the records lie behind an id. */
function conditionsOf({ resource, filters }: ListPlan, pageId: PageQuery['pageId']): string | undefined {
  const filter = filters.find(({ parameter }) => parameter === 'conditions');
  if (pageId === undefined || resource.key === undefined) {
    return filter?.condition === undefined ? filter?.text : printCompact(filter.condition);
  }
  const behind: Comparison = {
    kind: 'compare',
    field: { kind: 'field', path: [resource.key] },
    operator: '>',
    value: literalOf(pageId),
  };
  if (filter === undefined) return print(behind);
  const { condition } = filter;
  if (condition === undefined) return `(${filter.text}) and ${print(behind)}`;
  const items: readonly Condition[] = condition.kind === 'and' ? condition.items : [condition];
  return printCompact({ kind: 'and', items: [...items, behind] });
}

function literalOf(id: number | string): Literal {
  return typeof id === 'number'
    ? { kind: 'number', value: id, raw: String(id) }
    : { kind: 'text', value: id };
}
