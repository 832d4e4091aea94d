import { invalidArgument } from './errors.js';
import { didYouMean } from './nearest.js';

/** What `typeof` answers, or one of two kinds of object. */
type KindName = 'string' | 'number' | 'boolean' | 'function' | 'object' | 'array' | 'AbortSignal';

/** What an option may be: of a kind, one of some texts, or anything (`true`), where its door looks closer. */
export type OptionKind = KindName | readonly string[] | true;

/** The kinds of all options of a type: a compiler notices one that is missing, and one too many. */
export type OptionKinds<Options> = Readonly<Record<keyof Options & string, OptionKind>>;

/** Names that other clients, or the API, give to an option, and what it is called here. */
export type OptionAliases = Readonly<Record<string, string>>;

/**
 * Refuses options that a door does not have, and values of another kind: nobody would know that they do nothing.
 * Members that are `undefined`, or whose key is a symbol, are nobody's option.
 *
 * @param door what takes the options, as the program calls it: `list`, `new Psa`.
 * @throws {PsaError} `INVALID_ARGUMENT` with the nearest name, or with what the option may be.
 */
export function checkOptionKinds<Options extends object>(
  options: Options,
  known: OptionKinds<Options>,
  door: string,
  aliases: OptionAliases = {},
): void {
  const given: unknown = options;
  const names = Object.keys(known);
  if (!isObject(given) || Array.isArray(given)) {
    throw invalidArgument(`${door} takes its options as an object, not ${kindOf(given)}.`, takes(names));
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (Object.hasOwn(known, name)) {
      checkKind(name, value, known[name as keyof typeof known], door);
      continue;
    }
    const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    const cure =
      alias === undefined ? didYouMean(name, names) || takes(names) : `Here it is called ${alias}.`;
    throw invalidArgument(`${door} has no option "${name}".`, cure);
  }
}

/** The value is not repeated, unless it is one of a few words: it may be a secret. */
function checkKind(name: string, value: unknown, kind: OptionKind, door: string): void {
  if (kind === true) return;
  const isName = typeof kind === 'string';
  if (isName ? isOf(kind, value) : kind.includes(value as string)) return;
  throw invalidArgument(
    `The option ${name} of ${door} is ${!isName && typeof value === 'string' ? `"${value}"` : kindOf(value)}.`,
    `Give ${isName ? withArticle(kind) : `"${kind.join('" or "')}"`}, or leave it out.`,
  );
}

function isOf(kind: KindName, value: unknown): boolean {
  if (kind === 'AbortSignal') return isObject(value) && 'aborted' in value;
  return value !== null && (Array.isArray(value) ? 'array' : typeof value) === kind;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function takes(names: readonly string[]): string {
  return `It takes ${names.join(', ')}.`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return withArticle(Array.isArray(value) ? 'array' : typeof value);
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Refuses a number below 1, and what is none, with `INVALID_ARGUMENT`; `Infinity` will do. */
export function checkAtLeastOne(name: string, value: number): void {
  if (value >= 1) return;
  throw invalidArgument(
    `${name} must be a number of at least 1, not ${value}.`,
    `Leave ${name} out for the default.`,
  );
}

/** Refuses an option that is given and is no whole number in a range, with `INVALID_ARGUMENT`. */
export function checkWhole(name: string, value: number | undefined, least: number, most = Infinity): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return;
  throw invalidArgument(
    `${name} must be a whole number from ${least}${most === Infinity ? '' : ` to ${most}`}, not ${String(value)}.`,
    `Leave ${name} out for the default.`,
  );
}
