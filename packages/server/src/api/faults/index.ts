// What is to go wrong, by order: rules, which requests they strike, and what becomes of an answer.
export { FAULT_KINDS, readFaultRule, readFaultRules } from './rule.js';
export type { FaultKind, FaultRule } from './rule.js';
export { createFaultBox } from './box.js';
export type { ActiveFault, FaultBox } from './box.js';
export { createFaulty } from './apply.js';
export type { FaultyAnswer, FaultyOptions } from './apply.js';
export { createHandler } from './deliver.js';
