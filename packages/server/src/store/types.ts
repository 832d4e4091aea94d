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
      /** The record as JSON text, from those who have it. */
      readonly json?: string | undefined;
    }
  | {
      readonly kind: 'delete';
      readonly resource: Resource;
      readonly parents?: readonly RecordKey[] | undefined;
      readonly id: RecordKey;
    }
  | { readonly kind: 'meta'; readonly name: string; readonly value: string }
  /** Keeps bytes under a name, in place of any that were there; `undefined` removes them. */
  | { readonly kind: 'blob'; readonly name: string; readonly bytes: Uint8Array | undefined }
  | QueueWrite;

/** A change of a queue: what is owed is written in the same batch as what it is owed for. */
export type QueueWrite =
  /** Puts an entry into a queue, to be seen to no earlier than `due`, in milliseconds since 1970. */
  | {
      readonly kind: 'enqueue';
      readonly queue: string;
      readonly due: number;
      readonly entry: JsonRecord;
      /** The queue then has no more than so many entries; the oldest go. */
      readonly keep?: number | undefined;
    }
  /** Puts an entry off, with what is known of it now. One that is gone stays gone. */
  | {
      readonly kind: 'requeue';
      readonly queue: string;
      readonly id: number;
      readonly due: number;
      readonly entry: JsonRecord;
    }
  | { readonly kind: 'dequeue'; readonly queue: string; readonly id: number };

/** An entry of a queue. */
export interface QueuedEntry {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly entry: JsonRecord;
}

/** All of it or none of it. */
export interface Batch {
  readonly writes: readonly Write[];
}

/** Bytes that are kept: their name, and how many there are. */
export interface BlobEntry {
  readonly name: string;
  readonly size: number;
}

/** Where records live. Asynchronous, since PostgreSQL is. */
export interface Store {
  list(query: RecordQuery): Promise<readonly StoredRecord[]>;
  count(filter: RecordFilter): Promise<number>;
  get(resource: Resource, parents: readonly RecordKey[], id: RecordKey): Promise<StoredRecord | undefined>;
  /** The greatest number that identifies a record of a resource, under whatever parents; 0 where there is none. */
  lastId(resource: Resource): Promise<number>;
  /**
   * Looks at what was written. The function says of a resource a number that is another one than in an earlier look
   * where its records may have been written since, by whomever, and changes with what this store writes later;
   * undefined where the store cannot tell.
   */
  revisions(): (resource: Resource) => number | undefined;
  /** Applies a batch. Resolves when it is applied, and as safe as this store makes it. */
  apply(batch: Batch): Promise<void>;
  /**
   * Applies a batch as `apply` does, without waiting until it is safe: the next one can be decided on. Nobody
   * is to be told of it before `settled`.
   */
  write(batch: Batch): Promise<void>;
  /** Resolves when all that was written so far is safe; undefined where it is. */
  settled(): Promise<void> | undefined;
  /** A named value kept beside the records, such as the seed of the world. */
  meta(name: string): Promise<string | undefined>;
  /** The bytes kept under a name, such as the file of a document. They are the caller's own. */
  blob(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The first `limit` entries of a queue: those that are due soonest, and of those the oldest. */
  queued(queue: string, limit: number): Promise<readonly QueuedEntry[]>;
  /** All bytes that are kept, by name, without reading them. */
  blobs(): Promise<readonly BlobEntry[]>;
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
