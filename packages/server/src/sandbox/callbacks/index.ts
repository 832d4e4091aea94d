// Callbacks out: who registered for what, what is owed to them, and the sending of it.
export { createOutgoing } from './outgoing.js';
export { createAllowance } from './receivers.js';
export type { CallbackStyle } from './message.js';
export type { Outgoing } from './outgoing.js';
export { REMOVAL } from './removal.js';
