import type {
  CreateOnlyNames,
  IsNamed,
  MomentNames,
  RequiredNames,
  WritableNames,
  WriteOnlyMembers,
} from '../../catalog/index.js';
import type { CallOptions } from '../collection.js';
import type { QueryValues } from '../query.js';
import type { Where } from '../where.js';

/**
 * What to do with names and listed values that the catalog does not know: refuse the record (the default),
 * say so to the logger and send it, or just send it. Tenants may run newer releases than any catalog.
 */
export type UnknownPolicy = 'error' | 'warn' | 'allow';

/** A moment: a `Date`, or a text that says its zone, such as `2024-05-01T12:00:00Z`. Sent to the second. */
export type Moment = Date | string;

/** Another record, by what identifies it. The server finds it and answers the whole reference (PROTOCOL 6.2). */
export type ReferenceInput =
  { readonly id: number } | { readonly identifier: string } | { readonly name: string };

/** What a member may be set to, where its record answers a `Value`. */
export type Input<Value> = unknown extends Value
  ? unknown
  : Value extends readonly (infer Item)[]
    ? readonly Input<Item>[]
    : Value extends object
      ? string extends keyof Value
        ? unknown
        : IsNamed<Value> extends true
          ? ReferenceInput
          : Parts<Value>
      : Value;

/** The same of a member of a record. A `Date` is for those that are one; any other text refuses it. */
type Given<T, Name extends keyof T> =
  Name extends MomentNames<T> ? Moment : Input<Exclude<T[Name], undefined>>;

/** A structure that belongs to the record; its parts may be named by their `id`. */
type Parts<Value> = {
  readonly [Name in keyof Value & (WritableNames<Value> | 'id')]?: Given<Value, Name> | undefined;
};

/** The members that a new record must have, among those it may have. */
type Needed<T> = RequiredNames<T> & WritableNames<T>;

/**
 * A new record: the members that may be written, those that it needs, and those that are sent and never
 * answered. What the specification does not say, such as a member that only some types need, is left to the
 * server.
 */
export type Creation<T> = string extends keyof T
  ? Readonly<Record<string, unknown>>
  : { readonly [Name in Needed<T> & keyof T]: Given<T, Name> } & {
      readonly [Name in Exclude<WritableNames<T>, Needed<T>> & keyof T]?: Given<T, Name> | undefined;
    } & Readonly<WriteOnlyMembers<T>>;

/**
 * Changes to a record: a member that is `undefined` or left out stays as it is, `null` empties it, and a
 * reference is given whole, e.g. `{ status: { id: 5 } }`. Lists are replaced whole, except `customFields`,
 * where those given are changed and the others stay.
 */
export type Changes<T> = string extends keyof T
  ? Readonly<Record<string, unknown>>
  : {
      readonly [Name in WritableNames<T> & keyof T]?: Given<T, Name> | null | undefined;
    } & Readonly<Omit<WriteOnlyMembers<T>, CreateOnlyNames<T>>>;

/** A whole record that takes the place of another. Members left out are reset (PROTOCOL 6.2). */
export type Replacement<T> = Changes<T>;

/** One step of a PATCH as the API takes it (PROTOCOL 6.2). */
export interface PatchOperation {
  /** In any case; it is sent in lower case. */
  readonly op: 'add' | 'replace' | 'remove' | 'Add' | 'Replace' | 'Remove';
  /** e.g. `summary`, `communicationItems/1/value`; a slash in front is taken off. */
  readonly path: string;
  /** Needed by `add` and `replace`. */
  readonly value?: unknown;
}

/** What every write takes. */
export interface WriteOptions extends CallOptions {
  /**
   * What to do with names and listed values that the catalog does not know (a value missing from an old list
   * is never refused, only told to `onWarning`); as the client's option of the
   * same name unless told otherwise.
   *
   * @example await psa.service.tickets.update(5, { newMember: 1 }, { unknown: 'allow' })
   */
  readonly unknown?: UnknownPolicy | undefined;
  /** The fields to answer, e.g. `['id', 'status/name']`; all unless told otherwise (PROTOCOL 2.6, documented). */
  readonly fields?: readonly string[] | undefined;
  /** Query parameters of the operation, e.g. `{ managedInformation: … }` for configurations. */
  readonly query?: QueryValues | undefined;
  /** See {@link DryRun}. */
  readonly dryRun?: false | undefined;
}

/** The option of a write that only shows what would be sent. */
export interface DryRun {
  /**
   * Answers the request that would be sent, and sends nothing. What is read to make it (custom fields,
   * `ifUnchangedSince`) is read all the same.
   *
   * @example const { body } = await psa.service.tickets.update(5, { summary: 'x' }, { dryRun: true })
   */
  readonly dryRun: true;
}

/** The options of a write together with `dryRun: true`. */
export type Planned<Options> = Omit<Options, 'dryRun'> & DryRun;

/** What `create` takes. */
export interface CreateOptions<T> extends WriteOptions {
  /**
   * What to look for before a create is repeated whose answer was lost: a condition that only the new record
   * fits, such as an external reference. If it finds one record, that is the answer; if none, the record is
   * sent once more. Without it a lost answer is `OUTCOME_UNKNOWN`.
   *
   * @example psa.service.tickets.create(ticket, { verify: where`externalXRef = ${alert.id}` })
   */
  readonly verify?: Where<T> | undefined;
}

/** What `update` takes. */
export interface UpdateOptions extends WriteOptions {
  /**
   * The `_info.lastUpdated` of the record the changes are based on. The record is read first; if it was
   * changed later, nothing is sent and the call fails with `CONFLICT`, which says by whom and when. A change
   * between that reading and the write is not noticed: the API has no `ETag` (PROTOCOL 6.1). `undefined` is refused: leave it out to write without.
   *
   * @example psa.service.tickets.update(5, changes, { ifUnchangedSince: ticket._info?.lastUpdated })
   */
  readonly ifUnchangedSince?: string | undefined;
}

/** What `delete` takes. */
export interface DeleteOptions extends WriteOptions {
  /**
   * For contacts: the contact that takes over what the deleted one had (specification, `DELETE
   * /company/contacts/{id}`). Refused where the API does not take it.
   */
  readonly transferContactId?: number | undefined;
}

/** A request as it would be sent, without the credentials. */
export interface PlannedRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The whole URL, query included. */
  readonly url: string;
  readonly query: QueryValues;
  /** Without what proves who is asking. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` where nothing is. */
  readonly body: unknown;
}
