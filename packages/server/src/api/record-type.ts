import { resources, type Resource } from 'psakit/catalog';

/**
 * The collections whose records a type name means: `Ticket` in a document or a bundle, `agreement`,
 * `Configuration`, `addition`, in any case. The name is a short name of the catalog, in singular or
 * plural, or the entity's own name, with its module's in front or without: a ticket may be one of service
 * or of projects. The rule is *assumed*; the names seen are those of PROTOCOL 6.8 and 6.9.
 */
export function resourcesOfType(type: string): readonly Resource[] {
  const wanted = type.trim().toLowerCase();
  if (wanted === '') return [];
  const plurals = [wanted, `${wanted}s`, wanted.replace(/y$/, 'ies')];
  const kept = resources().filter((resource) => resource.view === undefined);
  const short = kept.filter(({ shortNames }) =>
    shortNames.some((name) => plurals.includes(name.toLowerCase())),
  );
  const named = kept.filter(({ entity, module }) => {
    const name = entity.toLowerCase();
    return name === wanted || name === `${module}${wanted}`;
  });
  return [...new Set([...short, ...named])];
}
