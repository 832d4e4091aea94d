import type { OptionKinds } from '../../core/index.js';
import { CALL_OPTIONS, UNKNOWN_POLICIES } from '../known-options.js';
import type { CreateOptions, DeleteOptions, UpdateOptions, WriteOptions } from './types.js';

/** The options of each write, by which a misspelt one is refused. */
export const WRITE_OPTIONS: OptionKinds<WriteOptions> = {
  unknown: UNKNOWN_POLICIES,
  fields: 'array',
  query: 'object',
  dryRun: 'boolean',
  ...CALL_OPTIONS,
};

export const CREATE_OPTIONS: OptionKinds<CreateOptions<unknown>> = { verify: true, ...WRITE_OPTIONS };
export const UPDATE_OPTIONS: OptionKinds<UpdateOptions> = { ifUnchangedSince: true, ...WRITE_OPTIONS };
export const DELETE_OPTIONS: OptionKinds<DeleteOptions> = { transferContactId: 'number', ...WRITE_OPTIONS };
