// Where the API of a company is: asked of its site when it must be known.
export { Address } from './address.js';
export type { AddressOptions } from './address.js';
export { lookUpCompany } from './company-info.js';
export type { CompanyQuestion, LookUpOptions } from './company-info.js';
export { siteOf } from './company-site.js';
export type { CompanyInfo } from './wire.js';
