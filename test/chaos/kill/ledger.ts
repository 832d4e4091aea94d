/** What is known of one record from the answers about it. */
export interface Known {
  readonly path: string;
  readonly id: number;
  readonly summary: string;
  /** What it was changed to where no answer came: it may be that. */
  maybe: string[];
  now: string;
  /** Whether it is deleted: answered, or asked for without an answer. */
  gone: 'no' | 'maybe' | 'yes';
  /** Every summary that was answered, in order: each is owed a callback. */
  readonly answered: string[];
}

/** What a document must hold. */
export interface KnownDocument {
  readonly id: number;
  readonly content: string;
}

/** Everything that was answered, over all lives of the server. */
export class Ledger {
  readonly records: Known[] = [];
  readonly documents: KnownDocument[] = [];
  /** Creates without an answer: they may have happened. */
  readonly unanswered: { readonly path: string; readonly summary: string }[] = [];
  readonly #ids = new Map<string, Set<number>>();
  #names = 0;

  /** A text that nothing else has. */
  name(): string {
    return `chaos ${++this.#names}`;
  }

  /** Notes that an id was given; answers whether it was given before. */
  isReused(sequence: string, id: number): boolean {
    const ids = this.#ids.get(sequence) ?? new Set<number>();
    this.#ids.set(sequence, ids);
    const known = ids.has(id);
    ids.add(id);
    return known;
  }

  add(path: string, id: number, summary: string): Known {
    const record: Known = { path, id, summary, maybe: [], now: summary, gone: 'no', answered: [summary] };
    this.records.push(record);
    return record;
  }
}
