import { PsaError } from './errors.js';
import { didYouMean } from './nearest.js';

/** The names of all options of a type: a compiler notices one that is missing, and one too many. */
export type OptionNames<Options> = Readonly<Record<keyof Options & string, true>>;

/** Names that other clients, or the API, give to an option, and what it is called here. */
export type OptionAliases = Readonly<Record<string, string>>;

/**
 * Refuses options that a door does not have: one that is misspelt would otherwise do nothing, and nobody would
 * know. Members that are `undefined`, or whose key is a symbol, are nobody's option.
 *
 * @param door what takes the options, as the program calls it: `list`, `new Psa`.
 * @throws {PsaError} `INVALID_ARGUMENT` with the nearest name.
 */
export function checkOptionNames<Options extends object>(
  options: Options,
  known: OptionNames<Options>,
  door: string,
  aliases: OptionAliases = {},
): void {
  const given: unknown = options;
  const names = Object.keys(known);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw refused(`${door} takes its options as an object, not ${kindOf(given)}.`, takes(names));
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || Object.hasOwn(known, name)) continue;
    const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    const cure =
      alias === undefined ? didYouMean(name, names) || takes(names) : `Here it is called ${alias}.`;
    throw refused(`${door} has no option "${name}".`, cure);
  }
}

function takes(names: readonly string[]): string {
  return `It takes ${names.join(', ')}.`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

function refused(message: string, hint: string): PsaError {
  return new PsaError({ code: 'INVALID_ARGUMENT', message, hint });
}
