import { resources, type Resource } from '../../catalog/index.js';
import { invalidArgument } from '../../core/index.js';

/**
 * What a bundle calls the records of a collection: the singular of its short name, such as `ticket`,
 * `agreement`, `configuration` and `addition` in live callers (PROTOCOL 6.8), or else the name of their
 * schema. For other collections than those four the rule is *assumed*.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` where the name means records of several collections.
 */
export function bundleType(resource: Resource): string {
  const type = typeOf(resource);
  const others = resources().filter(
    (other) =>
      other !== resource &&
      other.parents.length === resource.parents.length &&
      typeOf(other).toLowerCase() === type.toLowerCase(),
  );
  if (others.length === 0) return type;
  throw invalidArgument(
    `${resource.name} cannot be read in a bundle: there, "${type}" means ${others[0]?.name ?? 'others'}, too.`,
    'Read it by a request of its own.',
  );
}

function typeOf({ shortNames: [name], entity }: Resource): string {
  if (name === undefined || !/^[a-z]+s$/i.test(name)) return entity;
  return name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.slice(0, -1);
}
