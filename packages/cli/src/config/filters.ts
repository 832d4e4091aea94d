import { Option, type Command } from 'commander';
import type { Resource } from 'psakit/catalog';
import type { Condition } from 'psakit/conditions';
import { nonEmpty } from './options.js';
import { readCondition } from './query.js';

/** The three kinds of conditions, as typed. */
export interface FilterTexts {
  readonly where?: string | undefined;
  readonly childWhere?: string | undefined;
  readonly customWhere?: string | undefined;
}

/** The three kinds of conditions, read and checked. */
export interface Filters {
  readonly where?: Condition;
  readonly childWhere?: Condition;
  readonly customWhere?: Condition;
}

/** Gives a command `--where`, `--child-where` and `--custom-where`. */
export function addFilterOptions(command: Command): Command {
  const filter = (flag: string, description: string): Option =>
    new Option(`${flag} <conditions>`, description).argParser(nonEmpty);
  return command
    .addOption(filter('--where', 'only records for which this holds, such as \'status/name = "New"\''))
    .addOption(filter('--child-where', 'only records with a child for which this holds'))
    .addOption(filter('--custom-where', 'only records whose custom fields make this hold'));
}

/** Reads and checks what was typed, before anything is sent. Throws `WrongText` with a caret. */
export function readFilters(texts: FilterTexts, resource: Resource): Filters {
  const { where, childWhere, customWhere } = texts;
  return {
    ...(where === undefined ? {} : { where: readCondition('--where', where, resource, 'conditions') }),
    ...(childWhere === undefined
      ? {}
      : { childWhere: readCondition('--child-where', childWhere, resource, 'childConditions') }),
    ...(customWhere === undefined
      ? {}
      : { customWhere: readCondition('--custom-where', customWhere, resource, 'customFieldConditions') }),
  };
}
