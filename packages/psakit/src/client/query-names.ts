import { operations, type Operation } from '../catalog/index.js';
import { didYouMean, invalidArgument } from '../core/index.js';
import { FILTER_ALIASES } from './known-options.js';
import type { QueryValues } from './query.js';
import { LIST_PARAMETERS } from './wire.js';

/** The query parameters the specification gives an operation. */
export function queryNames({ parameters }: Operation): readonly string[] {
  return parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
}

/** Where a query parameter is asked for. */
export interface QueryPlace {
  /** e.g. `GET /service/tickets` */
  readonly request: string;
  readonly known: readonly string[];
  /** How to send what the catalog does not know. */
  readonly wayOut: string;
}

/**
 * Query parameters held against those that are known.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` with the nearest name.
 */
export function checkQueryNames(query: QueryValues, { request, known, wayOut }: QueryPlace): void {
  const stranger = Object.keys(query).find((name) => query[name] !== undefined && !known.includes(name));
  if (stranger === undefined) return;
  const some = known.length === 0 ? 'It takes none.' : `It takes ${known.join(', ')}.`;
  throw invalidArgument(
    `${request} takes no query parameter "${stranger}".`,
    `${didYouMean(stranger, known) || some} ${wayOut}`,
  );
}

/**
 * What a list or a count asks for beside its options, held against the specification.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` with the nearest name, or with the option that is meant.
 */
export function checkListQuery(query: QueryValues, path: string): void {
  const names = Object.keys(query).filter((name) => query[name] !== undefined);
  if (names.length === 0) return;
  const option = names.find((name) => LIST_PARAMETERS.includes(name));
  if (option !== undefined) {
    throw invalidArgument(
      `query holds "${option}", which is an option of its own.`,
      `Give it beside query, as ${FILTER_ALIASES[option] ?? option}.`,
    );
  }
  const operation = operations().find((one) => one.method === 'GET' && one.path === path);
  checkQueryNames(query, {
    request: `GET ${path}`,
    known: (operation === undefined ? [] : queryNames(operation)).filter(
      (name) => !LIST_PARAMETERS.includes(name),
    ),
    wayOut: "Set check: 'off' to send it all the same.",
  });
}
