import type { Random } from '../random.js';
import type { Stage } from '../setup/boards.js';
import type { Promised } from '../setup/service.js';
import { AS_OF_WORK, WORKDAY_MINUTES, type Timeline } from '../timeline.js';

/** Time somebody spent on a ticket. */
export interface Work {
  /** UTC seconds. */
  readonly start: number;
  readonly quarters: number;
}

/**
 * What happened to a ticket and when. Instants are UTC seconds and rise in the order of the members; one is
 * absent as long as it has not come to that. Minutes count from the moment the ticket came in.
 */
export interface LifeCycle {
  readonly stage: Stage;
  /** The working minute in which it came in: what its SLA counts from. */
  readonly minute: number;
  readonly entered: number;
  readonly responded: number | undefined;
  readonly planned: number | undefined;
  readonly resolved: number | undefined;
  readonly closed: number | undefined;
  readonly respondMinutes: number;
  readonly planMinutes: number;
  readonly resolveMinutes: number;
  readonly work: readonly Work[];
}

/** A ticket that comes in, before anything is known of its course. */
export interface Course {
  /** Working minute and second at which it came in. */
  readonly minute: number;
  readonly second: number;
  readonly promised: Promised;
  /** How many times somebody works on it, and for how many quarters of an hour at most. */
  readonly sessions: number;
  readonly quarters: number;
}

/** Makes up the course of tickets. Nothing it makes up lies after the as-of moment. */
export class LifeCycles {
  readonly #random: Random;
  readonly #time: Timeline;

  constructor(random: Random, time: Timeline) {
    this.#random = random;
    this.#time = time;
  }

  /** A ticket that is over, unless the as-of moment comes first: then it is as far as it got. */
  ended(course: Course): LifeCycle {
    const random = this.#random;
    const { minute, promised } = course;
    const responded = minute + 2 + random.int(0, Math.floor(promised.respond * 1.1));
    const planned = responded + 1 + random.int(0, Math.floor((promised.plan - promised.respond) * 0.8));
    const work: { start: number; quarters: number }[] = [];
    let cursor = planned + 1;
    for (let n = 0; n < course.sessions; n++) {
      const quarters = random.int(1, course.quarters);
      cursor = this.#roomFor(cursor + random.int(0, 40), quarters);
      work.push({ start: cursor, quarters });
      cursor += quarters * 15;
    }
    const resolved = cursor + 1 + random.int(0, Math.floor(promised.resolve * 0.3));
    const closed = resolved + (random.chance(0.6) ? random.int(1, 45) : random.int(600, 1500));
    const now = AS_OF_WORK - 1;
    const done = work.filter((each) => each.start + each.quarters * 15 <= now);
    const stage: Stage =
      closed <= now
        ? 'closed'
        : resolved <= now
          ? 'resolved'
          : planned <= now
            ? 'inProgress'
            : responded <= now
              ? 'assigned'
              : 'new';
    return this.#cycle(course, stage, [responded, planned, resolved, closed], done);
  }

  /** A ticket that was called off: answered and closed, nobody worked on it. */
  cancelled(course: Course): LifeCycle {
    const random = this.#random;
    const responded = course.minute + 2 + random.int(0, course.promised.respond);
    const closed = responded + random.int(2, 90);
    if (closed >= AS_OF_WORK) return this.open(course);
    return this.#cycle(course, 'cancelled', [responded, undefined, undefined, closed], []);
  }

  /** A ticket that is still open, at a stage that fits its age. */
  open(course: Course): LifeCycle {
    const random = this.#random;
    const now = AS_OF_WORK - 1;
    const age = now - course.minute;
    const stage = age < 12 ? 'new' : random.pick(age < WORKDAY_MINUTES ? YOUNG_STAGES : OLD_STAGES);
    if (stage === 'new') return this.#cycle(course, stage, [], []);
    const within = (from: number, share: number, promised: number): number =>
      from + random.int(0, Math.floor(Math.min((now - from) * share, promised)));
    const responded = within(course.minute + 2, 0.3, course.promised.respond * 1.1);
    if (stage === 'assigned') return this.#cycle(course, stage, [responded], []);
    const planned = within(responded + 1, 0.4, course.promised.plan);
    const work: { start: number; quarters: number }[] = [];
    let cursor = planned + 1;
    for (let n = 0; n < course.sessions; n++) {
      const quarters = random.int(1, course.quarters);
      const start = this.#roomFor(cursor + random.int(0, 40), quarters);
      if (start + quarters * 15 >= now) break;
      work.push({ start, quarters });
      cursor = start + quarters * 15;
    }
    const resolved = stage === 'resolved' && cursor < now ? within(cursor + 1, 0.8, 600) : undefined;
    const reached = resolved === undefined && stage === 'resolved' ? 'inProgress' : stage;
    return this.#cycle(course, reached, [responded, planned, resolved], work);
  }

  /**
   * An emergency at night: it came in at `entered` (UTC seconds, before office hours) and somebody on call
   * saw it through in one go.
   */
  night(course: Course, entered: number): LifeCycle {
    const random = this.#random;
    const respondMinutes = random.int(2, 20);
    const planMinutes = respondMinutes + random.int(2, 20);
    const quarters = random.int(2, 6);
    const resolveMinutes = planMinutes + quarters * 15 + random.int(2, 15);
    const floor = entered - (entered % 60);
    const at = (minutes: number): number => floor + minutes * 60 + random.int(0, 59);
    return {
      stage: 'closed',
      minute: course.minute,
      entered,
      responded: at(respondMinutes),
      planned: at(planMinutes),
      resolved: at(resolveMinutes),
      closed: at(resolveMinutes + random.int(2, 30)),
      respondMinutes,
      planMinutes,
      resolveMinutes,
      work: course.sessions === 0 ? [] : [{ start: floor + (planMinutes + 1) * 60, quarters }],
    };
  }

  /** The first working minute from `minute` on at which so much work fits into the day. */
  #roomFor(minute: number, quarters: number): number {
    const inDay = minute % WORKDAY_MINUTES;
    if (inDay + quarters * 15 < WORKDAY_MINUTES) return minute;
    return minute - inDay + WORKDAY_MINUTES + this.#random.int(0, 60);
  }

  #cycle(
    course: Course,
    stage: Stage,
    reached: readonly (number | undefined)[],
    work: readonly Work[],
  ): LifeCycle {
    const time = this.#time;
    const random = this.#random;
    const [responded, planned, resolved, closed] = reached.map((minute) =>
      minute !== undefined && minute < AS_OF_WORK ? minute : undefined,
    );
    const at = (minute: number | undefined): number | undefined =>
      minute === undefined ? undefined : time.seconds(minute, random.int(0, 59));
    const since = (minute: number | undefined): number => (minute === undefined ? 0 : minute - course.minute);
    return {
      stage,
      minute: course.minute,
      entered: time.seconds(course.minute, course.second),
      responded: at(responded),
      planned: at(planned),
      resolved: at(resolved),
      closed: at(closed),
      respondMinutes: since(responded),
      planMinutes: since(planned),
      resolveMinutes: since(resolved),
      work: work.map(({ start, quarters }) => ({ start: time.seconds(start), quarters })),
    };
  }
}

const YOUNG_STAGES: readonly Stage[] = ['new', 'new', 'new', 'assigned', 'assigned', 'inProgress'];
const OLD_STAGES: readonly Stage[] = [
  'new',
  'new',
  'assigned',
  'assigned',
  'inProgress',
  'inProgress',
  'inProgress',
  'scheduled',
  'waitingCustomer',
  'waitingCustomer',
  'waitingVendor',
  'resolved',
];
