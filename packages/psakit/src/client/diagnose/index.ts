// What is wrong with a client: one sentence, and what to do about it.
export { diagnose } from './diagnose.js';
export type { Check, CheckName, DiagnoseOptions, Diagnosis } from './diagnose.js';
export type { Problem } from './problems.js';
