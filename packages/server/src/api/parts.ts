import type { Clock } from 'psakit/core';
import { GENERIC_RULES } from '../records/index.js';
import type { Reading } from './collection.js';
import { createFilterReader } from './filters.js';
import type { ApiAnswer } from './http.js';
import type { Models } from './models/index.js';
import type { ApiMember } from './member.js';
import type { ApiOptions, SiteFacts } from './options.js';
import { createQueue } from './queue.js';
import { createReader, type ResourceRequest } from './read.js';
import { createRecordWriter } from './record-writer.js';
import type { Services } from './special.js';
import { createWriter } from './write.js';

/** Largest body read unless told otherwise, in bytes. */
const MAX_BODY_BYTES = 1_048_576;

/** Largest body with a file in it unless told otherwise, in bytes: 50 MiB (*assumed*). */
const MAX_FILE_BYTES = 52_428_800;

/** What answers requests for paths of the catalog. */
export interface Parts {
  readonly read: (call: ResourceRequest) => Promise<ApiAnswer>;
  readonly write: (call: ResourceRequest, member: ApiMember) => Promise<ApiAnswer>;
  readonly services: Services;
}

/** Makes the parts of an API over its store, and what operations with code of their own may use of them. */
export function createParts(
  options: ApiOptions,
  {
    site,
    clock,
    guid,
    models,
  }: {
    readonly site: SiteFacts;
    readonly clock: Clock;
    readonly guid: () => string;
    readonly models: Models;
  },
): Parts {
  const maxBodyBytes = options.maxBodyBytes ?? MAX_BODY_BYTES;
  const rules = options.rules ?? GENERIC_RULES;
  const queue = createQueue();
  const reading: Reading = {
    store: options.store,
    filters: createFilterReader({ unknownFields: options.unknownFields ?? 'refuse' }),
    hrefBase: (origin) => `${site.origin ?? origin}/${site.codebase}/apis/3.0/`,
  };
  const records = createRecordWriter(options.store, rules, clock);
  const read = createReader(reading, { maxBodyBytes });
  const write = createWriter({ reading, records, rules, queue, maxBodyBytes });
  const maxFileBytes = options.maxFileBytes ?? MAX_FILE_BYTES;
  return {
    read,
    write,
    services: {
      reading,
      clock,
      queue,
      changed: records.changed,
      guid,
      models,
      read,
      maxBodyBytes,
      maxFileBytes,
    },
  };
}
