import { row } from '../rows.js';
import type { Part } from '../types.js';
import type { Company } from './company.js';
import { history, type Desk } from './records.js';

const TITLES = ['Network diagram', 'Signed agreement', 'Onboarding checklist'] as const;

/** What is on file for a company: the entry of a document, without its bytes. */
export function* documentRows(desk: Desk, company: Company): Part<undefined> {
  if (company.reference.id % 5 !== 2) return undefined;
  const id = desk.next('system/documents');
  const title = TITLES[id % TITLES.length] ?? TITLES[0];
  const owner = company.engineer.reference.identifier;
  const guid = desk.random.guid();
  yield row('system/documents', {
    id,
    title: `${title} - ${company.reference.name}`,
    fileName: `${title.replace(/ /g, '-').toLowerCase()}.pdf`,
    serverFileName: `${guid}.pdf`,
    owner,
    recordType: 'Company',
    recordId: company.reference.id,
    linkFlag: false,
    imageFlag: false,
    publicFlag: id % 2 === 0,
    htmlTemplateFlag: false,
    readOnlyFlag: false,
    size: desk.random.int(20_000, 900_000),
    urlFlag: false,
    guid,
    _info: history(owner, owner, 2025, id),
  });
  return undefined;
}
