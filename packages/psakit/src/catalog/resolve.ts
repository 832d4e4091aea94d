import { invalidArgument, nearestNames, PsaError } from '../core/index.js';
import { matchPath } from './paths.js';
import { lazy, resources } from './tables.js';
import type { PathMatch, Resource } from './types.js';

/** A collection with the ids that lead to it: what `service/tickets/54321/notes` means. */
export interface ResourceAddress {
  readonly resource: Resource;
  /** The values of the path parameters, outermost first, as text. */
  readonly parents: readonly string[];
}

/**
 * The collection a text names, in any case: a path (`service/tickets`, `/service/tickets/54321/notes`), a
 * short name in place of its beginning (`tickets`, `tickets/54321/notes`), or the end of a name where only
 * one resource ends so (`workTypes`).
 *
 * @throws {PsaError} `UNKNOWN_RESOURCE` with the nearest names, `AMBIGUOUS_RESOURCE` with the candidates,
 * `INVALID_ARGUMENT` where the id of a parent is missing or the text names one record.
 */
export function resolveResource(text: string): ResourceAddress {
  // In JavaScript it may be anything.
  const typed = String(text as unknown)
    .trim()
    .split('/')
    .filter((segment) => segment !== '');
  const address = addressOf(typed) ?? addressOf(expandShortName(typed));
  if (address !== undefined) return address;

  const meant = expandShortName(typed);
  const match = matchPath(meant.join('/'));
  if (match?.place !== undefined && misfit(match) === undefined) throw noCollection(text, match.place);
  if (match?.place?.kind === 'collection') throw missingParent(text, match.place.resource, misfit(match));

  const named = resourcesNamed(meant);
  const [only] = named;
  if (only === undefined) throw unknownResource(text, typed);
  if (named.length > 1) throw ambiguousResource(text, named);
  if (only.parents.length > 0) throw missingParent(text, only);
  return { resource: only, parents: [] };
}

/** The collection a path leads to, where every id it needs is there and is one. */
function addressOf(segments: readonly string[]): ResourceAddress | undefined {
  const match = matchPath(segments.join('/'));
  if (match?.place?.kind !== 'collection' || misfit(match) !== undefined) return undefined;
  return { resource: match.place.resource, parents: Object.values(match.parameters) };
}

/** The first value that stands where the path needs an integer and is none. */
function misfit(match: PathMatch): string | undefined {
  const integers = match.operations.GET?.parameters.filter(
    ({ in: place, type }) => place === 'path' && type === 'integer',
  );
  return integers?.map(({ name }) => match.parameters[name] ?? '').find((value) => !isId(value));
}

function isId(text: string): boolean {
  return /^\d+$/.test(text);
}

const byShortName = lazy(
  () =>
    new Map(resources().flatMap((resource) => resource.shortNames.map((name) => [foldName(name), resource]))),
);

/** `time-entries` and `timeEntries` are one short name. */
function foldName(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

function expandShortName(segments: readonly string[]): readonly string[] {
  const [first = '', ...rest] = segments;
  const resource = byShortName().get(foldName(first));
  return resource === undefined ? segments : [...resource.path.slice(1).split('/'), ...rest];
}

/**
 * The resource whose name is what was typed without its ids; else, where no id was typed, those whose name
 * ends so, views only where there is nothing else.
 */
function resourcesNamed(segments: readonly string[]): readonly Resource[] {
  const wanted = withoutIds(segments);
  const exact = resources().filter((resource) => nameOf(resource) === wanted);
  if (exact.length > 0 || wanted === '' || segments.some(isId)) return exact;
  const ending = resources().filter((resource) => nameOf(resource).endsWith(`/${wanted}`));
  const kept = ending.filter(({ view }) => view === undefined);
  return kept.length > 0 ? kept : ending;
}

/** What was typed, without ids and without the names in braces that a short name stands for. */
function withoutIds(segments: readonly string[]): string {
  return segments
    .filter((segment) => !isId(segment) && !segment.startsWith('{'))
    .join('/')
    .toLowerCase();
}

function nameOf(resource: Resource): string {
  return resource.name.toLowerCase();
}

function formOf(resource: Resource): string {
  return resource.path.slice(1);
}

function ambiguousResource(text: string, candidates: readonly Resource[]): PsaError {
  const forms = candidates.map(formOf);
  const shown = forms.length > 12 ? [...forms.slice(0, 12), `and ${forms.length - 12} more`] : forms;
  return new PsaError({
    code: 'AMBIGUOUS_RESOURCE',
    message: `"${text}" fits ${candidates.length} resources: ${shown.join(', ')}.`,
    hint: 'Write the whole path of one of them, with an id in place of each name in braces.',
  });
}

function missingParent(text: string, resource: Resource, wrong?: string): PsaError {
  const problem =
    wrong === undefined || wrong.startsWith('{')
      ? 'the id of that record is missing'
      : `"${wrong}" is not the id of a record`;
  return invalidArgument(
    `"${text}" lies below one record, and ${problem}.`,
    `Write ${formOf(resource)} with an id in place of each name in braces, e.g. ${formOf(resource).replace(/\{\w+\}/g, '123')}.`,
  );
}

function noCollection(text: string, place: NonNullable<PathMatch['place']>): PsaError {
  const what = place.kind === 'item' ? 'one record' : 'a number of records';
  return invalidArgument(
    `"${text}" is ${what}, not a collection.`,
    `Name the collection, ${formOf(place.resource)}.`,
  );
}

function unknownResource(text: string, segments: readonly string[]): PsaError {
  const near = nearestNames(withoutIds(segments), names().keys()).map((name) => names().get(name) ?? name);
  return new PsaError({
    code: 'UNKNOWN_RESOURCE',
    message: `There is no resource "${text}".`,
    hint:
      near.length === 0
        ? 'Write a path such as service/tickets, or a short name such as tickets.'
        : `Did you mean ${near.join(' or ')}?`,
  });
}

/** Every name a user may have meant, with the form to type. */
const names = lazy(
  () =>
    new Map(
      resources().flatMap((resource) => [
        [resource.name, formOf(resource)] as const,
        ...resource.shortNames.map((name) => [name, name] as const),
      ]),
    ),
);

const byParent = lazy(() => {
  const children = new Map<string, Map<string, Resource>>();
  for (const resource of resources()) {
    const [, parent, name] = /^(.+)\/\{\w+\}\/([^{}]+)$/.exec(resource.path) ?? [];
    if (parent === undefined || name === undefined) continue;
    const siblings = children.get(parent) ?? new Map<string, Resource>();
    siblings.set(name.toLowerCase(), resource);
    children.set(parent, siblings);
  }
  return children;
});

/** The collections below one record of a resource, by the lower-case name that follows its id. */
export function childCollections(resource: Resource): ReadonlyMap<string, Resource> {
  return byParent().get(resource.path) ?? new Map<string, Resource>();
}
