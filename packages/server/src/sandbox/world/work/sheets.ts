import { dayOf, periodName, periodOf, type Period } from '../periods.js';
import { reference, type Reference } from '../references.js';
import { row } from '../rows.js';
import type { Member } from '../setup/members.js';
import { AS_OF } from '../timeline.js';
import type { Part, Scene } from '../types.js';

interface Sheet {
  readonly id: number;
  readonly member: Member;
  readonly period: Period;
  quarters: number;
  isOpen: boolean;
  lastUpdated: string;
}

/**
 * The time sheets of a world: one for each member and week in which there is time. Past weeks are approved
 * as far as their time is (*assumed*, as all of it). They are known when all time is: some hundreds of bytes
 * for each, which is little even in the large world.
 */
export class Sheets {
  readonly #scene: Scene;
  readonly #sheets = new Map<string, Sheet>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Puts time on the sheet it belongs to, and refers to that. */
  add(member: Member, start: number, quarters: number, isOpen: boolean): Reference {
    const period = periodOf(dayOf(start));
    const key = `${member.reference.id} ${period.dateStart}`;
    let sheet = this.#sheets.get(key);
    if (!sheet) {
      const id = this.#scene.next('time/sheets');
      const running = period.deadline > AS_OF;
      this.#sheets.set(
        key,
        (sheet = { id, member, period, quarters: 0, isOpen: running, lastUpdated: period.dateStart }),
      );
    }
    sheet.quarters += quarters;
    sheet.isOpen ||= isOpen;
    const end = this.#scene.time.text(start + quarters * 900);
    if (end > sheet.lastUpdated) sheet.lastUpdated = end;
    return reference('timeSheet', '/time/sheets', sheet.id, periodName(period));
  }

  *rows(): Part<undefined> {
    for (const { id, member, period, quarters, isOpen, lastUpdated } of this.#sheets.values()) {
      const updatedBy = member.reference.identifier;
      yield row('time/sheets', {
        id,
        member: member.reference,
        year: period.year,
        period: period.period,
        dateStart: period.dateStart,
        dateEnd: period.dateEnd,
        status: isOpen ? 'Open' : 'ApprovedByTierTwo',
        hours: quarters / 4,
        deadline: period.deadline,
        _info: { lastUpdated, updatedBy, audits_href: `/time/sheets/${id}/audits` },
      });
    }
    return undefined;
  }
}
