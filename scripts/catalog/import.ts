import { writeEveryWay } from './chains.js';
import { writeData } from './data.js';
import { readDocument } from './document.js';
import { writeEntities, writeResourceEntities } from './entities.js';
import { correctFields } from './fields.js';
import { Problems, type Api, type Problem } from './model.js';
import type { Overrides } from './overrides.js';
import { correctPaths } from './paths.js';
import { deriveResources } from './resources.js';
import { summarise, type Summary } from './summary.js';
import { writeTree } from './tree.js';

/** What an import ends in: all the files, or everything that stands in the way. */
export type ImportResult =
  | { readonly files: ReadonlyMap<string, string>; readonly summary: Summary; readonly problems?: undefined }
  | { readonly problems: readonly Problem[]; readonly files?: undefined };

/** Turns an OpenAPI document into the generated files, by their path below `packages/psakit/src`. */
export function importCatalog(document: unknown, overrides: Overrides): ImportResult {
  const problems = new Problems();
  const raw = readDocument(document, problems);
  if (raw === undefined) return { problems: problems.list };
  const api: Api = {
    version: raw.version,
    schemas: correctFields(raw.schemas, overrides.fields, problems),
    operations: correctPaths(raw.operations, overrides.paths, problems),
  };
  const resources = deriveResources(api, overrides.resources, problems);
  if (problems.list.length > 0) return { problems: problems.list };
  return {
    files: new Map([
      ['catalog/generated/data.ts', writeData(api, resources, overrides.resources.places)],
      ['catalog/generated/entities.ts', writeEntities(api.schemas)],
      ['catalog/generated/resource-entities.ts', writeResourceEntities(resources)],
      ['client/generated/tree.ts', writeTree(api, resources)],
      ['client/testing/generated/every-way.ts', writeEveryWay(api, resources)],
    ]),
    summary: summarise(raw, api, resources, overrides),
  };
}
