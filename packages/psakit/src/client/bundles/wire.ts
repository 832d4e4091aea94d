import type { ListQuery } from '../query.js';
import { toSearchBody } from '../search/wire.js';

/** Where bundles go, below `/apis/3.0` (PROTOCOL 6.8). */
export const BUNDLE_PATHS = { read: '/system/bundles', count: '/system/bundles/count' } as const;

/** One read of a bundle, as numbers and texts. */
export interface BundledRead {
  /** What the server calls such records, e.g. `ticket`. */
  readonly type: string;
  readonly id?: number | undefined;
  /** Ids of the records above, outermost first; two at most. */
  readonly parents: readonly number[];
  readonly query: ListQuery;
}

/** The body of a bundle; requests are numbered from 1. */
export function toBundleBody(reads: readonly BundledRead[], version: string): object {
  return {
    requests: reads.map(({ type, id, parents, query }, index) => {
      const { fields, page, pageId, pageSize } = query;
      const [parentId, grandParentId] = [...parents].reverse();
      return {
        sequenceNumber: index + 1,
        resourceType: type,
        version,
        apiRequest: {
          id,
          parentId,
          grandParentId,
          filters: toSearchBody(query),
          page: pageSize === undefined ? undefined : { page, pageId, pageSize },
          fields,
        },
      };
    }),
  };
}

/** The answer to one read. */
export interface BundleResult {
  readonly sequenceNumber: number;
  readonly entities: readonly unknown[];
  readonly count: number | undefined;
  readonly success: boolean;
  readonly statusCode: number | undefined;
  /** The body of a refusal. */
  readonly error: unknown;
}

/** The results in a bundle's answer, or `undefined` for a body that is none. */
export function readBundleResults(body: unknown): readonly BundleResult[] | undefined {
  const results = memberOf(body, 'results');
  if (!Array.isArray(results)) return undefined;
  return results.map((result: unknown) => {
    const entities = memberOf(result, 'entities');
    const count = memberOf(result, 'count');
    const status = memberOf(result, 'statusCode');
    return {
      sequenceNumber: Number(memberOf(result, 'sequenceNumber')),
      entities: Array.isArray(entities) ? (entities as readonly unknown[]) : [],
      count: typeof count === 'number' ? count : undefined,
      success: memberOf(result, 'success') === true,
      statusCode: typeof status === 'number' ? status : undefined,
      error: memberOf(result, 'error'),
    };
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
