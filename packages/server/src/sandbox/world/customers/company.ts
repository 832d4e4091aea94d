import type { Reference } from '../references.js';
import type { IdentifiedReference } from '../references.js';
import type { Member } from '../setup/members.js';

/** A customer with everything a ticket of it may refer to. */
export interface Company {
  readonly reference: IdentifiedReference;
  readonly domain: string;
  readonly market: string;
  readonly sites: readonly Site[];
  readonly contacts: readonly Contact[];
  readonly agreement: Agreement | undefined;
  readonly configurations: readonly Configuration[];
  readonly accountManager: Member;
  readonly engineer: Member;
}

export interface Site {
  readonly reference: Reference;
  readonly addressLine1: string;
  readonly city: string;
  readonly state: IdentifiedReference;
  readonly zip: string;
  readonly phone: string;
}

export interface Contact {
  readonly reference: Reference;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
  readonly extension: string | undefined;
  readonly mobile: string | undefined;
  readonly site: Site;
}

export interface Agreement {
  readonly reference: Reference & { readonly type: string; readonly chargeFirmFlag: boolean };
  readonly users: number;
}

export interface Configuration {
  readonly id: number;
  readonly name: string;
  readonly kind: 'workstation' | 'laptop' | 'server' | 'network' | 'printer';
  readonly contact: Contact | undefined;
}
