import type { Resource } from 'psakit/catalog';
import type { Condition, FieldPath, OrderTerm } from 'psakit/conditions';

/** What identifies a record inside its table. */
export type RecordKey = number | string;

/** A record as the API shows it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Which records of a collection, before ordering and paging. */
export interface RecordFilter {
  readonly resource: Resource;
  /** Values of the path parameters above the collection, outermost first. */
  readonly parents?: readonly RecordKey[] | undefined;
  readonly conditions?: Condition | undefined;
  readonly childConditions?: Condition | undefined;
  readonly customFieldConditions?: Condition | undefined;
}

/** A page of a collection. No `orderBy` means by id; every order ends in the id. */
export interface RecordQuery extends RecordFilter {
  readonly orderBy?: readonly OrderTerm[] | undefined;
  /** Only records with an id greater than this: forward-only paging. */
  readonly afterId?: number | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
  /** Only these fields, where the store can answer them without reading the whole record. */
  readonly fields?: readonly FieldPath[] | undefined;
}

/** One stored record: its JSON text exactly as served, hrefs relative (`"board_href":"/service/boards/1"`). */
export interface StoredRecord {
  readonly id: RecordKey;
  readonly json: string;
}

/** One change. Writes are values, so that a batch is one transaction on every database. */
export type Write =
  | {
      readonly kind: 'put';
      readonly resource: Resource;
      readonly parents?: readonly RecordKey[] | undefined;
      readonly record: JsonRecord;
    }
  | {
      readonly kind: 'delete';
      readonly resource: Resource;
      readonly parents?: readonly RecordKey[] | undefined;
      readonly id: RecordKey;
    }
  | { readonly kind: 'meta'; readonly name: string; readonly value: string };

/** All of it or none of it. */
export interface Batch {
  readonly writes: readonly Write[];
}

/** Where records live. Asynchronous, since PostgreSQL is. */
export interface Store {
  list(query: RecordQuery): Promise<readonly StoredRecord[]>;
  count(filter: RecordFilter): Promise<number>;
  get(resource: Resource, parents: readonly RecordKey[], id: RecordKey): Promise<StoredRecord | undefined>;
  apply(batch: Batch): Promise<void>;
  /** A named value kept beside the records, such as the seed of the world. */
  meta(name: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * Fills an empty database fast: one transaction, indexes made at the end. Until `finish` the file is not a
 * usable database, and `discard` removes it.
 */
export interface BulkLoader {
  put(resource: Resource, parents: readonly RecordKey[], record: JsonRecord): void;
  meta(name: string, value: string): void;
  finish(): void;
  discard(): void;
}
