import type { AcquireOptions, Lane } from './types.js';

/** After this many grants past a waiting bulk request, one bulk request goes. */
const BULK_TURN = 4;

/**
 * The queue in front of the slots: interactive before bulk, first come first served within a lane, and
 * one bulk request after every four interactive ones, so that neither lane waits for ever.
 */
export class Lanes<T> {
  readonly #lanes: Record<Lane, T[]> = { interactive: [], bulk: [] };
  #passedOver = 0;

  get size(): number {
    return this.#lanes.interactive.length + this.#lanes.bulk.length;
  }

  add(item: T, { lane = 'interactive', again = false }: AcquireOptions): void {
    if (again) this.#lanes[lane].unshift(item);
    else this.#lanes[lane].push(item);
  }

  /** Takes the item whose turn it is. */
  next(): T | undefined {
    const { interactive, bulk } = this.#lanes;
    if (bulk.length === 0) return interactive.shift();
    if (interactive.length > 0 && this.#passedOver < BULK_TURN) {
      this.#passedOver += 1;
      return interactive.shift();
    }
    this.#passedOver = 0;
    return bulk.shift();
  }

  /** Everything that waits, each lane in its order. */
  all(): readonly T[] {
    return [...this.#lanes.interactive, ...this.#lanes.bulk];
  }

  remove(item: T): void {
    for (const lane of Object.values(this.#lanes)) {
      const index = lane.indexOf(item);
      if (index >= 0) lane.splice(index, 1);
    }
  }
}
