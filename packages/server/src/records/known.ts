import type { Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey, RecordQuery, Store } from '../store/index.js';

/** Stored records as objects, for those who decide on writes. Nobody may change what they get. */
export interface KnownRecords {
  /** Looks whether others wrote: call it before each decision, which takes what it is told for one moment's. */
  look(): void;
  get(resource: Resource, parents: readonly RecordKey[], id: RecordKey): Promise<JsonRecord | undefined>;
  list(query: RecordQuery): Promise<readonly JsonRecord[]>;
}

/** Answers kept: a decision on a ticket asks some twenty questions, mostly the same as the one before it. */
const ANSWERS_KEPT = 2000;

interface Answer {
  readonly revision: number;
  readonly records: readonly JsonRecord[];
}

/**
 * Reads a store and remembers what it said until records of that resource are written. Boards, priorities and
 * the like hardly ever are, and reading them anew for each ticket took half of the time of creating one.
 */
export function createKnownRecords(store: Pick<Store, 'get' | 'list' | 'revisions'>): KnownRecords {
  const answers = new Map<string, Answer>();
  let revisionOf: ReturnType<Store['revisions']> | undefined;
  const remembered = async (
    resource: Resource,
    question: string,
    ask: () => Promise<readonly JsonRecord[]>,
  ): Promise<readonly JsonRecord[]> => {
    revisionOf ??= store.revisions();
    const revision = revisionOf(resource);
    if (revision === undefined) return ask();
    const known = answers.get(question);
    if (known?.revision === revision) return known.records;
    const records = await ask();
    if (answers.size >= ANSWERS_KEPT) answers.clear();
    answers.set(question, { revision, records });
    return records;
  };
  return {
    look: () => {
      revisionOf = undefined;
    },
    get: async (resource, parents, id) => {
      const question = `${resource.name} ${JSON.stringify([parents, id])}`;
      const [found] = await remembered(resource, question, async () => {
        const stored = await store.get(resource, parents, id);
        return stored ? [parsed(stored)] : [];
      });
      return found;
    },
    list: (query) => {
      const { resource, ...rest } = query;
      const question = `${resource.name} ${resource.view?.where ?? ''} ${JSON.stringify(rest)}`;
      return remembered(resource, question, async () => (await store.list(query)).map(parsed));
    },
  };
}

function parsed({ json }: { readonly json: string }): JsonRecord {
  return JSON.parse(json) as JsonRecord;
}
