import type { ApiRequest } from '../http.js';
import { MODEL_MEDIA_TYPE, REQUEST_HEADERS } from '../wire.js';

/** Parts of the API that came after a version of its model. */
export interface ModelAge {
  /** The last version that is known to lack them, e.g. `2022.1`: which one brought them need not be known. */
  readonly notIn: string;
  /** Members of schemas. */
  readonly members: readonly { readonly schema: string; readonly names: readonly string[] }[];
  /** Paths as the catalog has them, with all that lies below. */
  readonly paths: readonly string[];
  /** Paths without what lies below. */
  readonly pathsAlone: readonly string[];
}

/** The model of a version that is older than what is known of the API. */
export interface Model {
  /** As the request names it. */
  readonly version: string;
  /** Whether it has no such member. */
  lacks(schema: string, member: string): boolean;
  /** Whether it has nothing at a path of the catalog. */
  lacksPath(path: string): boolean;
}

/** Finds the model that a request wants. */
export interface Models {
  /** By its `Accept`; undefined for the newest. */
  asked(request: Pick<ApiRequest, 'header'>): Model | undefined;
  /** By name, such as `2021.1` or `v2021.1`; undefined for the newest, and for what is no version. */
  named(version: string | undefined): Model | undefined;
}

/**
 * Makes the models that can be told apart by what is known of the age of the API's parts. A request names a version
 * in the first media type of its `Accept`; without one the newest applies (PROTOCOL 1.6, documented). So it does for
 * a version that nobody knows yet, and for what is no version (*assumed*); versions before 2019.1 were counted as
 * 3.0.0 is, which makes them the oldest.
 */
export function createModels(ages: readonly ModelAge[]): Models {
  const ordered = ages
    .map((age) => ({ age, numbers: numbersOf(age.notIn) ?? [] }))
    .sort((one, other) => compare(one.numbers, other.numbers));
  // What the newest of the old lacks, the older ones lack as well.
  const steps = ordered.map(({ numbers }, index) => ({
    numbers,
    gaps: gapsOf(ordered.slice(index).map(({ age }) => age)),
  }));
  const named: Models['named'] = (version) => {
    const numbers = version === undefined ? undefined : numbersOf(version);
    const step = numbers && steps.find((each) => compare(numbers, each.numbers) <= 0);
    return step && version !== undefined ? { version: version.replace(/^v/i, ''), ...step.gaps } : undefined;
  };
  return {
    named,
    asked: (request) => {
      const accept = request.header(REQUEST_HEADERS.accept);
      return accept !== undefined && /version/i.test(accept) ? named(acceptedVersion(accept)) : undefined;
    },
  };
}

function acceptedVersion(accept: string): string | undefined {
  const [type = '', ...parameters] = (accept.split(',')[0] ?? '').split(';').map((part) => part.trim());
  if (type.toLowerCase() !== MODEL_MEDIA_TYPE) return undefined;
  for (const parameter of parameters) {
    const version = /^version\s*=\s*"?([^"\s]*)"?$/i.exec(parameter)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

function gapsOf(ages: readonly ModelAge[]): Omit<Model, 'version'> {
  const members = new Set(
    ages.flatMap((age) =>
      age.members.flatMap(({ schema, names }) => names.map((name) => `${schema}.${name}`)),
    ),
  );
  const paths = ages.flatMap((age) => age.paths);
  const alone = new Set(ages.flatMap((age) => age.pathsAlone));
  return {
    lacks: (schema, member) => members.has(`${schema}.${member}`),
    lacksPath: (path) =>
      alone.has(path) || paths.some((each) => path === each || path.startsWith(`${each}/`)),
  };
}

function numbersOf(version: string): readonly number[] | undefined {
  return /^v?\d{1,5}(\.\d{1,5}){1,3}$/i.test(version)
    ? version.replace(/^v/i, '').split('.').map(Number)
    : undefined;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
