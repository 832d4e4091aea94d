import { weighted, type Random } from '../random.js';
import { row } from '../rows.js';
import type { Part, Scene } from '../types.js';
import { arrivals, type Arrival, type PlannedTicket } from './arrivals.js';
import { Casting, type Cast, type TicketContext } from './cast.js';
import { ChildWriter } from './children.js';
import { LifeCycles, type Course, type LifeCycle } from './life-cycle.js';
import { projectTicketRecord } from './project-ticket.js';
import { enteredBy, ServiceTicketWriter, type Ticket } from './service-ticket.js';
import { Sheets } from './sheets.js';

/** The first id, so that ticket 54321 of the examples exists in every world. */
const FIRST_ID = 52_501;

/** Service and project tickets, in one sequence of ids, each followed by what lies below it; then time sheets. */
export function* ticketsPart(
  scene: Scene,
  context: TicketContext,
  planned: readonly PlannedTicket[],
): Part<undefined> {
  const random = scene.random.fork('tickets');
  const plot = new Plot(random, scene, context);
  const writer = new ServiceTicketWriter(random, scene.time, context);
  const sheets = new Sheets(scene);
  const children = new ChildWriter(random.fork('children'), scene, context, sheets);
  let id = FIRST_ID;
  for (const arrival of arrivals(random.fork('arrivals'), scene.time, scene.scale, planned)) {
    const ticket = plot.ticket(id++, arrival);
    const { phase } = arrival;
    yield phase
      ? row('project/tickets', projectTicketRecord(ticket, phase, context, scene.time, random))
      : row('service/tickets', writer.record(ticket));
    yield* children.rows(ticket, phase);
  }
  yield* sheets.rows();
  return undefined;
}

/** Decides what each ticket is about and how it goes. */
class Plot {
  readonly #random: Random;
  readonly #scene: Scene;
  readonly #casting: Casting;
  readonly #lives: LifeCycles;
  readonly #sessions: readonly number[];
  /** The incident to which the next tickets belong, how many are to come, and when the last one came in. */
  #parent: Ticket | undefined;
  #toCome = 0;
  #entered = 0;

  constructor(random: Random, scene: Scene, context: TicketContext) {
    this.#random = random;
    this.#scene = scene;
    this.#casting = new Casting(random, scene.scale, context);
    this.#lives = new LifeCycles(random, scene.time);
    this.#sessions = sessionCounts(scene.scale.timeEntries);
  }

  ticket(id: number, arrival: Arrival): Ticket {
    if (this.#parent && this.#toCome > 0) {
      this.#toCome = arrival.followed ? this.#toCome - 1 : 0;
      return this.#child(id, arrival, this.#parent);
    }
    const random = this.#random;
    const { phase } = arrival;
    const isOpen = phase ? !phase.closed && random.chance(0.6) : this.#isOpen(arrival);
    const cast = phase
      ? this.#casting.project(phase.company, phase.contact)
      : this.#casting.service(isOpen, arrival.night);
    const course: Course = {
      minute: arrival.minute,
      second: arrival.second,
      promised: cast.promised,
      sessions: random.pick(this.#sessions),
      quarters: cast.kind.issue.quarters,
    };
    const life = arrival.night
      ? this.#lives.night(course, arrival.at)
      : isOpen
        ? this.#lives.open(course)
        : !phase && random.chance(0.02)
          ? this.#lives.cancelled(course)
          : this.#lives.ended(course);
    const mayGrow = arrival.followed && !phase && !arrival.night && cast.kind.issue.subType === 'Outage';
    const hasChildren = mayGrow && random.chance(0.08);
    const summary = phase
      ? `${cast.kind.issue.subType} - ${phase.reference.name} - ${phase.project.name}`.slice(0, 100)
      : random.pick(cast.kind.summaries)(cast.slots).slice(0, 100);
    const ticket = assemble(id, summary, cast, life, { parentId: undefined, hasChildren });
    if (hasChildren) {
      this.#parent = ticket;
      this.#toCome = random.int(1, 3);
      this.#entered = life.entered;
    }
    return ticket;
  }

  /**
   * Another report of an incident: the same company, it goes as its parent goes (closing a parent closes
   * its children), and nobody books time on it.
   */
  #child(id: number, arrival: Arrival, parent: Ticket): Ticket {
    const { cast, life } = parent;
    const contact = this.#random.pick(cast.company.contacts);
    // Seconds after the one before it, and so before anybody answers the first.
    const entered = Math.min(arrival.at, this.#entered + this.#random.int(2, 15));
    this.#entered = entered;
    return assemble(
      id,
      `Also reported by ${contact.firstName}: ${parent.summary}`.slice(0, 100),
      { ...cast, contact },
      { ...life, entered, work: [] },
      { parentId: parent.id, hasChildren: false },
    );
  }

  /** The newer, the likelier; the shares add up to the scale's. */
  #isOpen({ recency }: Arrival): boolean {
    const certainty = 0.95;
    const fade = this.#scene.scale.openShare / certainty;
    return this.#random.chance(certainty * Math.exp((recency - 1) / fade));
  }
}

function assemble(
  id: number,
  summary: string,
  cast: Cast,
  life: LifeCycle,
  family: Pick<Ticket, 'parentId' | 'hasChildren'>,
): Ticket {
  const quarters = life.work.reduce((sum, work) => sum + work.quarters, 0);
  const lastWork = life.work.at(-1);
  const lastUpdated = Math.max(
    life.entered,
    life.responded ?? 0,
    life.planned ?? 0,
    life.resolved ?? 0,
    life.closed ?? 0,
    lastWork ? lastWork.start + lastWork.quarters * 900 : 0,
  );
  const unassigned = life.stage === 'new';
  const { owner, helper } = cast;
  const resources =
    owner === helper || !life.work.length
      ? owner.reference.identifier
      : `${owner.reference.identifier}, ${helper.reference.identifier}`;
  return {
    id,
    summary,
    cast,
    life,
    hours: quarters / 4,
    unassigned,
    resources: unassigned ? undefined : resources,
    ...family,
    lastUpdated,
    enteredBy: enteredBy(cast),
  };
}

/** How often somebody works on a ticket, with the given mean: half of the tickets need more than one go. */
function sessionCounts(mean: number): readonly number[] {
  const two = Math.round(mean * 20);
  const one = Math.round(mean * 60);
  return weighted([
    [0, Math.max(0, 100 - one - two)],
    [1, one],
    [2, two],
  ]);
}
