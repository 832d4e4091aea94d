import type { ResourceAddress } from '../../catalog/index.js';
import { CATALOG_VERSION } from '../../catalog/index.js';
import { invalidArgument, type PsaError } from '../../core/index.js';
import type { OperationCall } from '../actions.js';
import { ChainRoot } from '../chains.js';
import { pickCall } from '../call.js';
import type { CallOptions, Collection, JsonRecord, ListOptions } from '../collection.js';
import { errorFromResponse } from '../errors.js';
import type { PsaTree } from '../generated/tree.js';
import type { LoadPage } from '../list-request.js';
import { badResponse, PsaResponse } from '../response.js';
import { parseServerError } from '../server-error.js';
import type { TransportRequest } from '../transport.js';
import { BundledRecords, type BundleTarget } from './bundled-records.js';
import {
  BUNDLE_PATHS,
  readBundleResults,
  toBundleBody,
  type BundledRead,
  type BundleResult,
} from './wire.js';

/** The reads of one bundle, e.g. of `psa.service.tickets.get(5)`. */
export type BundleReads = readonly PromiseLike<unknown>[];

/** What the reads of a bundle answer, in their order. */
export type BundleAnswers<Reads extends BundleReads> = {
  -readonly [Index in keyof Reads]: Awaited<Reads[Index]>;
};

/** Names the reads of a bundle. */
export type AskBundle<Reads extends BundleReads> = (psa: PsaTree) => readonly [...Reads];

/** What a bundle is sent by. */
export interface BundleContext {
  readonly send: (request: TransportRequest) => Promise<PsaResponse>;
  /** The pages of a list by requests of their own. */
  readonly pages: (address: ResourceAddress, options: ListOptions<JsonRecord>) => LoadPage<JsonRecord>;
  /** The version of the models to ask for; that of the catalog unless told otherwise. */
  readonly version?: string | undefined;
  readonly secrets: readonly string[];
}

/** The most reads in one request: what live callers send (PROTOCOL 6.8). */
export const MOST_PER_BUNDLE = 50;

interface Waiting {
  readonly read: BundledRead;
  readonly kind: keyof typeof BUNDLE_PATHS;
  /** What the read would be by itself, for errors. */
  readonly path: string;
  readonly resolve: (result: BundleResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A tree of collections whose reads are kept until they are sent together. */
class Bundle extends ChainRoot implements BundleTarget {
  readonly #context: BundleContext;
  #waiting: Waiting[] | undefined = [];

  constructor(context: BundleContext) {
    super();
    this.#context = context;
  }

  collection(address: ResourceAddress): Collection<JsonRecord> {
    return readOnly(new BundledRecords(address, this));
  }

  override call({ operation }: OperationCall): Promise<never> {
    return Promise.reject(readsOnly(`${operation.method} ${operation.path}`));
  }

  ask(read: BundledRead, kind: Waiting['kind'], path: string): Promise<BundleResult> {
    return new Promise((resolve, reject) => {
      if (this.#waiting) this.#waiting.push({ read, kind, path, resolve, reject });
      else reject(sentAlready());
    });
  }

  pages(address: ResourceAddress, options: ListOptions<JsonRecord>): LoadPage<JsonRecord> {
    return this.#context.pages(address, options);
  }

  /** Sends what was asked for: counts by themselves, the rest fifty at a time. */
  async flush(options: CallOptions): Promise<void> {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    const parts = (['read', 'count'] as const).flatMap((kind) =>
      chunks(
        waiting.filter((one) => one.kind === kind),
        MOST_PER_BUNDLE,
      ),
    );
    await Promise.all(parts.map((part) => this.#send(part, options)));
  }

  async #send(part: readonly Waiting[], options: CallOptions): Promise<void> {
    const { send, version = CATALOG_VERSION, secrets } = this.#context;
    const [first] = part;
    if (first === undefined) return;
    try {
      const response = await send({
        method: 'POST',
        path: BUNDLE_PATHS[first.kind],
        body: toBundleBody(
          part.map(({ read }) => read),
          version,
        ),
        repeatable: true,
        ...pickCall(options),
      });
      const results = readBundleResults(response.json());
      if (results === undefined) throw badResponse(response, 'something other than the results of a bundle');
      const byNumber = new Map(results.map((result) => [result.sequenceNumber, result]));
      for (const [index, { path, resolve, reject }] of part.entries()) {
        const result = byNumber.get(index + 1);
        if (result === undefined) reject(badResponse(response, `no result for GET ${path} in a bundle`));
        else if (result.success) resolve(result);
        else reject(errorOf(result, path, response, secrets));
      }
    } catch (error) {
      for (const { reject } of part) reject(error);
    }
  }
}

/**
 * Sends many reads in one request, and answers what each of them would have answered.
 *
 * @throws {PsaError} the error of the first read that failed; one that may fail says so by `.catch()`.
 */
export async function sendBundle<Reads extends BundleReads>(
  ask: AskBundle<Reads>,
  context: BundleContext,
  options: CallOptions,
): Promise<BundleAnswers<Reads>> {
  const bundle = new Bundle(context);
  const reads: unknown = typeof ask === 'function' ? ask(bundle as unknown as PsaTree) : undefined;
  if (!Array.isArray(reads)) throw noList(reads);
  // A listing is asked for when somebody waits for it.
  const answers = Promise.all((reads as BundleReads).map((read) => Promise.resolve(whenRead(read))));
  answers.catch(() => undefined);
  await bundle.flush(options);
  return (await answers) as BundleAnswers<Reads>;
}

/** Waits at once; `Promise.resolve` would only do so a little later. */
function whenRead(read: unknown): unknown {
  const isWaiting = typeof read === 'object' && read !== null && 'then' in read;
  if (!isWaiting) return read;
  return new Promise((resolve, reject) => {
    (read as PromiseLike<unknown>).then(resolve, reject);
  });
}

function errorOf(
  { statusCode = 500, error }: BundleResult,
  path: string,
  response: PsaResponse,
  secrets: readonly string[],
): PsaError {
  const single = new PsaResponse(statusCode, response.headers, new Uint8Array());
  const said = parseServerError(JSON.stringify(error ?? {}));
  return errorFromResponse({ method: 'GET', path: `${path} in a bundle` }, single, said, secrets);
}

/** Every other verb is refused, whichever there are. */
function readOnly(records: BundledRecords): Collection<JsonRecord> {
  return new Proxy(records, {
    get: (target, name) => {
      if (name === 'list' || name === 'get' || name === 'count') return target[name].bind(target);
      return () => Promise.reject(readsOnly(String(name)));
    },
  }) as unknown as Collection<JsonRecord>;
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function readsOnly(verb: string): PsaError {
  return invalidArgument(
    `A bundle only reads, and only by get, list and count, not by ${verb}.`,
    'Send that by a request of its own.',
  );
}

function sentAlready(): PsaError {
  return invalidArgument(
    'The bundle was sent before this was asked for.',
    'Ask for everything in the function given to bundle, without await.',
  );
}

function noList(given: unknown): PsaError {
  const isPromise = typeof given === 'object' && given !== null && 'then' in given;
  return invalidArgument(
    `The function given to bundle must answer an array of reads${isPromise ? ', not a promise' : ''}.`,
    'Write psa.bundle((b) => [b.service.tickets.get(1), …]), without async or await inside.',
  );
}
