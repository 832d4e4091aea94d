import { row } from '../rows.js';
import type { Part } from '../types.js';
import type { Company, Configuration } from './company.js';
import { history, type Desk } from './records.js';

/** What is known of one model. */
interface Model {
  readonly maker: string;
  readonly model: string;
  readonly os: string | undefined;
  readonly ram: string | undefined;
}

const MODELS: Readonly<Record<Configuration['kind'], Model>> = {
  workstation: { maker: 'Dell', model: 'OptiPlex 7010', os: 'Windows 11 Pro', ram: '16 GB' },
  laptop: { maker: 'Lenovo', model: 'ThinkPad T14 Gen 4', os: 'Windows 11 Pro', ram: '32 GB' },
  server: { maker: 'HPE', model: 'ProLiant DL360 Gen10', os: 'Windows Server 2022 Standard', ram: '128 GB' },
  network: { maker: 'Fortinet', model: 'FortiGate 60F', os: undefined, ram: undefined },
  printer: { maker: 'Brother', model: 'MFC-L8900CDW', os: undefined, ram: undefined },
};

/** The devices of a company. */
export function* configurationRows(desk: Desk, company: Company): Part<undefined> {
  const { organisation, setup, random } = desk;
  for (const configuration of company.configurations) {
    const { id, kind, contact } = configuration;
    const { maker, model, os, ram } = MODELS[kind];
    const site = contact?.site ?? company.sites[0];
    const year = 2020 + (id % 6);
    yield row('company/configurations', {
      id,
      name: configuration.name,
      type: setup.configurationTypes[kind],
      status: setup.configurationStatuses.active,
      company: company.reference,
      contact: contact?.reference,
      site: site?.reference,
      locationId: organisation.locations[0]?.id,
      location: organisation.locations[0],
      businessUnitId: organisation.departments.service.id,
      department: organisation.departments.service,
      deviceIdentifier: configuration.name,
      serialNumber: `${maker.slice(0, 2).toUpperCase()}${(random.bits() >>> 0).toString(36).toUpperCase()}`,
      modelNumber: model,
      tagNumber: `A${id}`,
      purchaseDate: `${year}-0${(id % 9) + 1}-15T00:00:00Z`,
      installationDate: `${year}-0${(id % 9) + 1}-28T00:00:00Z`,
      warrantyExpirationDate: `${year + 3}-0${(id % 9) + 1}-15T00:00:00Z`,
      notes: maker,
      macAddress: `02-${random
        .guid()
        .slice(0, 13)
        .replace(/-/g, '')
        .replace(/(..)(?=.)/g, '$1-')
        .slice(0, 14)}`,
      lastLoginName: contact === undefined ? undefined : contact.email.split('@')[0],
      billFlag: kind !== 'printer',
      ipAddress: `10.${id % 250}.${kind === 'server' ? 1 : 20}.${(id % 200) + 20}`,
      defaultGateway: `10.${id % 250}.1.1`,
      osType: os,
      osInfo: os === undefined ? undefined : `${os} 64-bit`,
      ram,
      activeFlag: true,
      mobileGuid: random.guid(),
      displayVendorFlag: false,
      showRemoteFlag: false,
      showAutomateFlag: false,
      needsRenewalFlag: false,
      questions: [],
      _info: history('zAdmin', company.engineer.reference.identifier, 2025, id),
    });
  }
  return undefined;
}
