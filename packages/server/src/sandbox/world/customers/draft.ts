import { identified, reference } from '../references.js';
import type { Random } from '../random.js';
import type { Members } from '../setup/members.js';
import { plainLetters } from '../setup/members.js';
import type { Organisation } from '../setup/organisation.js';
import type { Scale } from '../types.js';
import { COMPANY_STEMS, LANDMARK_COMPANIES, TRADES } from '../words/companies.js';
import { FIRST_NAMES, JOB_TITLES, LAST_NAMES } from '../words/people.js';
import { PLACES, STREETS, type Place } from '../words/places.js';
import type { Agreement, Company, Configuration, Contact, Site } from './company.js';

/** Makes up customers one after the other. Ids rise by one within each kind of record. */
export class CompanyDraft {
  readonly #random: Random;
  readonly #scale: Scale;
  readonly #organisation: Organisation;
  readonly #members: Members;
  readonly #identifiers = new Set<string>();
  #company = 2;
  #site = 1000;
  #contact = 5000;
  #configuration = 20_000;
  #agreement = 300;

  constructor(random: Random, scale: Scale, organisation: Organisation, members: Members) {
    this.#random = random;
    this.#scale = scale;
    this.#organisation = organisation;
    this.#members = members;
  }

  next(): Company {
    const random = this.#random;
    const id = this.#company++;
    const [identifier, name, market] = this.#name(id - 2);
    const company = identified('company', '/company/companies', id, identifier, name);
    const domain = `${identifier.toLowerCase()}.example`;
    const place = random.pick(PLACES);
    const sites = Array.from({ length: random.chance(0.3) ? 2 : 1 }, (_, index) =>
      this.#siteOf(id, index === 0 ? 'Main' : 'Branch', index === 0 ? place : random.pick(PLACES)),
    );
    const contacts = Array.from({ length: Math.max(2, random.around(this.#scale.contactsPerCompany)) }, () =>
      this.#contactOf(domain, random.pick(sites)),
    );
    return {
      reference: company,
      domain,
      market,
      sites,
      contacts,
      // The last of every ten companies pays by the hour.
      agreement: id % 10 === 9 ? undefined : this.#agreementOf(contacts.length),
      configurations: this.#configurationsOf(identifier, contacts),
      accountManager: random.pick(this.#members.sales),
      engineer: random.pick(this.#members.technicians),
    };
  }

  /** The landmarks first, then stem and trade, then family names. */
  #name(index: number): readonly [identifier: string, name: string, market: string] {
    const landmark = LANDMARK_COMPANIES[index];
    if (landmark) {
      this.#identifiers.add(landmark[0]);
      return landmark;
    }
    const random = this.#random;
    const [trade, market] = random.pick(TRADES);
    const stem = random.chance(0.7) ? random.pick(COMPANY_STEMS) : random.pick(LAST_NAMES);
    const second = random.chance(0.15) ? ` & ${random.pick(LAST_NAMES)}` : '';
    const name = `${stem}${second} ${trade}`.slice(0, 50).trimEnd();
    const base = plainLetters(name).slice(0, 20);
    let identifier = base;
    for (let n = 2; this.#identifiers.has(identifier); n++) identifier = `${base}${n}`;
    this.#identifiers.add(identifier);
    return [identifier, name, market];
  }

  #siteOf(company: number, name: string, place: Place): Site {
    const random = this.#random;
    const id = this.#site++;
    return {
      reference: reference('site', `/company/companies/${company}/sites`, id, name),
      addressLine1: `${random.int(1, 980)} ${random.pick(STREETS)}`,
      city: place.city,
      state: this.#organisation.states.get(place.state) ?? this.#organisation.country,
      zip: place.zip + String(random.int(0, 99)).padStart(2, '0'),
      phone: telephone(random, place.area),
    };
  }

  #contactOf(domain: string, site: Site): Contact {
    const random = this.#random;
    const id = this.#contact++;
    const firstName = random.pick(FIRST_NAMES);
    const lastName = random.pick(LAST_NAMES);
    return {
      reference: reference('contact', '/company/contacts', id, `${firstName} ${lastName}`),
      firstName,
      lastName,
      title: random.pick(JOB_TITLES),
      email: `${plainLetters(firstName)}.${plainLetters(lastName)}@${domain}`.toLowerCase(),
      phone: site.phone,
      extension: random.chance(0.6) ? String(random.int(100, 489)) : undefined,
      mobile: random.chance(0.4) ? telephone(random, site.phone.slice(0, 3)) : undefined,
      site,
    };
  }

  #agreementOf(users: number): Agreement {
    const id = this.#agreement++;
    const [name, type] = this.#random.chance(0.75)
      ? (['Managed Services', 'Managed Services'] as const)
      : (['Support Hours', 'Block Time'] as const);
    return {
      reference: reference('agreement', '/finance/agreements', id, name, { type, chargeFirmFlag: false }),
      users,
    };
  }

  #configurationsOf(identifier: string, contacts: readonly Contact[]): readonly Configuration[] {
    const random = this.#random;
    const prefix = identifier.slice(0, 6).toUpperCase();
    const count = Math.max(2, random.around(this.#scale.configurationsPerCompany));
    return Array.from({ length: count }, (_, index) => {
      const kind = index < 2 ? FIRST_KINDS[index] : random.pick(KINDS);
      const number = String(index + 1).padStart(2, '0');
      return {
        id: this.#configuration++,
        name: `${prefix}-${CODES[kind ?? 'laptop']}${number}`,
        kind: kind ?? 'laptop',
        contact: kind === 'laptop' || kind === 'workstation' ? random.pick(contacts) : undefined,
      };
    });
  }
}

const FIRST_KINDS = ['server', 'network'] as const;
const KINDS = ['laptop', 'laptop', 'workstation', 'workstation', 'server', 'network', 'printer'] as const;
const CODES = { server: 'SRV', network: 'FW', laptop: 'LT', workstation: 'WS', printer: 'PRN' } as const;

/** In the range that is kept for fiction. */
function telephone(random: Random, area: string): string {
  return `${area}55501${String(random.int(0, 99)).padStart(2, '0')}`;
}
