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

interface Answer {
  readonly revision: number;
  readonly records: readonly JsonRecord[];
}

/** The id of a record that lies under none, else a text. */
type Question = number | string;

/**
 * Reads a store and remembers what it said until records of that resource are written. Boards, priorities and
 * the like hardly ever are, and reading them anew for each ticket took half of the time of creating one.
 */
export function createKnownRecords(store: Pick<Store, 'get' | 'list' | 'revisions'>): KnownRecords {
  const known = new WeakMap<Resource, Map<Question, Answer>>();
  let revisionOf: ReturnType<Store['revisions']> | undefined;

  const answersOf = (resource: Resource): Map<Question, Answer> => {
    const found = known.get(resource);
    if (found) return found;
    const answers = new Map<Question, Answer>();
    known.set(resource, answers);
    return answers;
  };
  const remembered = async (
    resource: Resource,
    question: Question,
    ask: () => Promise<readonly JsonRecord[]>,
  ): Promise<readonly JsonRecord[]> => {
    revisionOf ??= store.revisions();
    const revision = revisionOf(resource);
    if (revision === undefined) return ask();
    const answers = answersOf(resource);
    const answer = answers.get(question);
    if (answer?.revision === revision) return answer.records;
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
      const isPlain = parents.length === 0 && typeof id === 'number';
      const question = isPlain ? id : JSON.stringify([parents, id]);
      const [found] = await remembered(resource, question, async () => {
        const stored = await store.get(resource, parents, id);
        return stored ? [parsed(stored)] : [];
      });
      return found;
    },
    list: (query) =>
      remembered(query.resource, questionOf(query), async () => (await store.list(query)).map(parsed)),
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
