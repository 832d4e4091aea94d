import type { JsonRecord } from '../../store/index.js';
import type { Random } from './random.js';
import type { Timeline } from './timeline.js';

/** How big a world is: about 2,000, 50,000 or 1,000,000 tickets. */
export type WorldSize = 'small' | 'medium' | 'large';

/** What a world is made from; the same options make the same world, byte for byte. */
export interface WorldOptions {
  /** A whole number from 0 to 4,294,967,295. */
  readonly seed: number;
  readonly size: WorldSize;
}

/** One record of a world and where it belongs. Members that are `undefined` are absent (PROTOCOL 6.4). */
export interface WorldRecord {
  /** The catalog's `Resource.name`, e.g. `service/tickets/notes`. */
  readonly resource: string;
  /** Ids of the records above it, outermost first. */
  readonly parents: readonly number[];
  readonly record: JsonRecord;
}

/** A part of the world: yields its records and returns what later parts refer to. */
export type Part<T> = Generator<WorldRecord, T, undefined>;

/** What every part of one world shares. */
export interface Scene {
  readonly random: Random;
  readonly time: Timeline;
  readonly scale: Scale;
  /** The next free id of a resource, from 1. */
  next(resource: string): number;
}

/** How much of everything there is. */
export interface Scale {
  /** Service and project tickets together. */
  readonly tickets: number;
  /** How many working days before the as-of moment the first ticket came in. */
  readonly workdays: number;
  /** The last 15 working days are this many times as busy as the others. */
  readonly surge: number;
  readonly companies: number;
  readonly technicians: number;
  readonly contactsPerCompany: number;
  readonly configurationsPerCompany: number;
  readonly projects: number;
  /** Invoiced months before the as-of moment. */
  readonly invoicedMonths: number;
  /** Which share of all tickets is open, and of these which share has priority 1 or 2. */
  readonly openShare: number;
  readonly openHighShare: number;
  /** Average number of children of a ticket. */
  readonly notes: number;
  readonly timeEntries: number;
  readonly scheduleEntries: number;
  readonly tasks: number;
  readonly ticketConfigurations: number;
}
