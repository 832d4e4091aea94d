import type { Company, Configuration, Contact } from '../customers/company.js';
import type { Random } from '../random.js';
import { weighted } from '../random.js';
import type { Reference } from '../references.js';
import { known } from '../rows.js';
import type { Board, FiledIssue, Team } from '../setup/boards.js';
import type { BusinessSetup } from '../setup/business.js';
import type { CustomFields } from '../setup/custom-fields.js';
import type { Member } from '../setup/members.js';
import type { Organisation } from '../setup/organisation.js';
import type { Priority, Promised, ServiceSetup } from '../setup/service.js';
import type { Scale } from '../types.js';
import { compileTemplate, type Slots, type Template } from '../words/fill-in.js';
import { APPS, SPOTS } from '../words/issues.js';

/** All that a ticket may refer to. */
export interface TicketContext {
  readonly organisation: Organisation;
  readonly service: ServiceSetup;
  readonly business: BusinessSetup;
  readonly fields: CustomFields;
  readonly boards: readonly Board[];
  readonly companies: readonly Company[];
}

/** A kind of work, ready to be cast: its board and its texts, compiled. */
export interface Kind {
  readonly board: Board;
  readonly issue: FiledIssue;
  readonly summaries: readonly Template[];
  readonly details: readonly Template[];
  readonly fixes: readonly Template[];
}

/** Who and what one ticket is about. */
export interface Cast {
  readonly kind: Kind;
  readonly company: Company;
  readonly contact: Contact;
  readonly device: Configuration;
  readonly team: Team;
  readonly owner: Member;
  /** A second member of the team. */
  readonly helper: Member;
  readonly priority: Priority;
  readonly promised: Promised;
  readonly source: Reference;
  readonly slots: Slots;
}

/** Chooses what tickets are about. Large customers call more often than small ones. */
export class Casting {
  readonly #random: Random;
  readonly #context: TicketContext;
  readonly #urgent: readonly Kind[];
  readonly #routine: readonly Kind[];
  readonly #project: Kind;
  readonly #callers: readonly Company[];
  readonly #openHighShare: number;

  constructor(random: Random, scale: Scale, context: TicketContext) {
    this.#random = random;
    this.#context = context;
    this.#openHighShare = scale.openHighShare;
    const kinds = context.boards.flatMap((board) =>
      board.issues.map((issue) => ({
        board,
        issue,
        summaries: issue.summaries.map(compileTemplate),
        details: issue.details.map(compileTemplate),
        fixes: issue.fixes.map(compileTemplate),
      })),
    );
    const serviceKinds = kinds.filter((kind) => !kind.board.project);
    // The help desk gets most of the work.
    const byBoard = (kind: Kind): readonly [Kind, number] => [kind, kind.board.reference.id === 1 ? 3 : 1];
    this.#urgent = weighted(serviceKinds.filter((kind) => kind.issue.urgent).map(byBoard));
    this.#routine = weighted(serviceKinds.filter((kind) => !kind.issue.urgent).map(byBoard));
    this.#project = known(kinds.find((kind) => kind.board.project));
    this.#callers = weighted(
      context.companies.map((company, index) => [
        company,
        index % 11 === 1 ? 6 : 1 + (company.contacts.length >> 2),
      ]),
    );
  }

  /** For a service ticket. */
  service(open: boolean, night: boolean): Cast {
    const random = this.#random;
    const { service } = this.#context;
    const high = night || random.chance(open ? this.#openHighShare : 0.22);
    const level = night ? 0 : high ? (random.chance(0.25) ? 0 : 1) : random.chance(0.75) ? 2 : 3;
    const kind = random.pick(high && random.chance(0.8) ? this.#urgent : this.#routine);
    const company = random.pick(this.#callers);
    return this.#cast(
      kind,
      company,
      random.pick(company.contacts),
      level,
      this.#source(kind, service, night),
    );
  }

  /** For a ticket of a project. */
  project(company: Company, contact: Contact): Cast {
    return this.#cast(this.#project, company, contact, 2, this.#context.service.sources.phone);
  }

  #cast(kind: Kind, company: Company, contact: Contact, level: number, source: Reference): Cast {
    const random = this.#random;
    const { service } = this.#context;
    const team = random.pick(kind.board.teams);
    const device = random.pick(company.configurations);
    return {
      kind,
      company,
      contact,
      device,
      team,
      owner: random.pick(team.members),
      helper: random.pick(team.members),
      priority: known(service.priorities[level]),
      promised: known(service.promises[level]),
      source,
      slots: {
        user: contact.firstName,
        device: device.name,
        site: `${contact.site.city} (${contact.site.reference.name})`,
        app: random.pick(APPS),
        place: random.pick(SPOTS),
      },
    };
  }

  #source(kind: Kind, { sources }: ServiceSetup, night: boolean): Reference {
    if (night || kind.issue.board === 'Network Operations') return sources.alert;
    const dice = this.#random.unit();
    return dice < 0.45 ? sources.phone : dice < 0.85 ? sources.email : sources.portal;
  }
}
