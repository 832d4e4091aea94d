import { createMatcher, type FaultTarget } from './match.js';
import { readFaultRule, type FaultRule } from './rule.js';

/** A rule in force, and what it has done so far. */
export interface ActiveFault {
  /** `fault-1`, `fault-2`, … */
  readonly id: string;
  readonly rule: FaultRule;
  /** How many requests it was about. */
  readonly seen: number;
  /** How many it struck. */
  readonly struck: number;
  /** Whether it has struck as often as it may. */
  readonly spent: boolean;
}

/** Everything that is to go wrong. */
export interface FaultBox {
  /**
   * Puts a rule in force, after those that are.
   *
   * @throws PsaError `INVALID_ARGUMENT` that says what is wrong with it.
   */
  add(rule: FaultRule): ActiveFault;
  list(): readonly ActiveFault[];
  /** Takes one rule out, or all. Says whether there was any. */
  clear(id?: string): boolean;
  /** The rules that strike this request, in the order they were added; each is one strike. */
  strike(target: FaultTarget): readonly ActiveFault[];
  /** Whether there is no rule at all. */
  isEmpty(): boolean;
}

interface Entry {
  readonly id: string;
  readonly rule: FaultRule;
  readonly matches: (target: FaultTarget) => boolean;
  seen: number;
  struck: number;
}

/**
 * An empty box.
 *
 * @param random from 0 up to 1: what probabilities are drawn from, so that a seeded one repeats a run.
 */
export function createFaultBox(random: () => number): FaultBox {
  const entries = new Map<string, Entry>();
  let last = 0;
  return {
    add: (given) => {
      const rule = readFaultRule(given, 'The fault');
      const entry: Entry = { id: `fault-${++last}`, rule, matches: createMatcher(rule), seen: 0, struck: 0 };
      entries.set(entry.id, entry);
      return shown(entry);
    },
    list: () => [...entries.values()].map(shown),
    clear: (id) => {
      if (id !== undefined) return entries.delete(id);
      const any = entries.size > 0;
      entries.clear();
      return any;
    },
    strike: (target) => {
      const struck: ActiveFault[] = [];
      for (const entry of entries.values()) {
        if (isSpent(entry) || !entry.matches(target)) continue;
        entry.seen++;
        if (entry.seen <= (entry.rule.after ?? 0)) continue;
        const { probability = 1 } = entry.rule;
        if (probability < 1 && random() >= probability) continue;
        entry.struck++;
        struck.push(shown(entry));
      }
      return struck;
    },
    isEmpty: () => entries.size === 0,
  };
}

function isSpent({ rule, struck }: Entry): boolean {
  return struck >= (rule.count ?? Number.POSITIVE_INFINITY);
}

function shown(entry: Entry): ActiveFault {
  const { id, rule, seen, struck } = entry;
  return { id, rule, seen, struck, spent: isSpent(entry) };
}
