/** `_info` of a reference: where the record it means is found (PROTOCOL 6.5), relative to `/apis/3.0`. */
export type Info = Readonly<Record<string, string>>;

/** Another record as a record shows it. */
export interface Reference {
  readonly id: number;
  readonly name: string;
  readonly _info: Info;
}

/** A reference that also carries the identifier: companies, members, departments, countries. */
export interface IdentifiedReference {
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  readonly _info: Info;
}

const NOTHING = {};

/**
 * `{ id, name, _info: { board_href: '/service/boards/1' } }`; the path gets the id appended. Some references
 * say more than the name, such as the `sort` of a status.
 */
export function reference<More extends object = object>(
  link: string,
  path: string,
  id: number,
  name: string,
  more: More = NOTHING as More,
): Reference & More {
  return { id, name, ...more, _info: { [`${link}_href`]: `${path}/${id}` } };
}

export function identified(
  link: string,
  path: string,
  id: number,
  identifier: string,
  name: string,
): IdentifiedReference {
  return { id, identifier, name, _info: { [`${link}_href`]: `${path}/${id}` } };
}
