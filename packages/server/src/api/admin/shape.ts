import { didYouMean, PsaError } from 'psakit/core';

/** One thing that is wrong with a JSON value, and where: `[2].status`. */
export interface ShapeProblem {
  /** Empty for the value as a whole. */
  readonly at: string;
  /** E.g. `is "often", and should be a number from 0 to 1`. */
  readonly message: string;
}

/** Reads a value, or adds to the problems and answers anything. */
export type Shape<T> = (value: unknown, at: string, problems: ShapeProblem[]) => T;

/** What a shape reads. */
export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

/** Members of an object; an optional one may be absent. */
type Members = Readonly<Record<string, Shape<unknown>>>;

/** A shape made of a test and of what belongs there, in words: `a text that is not empty`. */
export function shape<T>(expected: string, test: (value: unknown) => value is T): Shape<T> {
  return (value, at, problems) => {
    if (!test(value)) problems.push({ at, message: `is ${shown(value)}, and should be ${expected}` });
    return value as T;
  };
}

/** A text that says something. */
export const text: Shape<string> = shape(
  'a text that is not empty',
  (value): value is string => typeof value === 'string' && value.trim() !== '',
);

/** true or false */
export const flag: Shape<boolean> = shape(
  'true or false',
  (value): value is boolean => typeof value === 'boolean',
);

/** Any JSON value. */
export const anything: Shape<unknown> = (value) => value;

/** A whole number within bounds, both included. */
export function whole(least: number, most: number): Shape<number> {
  return shape(
    `a whole number from ${least} to ${most}`,
    (value): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  );
}

/** A number within bounds, both included. */
export function within(least: number, most: number): Shape<number> {
  return shape(
    `a number from ${least} to ${most}`,
    (value): value is number => typeof value === 'number' && value >= least && value <= most,
  );
}

/** One of these texts, as written. */
export function oneOf<T extends string>(...texts: readonly T[]): Shape<T> {
  const expected = texts.map((known) => JSON.stringify(known)).join(', ');
  return (value, at, problems) => {
    if (!texts.includes(value as T)) {
      const near = typeof value === 'string' ? didYouMean(value, texts) : '';
      problems.push({
        at,
        message: `is ${shown(value)}, and should be one of ${expected}${near ? `. ${near}` : ''}`,
      });
    }
    return value as T;
  };
}

/** A moment as ISO 8601 text, read to milliseconds since 1970. */
export const moment: Shape<number> = (value, at, problems) => {
  const ms =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T.+(Z|[+-]\d\d:?\d\d))?$/i.test(value)
      ? Date.parse(value)
      : Number.NaN;
  if (Number.isNaN(ms)) {
    problems.push({
      at,
      message: `is ${shown(value)}, and should be a moment such as "2026-03-01T09:00:00Z"`,
    });
  }
  return ms;
};

/** An array of one kind of value. */
export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, at, problems) => {
    if (Array.isArray(value)) return value.map((each, index) => item(each, `${at}[${index}]`, problems));
    problems.push({ at, message: `is ${shown(value)}, and should be an array` });
    return [];
  };
}

/** An object whose members are all of one kind. */
export function mapOf<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, at, problems) => {
    if (!isStructure(value)) {
      problems.push({ at, message: `is ${shown(value)}, and should be an object` });
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, item(each, memberAt(at, name), problems)]),
    );
  };
}

/** A value that may be absent. */
export function optional<T>(item: Shape<T>): Shape<T | undefined> {
  return (value, at, problems) => (value === undefined ? undefined : item(value, at, problems));
}

/** An object with these members and no others. */
export function object<M extends Members>(members: M): Shape<{ readonly [K in keyof M]: ShapeOf<M[K]> }> {
  const names = Object.keys(members);
  return (value, at, problems) => {
    if (!isStructure(value)) {
      problems.push({ at, message: `is ${shown(value)}, and should be an object` });
      value = {};
      return value as { readonly [K in keyof M]: ShapeOf<M[K]> };
    }
    for (const name of Object.keys(value)) {
      if (names.includes(name)) continue;
      const cure = didYouMean(name, names) || `Known are ${names.join(', ')}.`;
      problems.push({ at: memberAt(at, name), message: `is not known here. ${cure}` });
    }
    const entries = Object.entries(members).map(
      ([name, item]) => [name, item(value[name], memberAt(at, name), problems)] as const,
    );
    return Object.fromEntries(entries.filter(([, read]) => read !== undefined)) as {
      readonly [K in keyof M]: ShapeOf<M[K]>;
    };
  };
}

/**
 * Reads a value of a shape.
 *
 * @param what stands before each place: `faults` gives `faults[2].status is 99, and should be …`.
 * @throws PsaError `INVALID_ARGUMENT` that lists everything that is wrong, and where.
 */
export function readShape<T>(item: Shape<T>, value: unknown, what: string): T {
  const problems: ShapeProblem[] = [];
  const read = item(value, '', problems);
  if (problems.length > 0) throw shapeError(what, problems);
  return read;
}

/** The error that lists problems, with each place in it. */
export function shapeError(what: string, problems: readonly ShapeProblem[]): PsaError {
  const [first, ...more] = problems.map((problem) => sentence(what, problem));
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: [first, ...more.slice(0, 20)].join('\n'),
    hint:
      more.length === 0 ? 'Correct it there; nothing was changed.' : 'Correct these; nothing was changed.',
    fieldErrors: problems.map(({ at, message }) => ({
      code: 'InvalidArgument',
      message: sentence(what, { at, message }),
      field: at.replace(/^\./, ''),
    })),
  });
}

/** A problem with its place; a question that ends it needs no stop. */
function sentence(what: string, { at, message }: ShapeProblem): string {
  return `${placeOf(what, at)} ${message}${/[.?]$/.test(message) ? '' : '.'}`;
}

type Structure = Readonly<Record<string, unknown>>;

function isStructure(value: unknown): value is Structure {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberAt(at: string, name: string): string {
  return /^\w+$/.test(name) ? `${at}.${name}` : `${at}[${JSON.stringify(name)}]`;
}

function placeOf(what: string, at: string): string {
  return what === '' ? at.replace(/^\./, '') || 'The body' : `${what}${at}`;
}

/** A value in a message: short, and never what might be a secret's whole text. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isStructure(value)) return 'an object';
  const written = JSON.stringify(value);
  return written.length <= 60 ? written : `${written.slice(0, 59)}…`;
}
