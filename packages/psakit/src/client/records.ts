import type { ResourceAddress } from '../catalog/index.js';
import type {
  Collection,
  CountOptions,
  GetOptions,
  JsonRecord,
  ListOptions,
  RecordId,
} from './collection.js';
import { Listing, type ListRequest, type LoadPage } from './list-request.js';
import type { Reader } from './reader.js';

/** Opens the reader of a collection; what it takes to send requests is loaded the first time. */
export type OpenReader = (address: ResourceAddress) => Promise<Reader>;

/** A collection of the catalog, under the parents its address names. */
export class Records implements Collection<JsonRecord> {
  readonly #address: ResourceAddress;
  readonly #open: OpenReader;

  constructor(address: ResourceAddress, open: OpenReader) {
    this.#address = address;
    this.#open = open;
  }

  list(options: ListOptions<JsonRecord> = {}): ListRequest<JsonRecord> {
    let pages: Promise<LoadPage<JsonRecord>> | undefined;
    return new Listing(async (progress, how) => {
      pages ??= this.#open(this.#address).then((reader) => reader.pages(options));
      return (await pages)(progress, how);
    }, options);
  }

  async get(id: RecordId, options: GetOptions = {}): Promise<JsonRecord> {
    return (await this.#open(this.#address)).get(id, options);
  }

  async count(options: CountOptions<JsonRecord> = {}): Promise<number> {
    return (await this.#open(this.#address)).count(options);
  }
}
