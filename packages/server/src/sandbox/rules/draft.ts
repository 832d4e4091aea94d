import { requireResource, resourceNamed, schema, type Resource } from 'psakit/catalog';
import type { RuleContext } from '../../records/index.js';
import type { JsonRecord, RecordFilter, RecordKey, Write } from '../../store/index.js';
import { everywhere } from './everywhere.js';
import { stampedAsRecorded } from './stamps.js';
import type { Condition } from './query.js';

/** Which records of a collection are wanted. */
export interface Wanted {
  /** Absent: whatever they lie under. */
  readonly parents?: readonly RecordKey[] | undefined;
  readonly where?: Condition | undefined;
  /** At most so many, by id; 1,000 unless given. */
  readonly limit?: number | undefined;
}

interface Entry {
  readonly resource: Resource;
  readonly parents: readonly RecordKey[];
  readonly id: RecordKey;
  /** Absent: the record goes. */
  readonly record?: JsonRecord | undefined;
}

/**
 * What one decision has read and what it is going to write. A record that was put is seen by those who ask
 * for it afterwards, and however often it is put it is written once. Nothing is applied here.
 */
export class Draft {
  readonly context: RuleContext;
  readonly #entries = new Map<string, Entry>();

  constructor(context: RuleContext) {
    this.context = context;
  }

  /** UTC, to the second. */
  get now(): string {
    return this.context.now;
  }

  /** The identifier of the member who asks. */
  get by(): string {
    return this.context.member.identifier;
  }

  get(
    name: string,
    parents: readonly RecordKey[],
    id: RecordKey | undefined,
  ): Promise<JsonRecord | undefined> {
    if (id === undefined) return NOTHING;
    const resource = requireResource(name);
    const entry = this.#entries.size > 0 ? this.#entries.get(place(resource, parents, id)) : undefined;
    return entry ? Promise.resolve(entry.record) : this.context.records.get(resource, parents, id);
  }

  /** Records of the store as this decision leaves them. Records it creates are not among them. */
  async list(name: string, wanted: Wanted = {}): Promise<readonly JsonRecord[]> {
    const resource = requireResource(name);
    const { parents = [], limit = 1000 } = wanted;
    const stored = await this.context.records.list({ ...filterOf(resource, wanted), limit });
    if (this.#entries.size === 0) return stored;
    const records: JsonRecord[] = [];
    for (const record of stored) {
      const entry = this.#entries.get(place(resource, parents, record[resource.key ?? 'id'] as RecordKey));
      const current = entry ? entry.record : record;
      if (current) records.push(current);
    }
    return records;
  }

  async first(name: string, wanted: Wanted = {}): Promise<JsonRecord | undefined> {
    return (await this.list(name, { ...wanted, limit: 1 }))[0];
  }

  async exists(name: string, wanted: Wanted = {}): Promise<boolean> {
    const found = await this.context.records.list({ ...filterOf(requireResource(name), wanted), limit: 1 });
    return found.length > 0;
  }

  count(name: string, wanted: Wanted = {}): Promise<number> {
    return this.context.store.count(filterOf(requireResource(name), wanted));
  }

  /** Whether the catalog has a resource of that name. */
  has(name: string): boolean {
    return resourceNamed(name) !== undefined;
  }

  resource(name: string): Resource {
    return requireResource(name);
  }

  /** Names of the members that records of a resource have. */
  fieldNames(name: string): readonly string[] {
    return (schema(requireResource(name).entity)?.fields ?? []).map((field) => field.name);
  }

  nextId(name: string): Promise<number> {
    return this.context.nextId(requireResource(name));
  }

  /** Writes a record as it is. */
  put(name: string, parents: readonly RecordKey[], record: JsonRecord): void {
    const resource = requireResource(name);
    const id = record[resource.key ?? 'id'] as RecordKey;
    this.#entries.set(place(resource, parents, id), { resource, parents, id, record });
  }

  /** Writes a record with other members, which counts as an update of it. Members that are undefined go. */
  change(name: string, parents: readonly RecordKey[], record: JsonRecord, changes: JsonRecord): JsonRecord {
    const changed = stampedAsRecorded(
      requireResource(name),
      parents,
      { ...record, ...changes },
      record,
      this,
    );
    this.put(name, parents, changed);
    return changed;
  }

  /** Writes a new record: it gets the next id and its `_info`. */
  async create(name: string, parents: readonly RecordKey[], members: JsonRecord): Promise<JsonRecord> {
    const resource = requireResource(name);
    const id = await this.context.nextId(resource);
    const record = stampedAsRecorded(resource, parents, { id, ...members }, undefined, this);
    this.put(name, parents, record);
    return record;
  }

  /** Writes a row of a table that has no keys. */
  append(name: string, record: JsonRecord): void {
    const resource = requireResource(name);
    this.#entries.set(`${name} +${this.#entries.size}`, { resource, parents: [], id: '', record });
  }

  remove(name: string, parents: readonly RecordKey[], id: RecordKey): void {
    const resource = requireResource(name);
    this.#entries.set(place(resource, parents, id), { resource, parents, id });
  }

  /** Whether any record of a resource is to be written. */
  touches(name: string): boolean {
    return [...this.#entries.values()].some(({ resource }) => resource.name === name);
  }

  /** Takes back what was to be written of a record. */
  forget(name: string, parents: readonly RecordKey[], id: RecordKey): void {
    this.#entries.delete(place(requireResource(name), parents, id));
  }

  /** Takes everything back: the decision was only to see what it would be. */
  forgetAll(): void {
    this.#entries.clear();
  }

  /** All that is to be written, in the order in which it came up. */
  writes(): readonly Write[] {
    return [...this.#entries.values()].map(({ resource, parents, id, record }) =>
      record ? { kind: 'put', resource, parents, record } : { kind: 'delete', resource, parents, id },
    );
  }
}

const NOTHING: Promise<undefined> = Promise.resolve(undefined);

function filterOf(resource: Resource, { parents = [], where }: Wanted): RecordFilter {
  const whole = parents.length === 0 ? everywhere(resource) : resource;
  return { resource: whole, parents, conditions: where };
}

function place(resource: Resource, parents: readonly RecordKey[], id: RecordKey): string {
  return [resource.name, ...parents, id].join(' ');
}
