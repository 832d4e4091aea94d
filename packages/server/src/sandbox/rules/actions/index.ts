// Operations that are more than the change of one record.
export { createActions } from './actions.js';
