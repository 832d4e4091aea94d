import type { Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey } from '../../store/index.js';
import type { Draft } from './draft.js';

export type ChangeKind = 'create' | 'replace' | 'update' | 'delete';

/** A record that is about to be saved or deleted. */
export interface Change {
  readonly kind: ChangeKind;
  readonly resource: Resource;
  readonly parents: readonly RecordKey[];
  /** As the concerns before this one left it; what is deleted as it is stored. */
  readonly record: JsonRecord;
  /** As it is stored; absent on create. */
  readonly before?: JsonRecord | undefined;
  /** Top-level members that the request set. */
  readonly sent: ReadonlySet<string>;
  /** Query parameters by lower-case name. */
  readonly query: ReadonlyMap<string, string>;
}

/** One thing PSA does by itself. */
export interface Concern {
  /** Names of the resources it is about, or a test. */
  readonly about: readonly string[] | ((resource: Resource) => boolean);
  readonly on: readonly ChangeKind[];
  /**
   * The record as it leaves this concern; nothing for no change. Whatever else follows goes into the draft.
   *
   * @throws ServerRefusal where the change cannot be.
   */
  apply(change: Change, draft: Draft): Promise<JsonRecord | undefined> | JsonRecord | undefined;
}

/** Kinds of change after which there is a record. */
export const SAVED: readonly ChangeKind[] = ['create', 'replace', 'update'];

export function concernsResource({ about }: Concern, resource: Resource): boolean {
  return typeof about === 'function' ? about(resource) : about.includes(resource.name);
}
