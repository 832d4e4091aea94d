import type { HttpMethod } from 'psakit/catalog';
import type { Clock } from 'psakit/core';
import type { Reading } from './collection.js';
import type { Write } from '../store/index.js';
import type { ApiAnswer } from './http.js';
import type { Models } from './models/index.js';
import type { ApiMember } from './member.js';
import type { RecordChange } from './record-writer.js';
import type { ResourceRequest } from './read.js';

/** What code that answers an operation of its own may use. */
export interface Services {
  readonly reading: Reading;
  readonly clock: Clock;
  /** Runs writes one after another, all writes of the API in one line. */
  readonly queue: <T>(work: () => Promise<T>) => Promise<T>;
  /** All writes that a change of a record comes to by the rules, itself among them; applies nothing. Call it in the queue. */
  readonly changed: (change: RecordChange, member: ApiMember) => Promise<readonly Write[]>;
  /** A new random UUID. */
  readonly guid: () => string;
  /** Finds the model that a request, or one in a bundle, wants to be answered in. */
  readonly models: Models;
  /** Answers a read of any path of the catalog; rejects with a PsaError that has a status. */
  readonly read: (call: ResourceRequest) => Promise<ApiAnswer>;
  /** Largest JSON body read, in bytes. */
  readonly maxBodyBytes: number;
  /** Largest body with a file in it, in bytes. */
  readonly maxFileBytes: number;
}

/** A request for an operation that is neither a read nor a write of a record. */
export interface SpecialCall extends ResourceRequest {
  /** Who calls. */
  readonly member: ApiMember;
  readonly services: Services;
}

/**
 * An operation of the catalog that is answered by code of its own: bytes, bundles, reports. What it
 * throws is answered like everything else: a PsaError with a status to the client, all else as a fault.
 */
export interface SpecialOperation {
  readonly method: HttpMethod;
  /** As the catalog has it: `/system/documents/{id}/download`. */
  readonly path: string;
  /** Resolves to `undefined` for a call that is to be answered the usual way after all. */
  readonly answer: (call: SpecialCall) => Promise<ApiAnswer | undefined>;
}

/** Finds the code for a method and a path of the catalog. Of two for the same, the later counts. */
export function createSpecials(
  operations: readonly SpecialOperation[],
): (method: string, path: string) => SpecialOperation | undefined {
  const known = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  return (method, path) => known.get(`${method} ${path}`);
}
