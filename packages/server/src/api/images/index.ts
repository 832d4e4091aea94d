// Images of records: contacts, members, priorities, whatever has one in the catalog.
export { imageOperations } from './operations.js';
