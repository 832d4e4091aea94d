import type { Resource } from 'psakit/catalog';

/**
 * The records of a collection whatever they lie under: a view of all of them, for questions such as who
 * refers to a record. The resource itself where nothing stands above it.
 */
export function everywhere(resource: Resource): Resource {
  if (resource.parents.length === 0) return resource;
  let view = views.get(resource);
  if (!view) {
    const key = resource.key ?? 'id';
    view = { ...resource, parents: [], view: { of: resource.name, where: `${key} != null` } };
    views.set(resource, view);
  }
  return view;
}

/** One for each: what was answered is remembered by resource. */
const views = new WeakMap<Resource, Resource>();
