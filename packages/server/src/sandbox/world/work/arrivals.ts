import type { Random } from '../random.js';
import { LAST_WORKDAY, WORKDAY_MINUTES, type Timeline } from '../timeline.js';
import type { Scale } from '../types.js';
import type { Phase } from './projects.js';

/** A ticket comes in. */
export interface Arrival {
  /** UTC seconds. */
  readonly at: number;
  /** Working minute; at night, the first one of the day that follows. */
  readonly minute: number;
  readonly second: number;
  readonly night: boolean;
  /** The phase of the project it belongs to; absent for service tickets. */
  readonly phase: Phase | undefined;
  /** From 0 for the oldest ticket to almost 1 for the newest. */
  readonly recency: number;
  /** The next ticket of the day is a service ticket of the daytime: it may be about the same thing. */
  readonly followed: boolean;
}

/** A ticket that a project brings. */
export interface PlannedTicket {
  readonly minute: number;
  readonly phase: Phase;
}

type Draft = Omit<Arrival, 'recency' | 'followed'>;

/** The share of arrivals that come before office hours. */
const NIGHT_SHARE = 0.004;

/** All tickets in the order in which they come in, one working day in memory at a time. */
export function* arrivals(
  random: Random,
  time: Timeline,
  scale: Scale,
  planned: readonly PlannedTicket[],
): Generator<Arrival, undefined, undefined> {
  const { workdays, surge } = scale;
  const weight = (day: number): number => (day >= workdays - 15 ? surge : 1);
  const total = workdays + 15 * (surge - 1);
  const count = scale.tickets - planned.length;
  let passed = 0;
  let issued = 0;
  let nextPlanned = 0;
  let arrived = 0;
  for (let day = 0; day < workdays; day++) {
    passed += weight(day);
    const until = Math.round((count * passed) / total);
    const workday = LAST_WORKDAY - workdays + 1 + day;
    const today: Draft[] = [];
    for (; issued < until; issued++) today.push(serviceArrival(random, time, workday));
    for (; nextPlanned < planned.length; nextPlanned++) {
      const ticket = planned[nextPlanned];
      if (!ticket || ticket.minute >= (workday + 1) * WORKDAY_MINUTES) break;
      const second = random.int(0, 59);
      const { minute, phase } = ticket;
      today.push({ at: time.seconds(minute, second), minute, second, night: false, phase });
    }
    today.sort((a, b) => a.at - b.at);
    for (const [index, arrival] of today.entries()) {
      const next = today[index + 1];
      const followed = next !== undefined && !next.night && !next.phase;
      yield { ...arrival, recency: arrived++ / scale.tickets, followed };
    }
  }
  return undefined;
}

function serviceArrival(random: Random, time: Timeline, workday: number): Draft {
  const dayStart = workday * WORKDAY_MINUTES;
  if (random.chance(NIGHT_SHARE)) {
    const at = time.midnight(workday) + random.int(0, 5 * 3600);
    return { at, minute: dayStart, second: 0, night: true, phase: undefined };
  }
  // Most people call in the morning; nobody is in the future.
  const lastMinute = workday === LAST_WORKDAY ? 470 : 590;
  const inDay = random.chance(0.5) ? random.int(20, 220) : random.int(0, lastMinute);
  const minute = dayStart + inDay;
  const second = random.int(0, 59);
  return { at: time.seconds(minute, second), minute, second, night: false, phase: undefined };
}
