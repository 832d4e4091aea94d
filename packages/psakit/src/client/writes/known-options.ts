import type { OptionNames } from '../../core/index.js';
import { CALL_OPTIONS } from '../known-options.js';
import type { CreateOptions, DeleteOptions, UpdateOptions, WriteOptions } from './types.js';

/** The options of each write, by which a misspelt one is refused. */
export const WRITE_OPTIONS: OptionNames<WriteOptions> = {
  unknown: true,
  fields: true,
  query: true,
  dryRun: true,
  ...CALL_OPTIONS,
};

export const CREATE_OPTIONS: OptionNames<CreateOptions<unknown>> = { verify: true, ...WRITE_OPTIONS };
export const UPDATE_OPTIONS: OptionNames<UpdateOptions> = { ifUnchangedSince: true, ...WRITE_OPTIONS };
export const DELETE_OPTIONS: OptionNames<DeleteOptions> = { transferContactId: true, ...WRITE_OPTIONS };
