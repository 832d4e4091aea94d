import type { HttpMethod, Operation } from '../catalog/index.js';
import type { CallOptions, JsonRecord } from './collection.js';
import type { Creation } from './writes/index.js';

/** Query parameters that every GET of the API takes, and `fields` every answer (PROTOCOL 2, 2.6, 3). */
export interface ListQueryValues {
  readonly conditions?: string | undefined;
  readonly childConditions?: string | undefined;
  readonly customFieldConditions?: string | undefined;
  readonly orderBy?: string | undefined;
  readonly fields?: string | undefined;
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
  readonly pageId?: number | string | undefined;
}

/** What an operation takes beside its body. */
export interface ActionOptions<Query = unknown> extends CallOptions {
  /** Query parameters of the operation, and those that every one takes. */
  readonly query?: (ListQueryValues & Query) | undefined;
}

/** What an operation takes whose body the specification leaves open: a record, or a form with a file. */
export type OpenBody = JsonRecord | readonly unknown[] | FormData | Blob;

/** The body of an operation: as a new record, and its `id` where it says which one is meant. */
export type Body<T> = Creation<T> & { readonly id?: number | undefined };

/** Calls an operation without a body, e.g. `psa.finance.invoices(9).pdf()`. */
export type Ask<Answer, Query = unknown> = (options?: ActionOptions<Query>) => Promise<Answer>;

/** Calls an operation with a body, e.g. `psa.service.tickets(5).merge({ … })`. */
export type Send<Given, Answer, Query = unknown> = (
  body: Given,
  options?: ActionOptions<Query>,
) => Promise<Answer>;

/** Calls an operation whose body may be left out. */
export type Call<Answer, Query = unknown> = Send<OpenBody | undefined, Answer, Query> &
  (() => Promise<Answer>);

/** An operation as a chain reached it, and what it was called with. */
export interface OperationCall {
  readonly operation: Operation;
  /** The values of its path parameters, outermost first. */
  readonly ids: readonly (number | string)[];
  readonly given: readonly unknown[];
}

/** Whether an operation is called with a body first, then options; otherwise with options alone. */
export function takesBody({ method, body }: Pick<Operation, 'method' | 'body'>): boolean {
  const without: readonly HttpMethod[] = ['GET', 'DELETE'];
  return body !== undefined || !without.includes(method);
}
