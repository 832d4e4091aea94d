import type { ResourceAddress } from '../catalog/index.js';
import type {
  Collection,
  CountOptions,
  GetOptions,
  JsonRecord,
  ListOptions,
  RecordId,
} from './collection.js';
import { openListing, type ListRequest } from './list-request.js';
import type { Connection } from './connection.js';
import type { Reader } from './reader.js';
import type {
  CreateOptions,
  DeleteOptions,
  PatchOperation,
  Planned,
  PlannedRequest,
  UpdateOptions,
  WriteOptions,
  Writer,
} from './writes/index.js';

/** What reads and writes the records of collections; it is loaded the first time. */
export type Connect = () => Promise<Pick<Connection, 'open' | 'write'>>;

/** The options of a write, whether it is to be sent or shown. */
type Call<Options> = Options | Planned<Options>;

/** A collection of the catalog, under the parents its address names. */
export class Records implements Collection<JsonRecord> {
  readonly #address: ResourceAddress;
  readonly #connect: Connect;

  constructor(address: ResourceAddress, connect: Connect) {
    this.#address = address;
    this.#connect = connect;
  }

  list(options: ListOptions<JsonRecord> = {}): ListRequest<JsonRecord> {
    return openListing(nameOf(this.#address), options, async () => (await this.#reader()).pages(options));
  }

  async get(id: RecordId, options: GetOptions = {}): Promise<JsonRecord> {
    return (await this.#reader()).get(id, options);
  }

  async count(options: CountOptions<JsonRecord> = {}): Promise<number> {
    return (await this.#reader()).count(options);
  }

  create(record: JsonRecord, options: Planned<CreateOptions<JsonRecord>>): Promise<PlannedRequest>;
  create(record: JsonRecord, options?: CreateOptions<JsonRecord>): Promise<JsonRecord>;
  async create(
    record: JsonRecord,
    options: Call<CreateOptions<JsonRecord>> = {},
  ): Promise<JsonRecord | PlannedRequest> {
    return (await this.#writer()).create(record, options);
  }

  update(id: RecordId, changes: JsonRecord, options: Planned<UpdateOptions>): Promise<PlannedRequest>;
  update(id: RecordId, changes: JsonRecord, options?: UpdateOptions): Promise<JsonRecord>;
  async update(
    id: RecordId,
    changes: JsonRecord,
    options: Call<UpdateOptions> = {},
  ): Promise<JsonRecord | PlannedRequest> {
    return (await this.#writer()).update(id, changes, options);
  }

  replace(id: RecordId, record: JsonRecord, options: Planned<WriteOptions>): Promise<PlannedRequest>;
  replace(id: RecordId, record: JsonRecord, options?: WriteOptions): Promise<JsonRecord>;
  async replace(
    id: RecordId,
    record: JsonRecord,
    options: Call<WriteOptions> = {},
  ): Promise<JsonRecord | PlannedRequest> {
    return (await this.#writer()).replace(id, record, options);
  }

  patch(
    id: RecordId,
    operations: readonly PatchOperation[],
    options: Planned<WriteOptions>,
  ): Promise<PlannedRequest>;
  patch(id: RecordId, operations: readonly PatchOperation[], options?: WriteOptions): Promise<JsonRecord>;
  async patch(
    id: RecordId,
    operations: readonly PatchOperation[],
    options: Call<WriteOptions> = {},
  ): Promise<JsonRecord | PlannedRequest> {
    return (await this.#writer()).patch(id, operations, options);
  }

  delete(id: RecordId, options: Planned<DeleteOptions>): Promise<PlannedRequest>;
  delete(id: RecordId, options?: DeleteOptions): Promise<void>;
  async delete(id: RecordId, options: Call<DeleteOptions> = {}): Promise<unknown> {
    return (await this.#writer()).delete(id, options);
  }

  async #reader(): Promise<Reader> {
    return (await this.#connect()).open(this.#address);
  }

  async #writer(): Promise<Writer> {
    return (await this.#connect()).write(this.#address);
  }
}

/** e.g. `service/tickets`, `service/tickets/54321/notes`. */
export function nameOf({ resource, parents }: ResourceAddress): string {
  let index = 0;
  return resource.path.slice(1).replace(/\{\w+\}/g, () => parents[index++] ?? '');
}
