import type { Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey, RecordQuery, Store } from '../store/index.js';

/** Stored records as objects, for those who decide on writes. Nobody may change what they get. */
export interface KnownRecords {
  /** Looks whether others wrote: call it before each decision, which takes what it is told for one moment's. */
  look(): void;
  get(resource: Resource, parents: readonly RecordKey[], id: RecordKey): Promise<JsonRecord | undefined>;
  list(query: RecordQuery): Promise<readonly JsonRecord[]>;
}

/** Answers kept of a resource: a decision on a ticket asks some twenty questions, mostly those of the one before. */
const ANSWERS_KEPT = 500;

interface Answer<T> {
  readonly revision: number;
  /** Handed out as it is to all who ask: a decision that knows everything makes no promise of its own. */
  readonly told: Promise<T>;
}

/** The id of a record that lies under none, else a text. */
type Question = number | string;

/**
 * Reads a store and remembers what it said until records of that resource are written. Boards, priorities and
 * the like hardly ever are, and reading them anew for each ticket took half of the time of creating one.
 */
export function createKnownRecords(store: Pick<Store, 'get' | 'list' | 'revisions'>): KnownRecords {
  let revisionOf: ReturnType<Store['revisions']> | undefined;

  const remembering = <T>(): ((
    resource: Resource,
    question: Question,
    ask: () => Promise<T>,
  ) => Promise<T>) => {
    const known = new WeakMap<Resource, Map<Question, Answer<T>>>();
    return (resource, question, ask) => {
      revisionOf ??= store.revisions();
      const revision = revisionOf(resource);
      if (revision === undefined) return ask();
      let answers = known.get(resource);
      if (!answers) known.set(resource, (answers = new Map<Question, Answer<T>>()));
      const answer = answers.get(question);
      if (answer?.revision === revision) return answer.told;
      if (answers.size >= ANSWERS_KEPT) answers.clear();
      const told = ask();
      answers.set(question, { revision, told });
      told.catch(() => answers.delete(question));
      return told;
    };
  };
  const records = remembering<JsonRecord | undefined>();
  const lists = remembering<readonly JsonRecord[]>();
  return {
    look: () => {
      revisionOf = undefined;
    },
    get: (resource, parents, id) => {
      const isPlain = parents.length === 0 && typeof id === 'number';
      return records(resource, isPlain ? id : JSON.stringify([parents, id]), async () => {
        const stored = await store.get(resource, parents, id);
        return stored && parsed(stored);
      });
    },
    list: (query) =>
      lists(query.resource, questionOf(query), async () => (await store.list(query)).map(parsed)),
  };
}

/** Rules ask with the same conditions again and again. */
const conditionTexts = new WeakMap<NonNullable<RecordQuery['conditions']>, string>();

function questionOf(query: RecordQuery): string {
  const { conditions } = query;
  const rest = JSON.stringify({ ...query, resource: undefined, conditions: undefined });
  if (!conditions) return rest;
  let text = conditionTexts.get(conditions);
  if (text === undefined) conditionTexts.set(conditions, (text = JSON.stringify(conditions)));
  return `${text} ${rest}`;
}

function parsed({ json }: { readonly json: string }): JsonRecord {
  return JSON.parse(json) as JsonRecord;
}
