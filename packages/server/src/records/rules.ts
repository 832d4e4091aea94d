import type { Operation, Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey, Store, Write } from '../store/index.js';
import type { KnownRecords } from './known.js';
import type { ServerRefusal } from './refusal.js';

/**
 * What a server does by itself when a record is written: defaults, consequences, refusals. It is asked
 * after a request was read and checked against the catalog, and before anything is applied. Writes of one
 * server run one after another, so that what a rule reads is still true when its batch is applied.
 */
export interface Rules {
  /**
   * Decides on a change of one record.
   *
   * @throws ServerRefusal where the change is not to be.
   */
  decide(write: ProposedWrite, context: RuleContext): Promise<Decision>;
  /**
   * Does an operation that is no change of one record: merge, convert, copy.
   *
   * @throws ServerRefusal where it is not to be done.
   */
  act(action: ProposedAction, context: RuleContext): Promise<ActionOutcome>;
}

/** A change of one record that a client asks for. */
export interface ProposedWrite {
  readonly kind: 'create' | 'replace' | 'update' | 'delete';
  /** Where the record is kept: never a view. */
  readonly resource: Resource;
  /** Keys of the records above it, outermost first: as many as `resource.parents`. */
  readonly parents: readonly RecordKey[];
  /** The record as it is; absent for a create. */
  readonly before?: JsonRecord | undefined;
  /**
   * The record as it is to be, references expanded, hrefs relative; absent for a delete. A create has its
   * new id, and nothing of `_info` yet. Write-only members are in it: a rule takes them out.
   */
  readonly after?: JsonRecord | undefined;
  /** Members at the top of the record that the request set, as the catalog spells them. */
  readonly sent: ReadonlySet<string>;
  /** Query parameters of the request, by lower-case name. */
  readonly query: ReadonlyMap<string, string>;
}

/** What rules may ask and need to know. */
export interface RuleContext {
  readonly store: Pick<Store, 'get' | 'list' | 'count'>;
  /** The same records as objects. */
  readonly records: KnownRecords;
  /** Who asks. */
  readonly member: RuleMember;
  /** UTC, to the second: `2024-01-31T08:15:00Z`. */
  readonly now: string;
  /** The next id of the resource's sequence; never given twice. */
  nextId(resource: Resource): Promise<number>;
  /**
   * The expanded form of a reference, `{ id, name, _info: { board_href } }`, as member `field` of a record
   * of `resource` shows it; `undefined` where there is no such record, or the catalog does not say what
   * the reference means.
   *
   * @param value any of `id`, `identifier`, `name`.
   * @param owner the record that holds the reference: references to nested records are looked for inside
   *   the parent it names, such as statuses inside its board.
   */
  resolve(
    resource: Resource,
    field: string,
    value: JsonRecord,
    owner?: JsonRecord,
  ): Promise<JsonRecord | undefined>;
}

/** The API member who calls, as rules see it. */
export interface RuleMember {
  readonly identifier: string;
}

/** What is to be applied, all in one transaction. */
export interface Decision {
  /** The record as it is stored and answered; absent after a delete. It is written without being in `writes`. */
  readonly record?: JsonRecord | undefined;
  /** Everything else: what the change drags along. For a delete, also the removal of the record itself. */
  readonly writes: readonly Write[];
  /**
   * What speaks against a change, where it is to be told together with what else is wrong: then nothing is
   * applied, and `record` is what became of it until then.
   */
  readonly refusals?: readonly ServerRefusal[] | undefined;
}

/** An operation that is no change of one record, as a client asks for it. */
export interface ProposedAction {
  /** `operation.method` and `operation.path` say which. */
  readonly operation: Operation;
  /** Path parameters by name: numbers where the catalog has an integer. */
  readonly parameters: Readonly<Record<string, RecordKey>>;
  /** Query parameters by lower-case name. */
  readonly query: ReadonlyMap<string, string>;
  /** The JSON of the body, checked against the catalog, member names as it spells them; absent without one. */
  readonly body?: unknown;
}

/** What an operation did. */
export interface ActionOutcome {
  /** What is answered as JSON, hrefs relative; absent for an empty body. */
  readonly answer?: unknown;
  /** The operation's own status unless told. */
  readonly status?: number | undefined;
  readonly writes: readonly Write[];
}
