import type { Resource } from 'psakit/catalog';
import { resourceNamed } from 'psakit/catalog';
import { createWorld, type WorldRecord } from '../world/index.js';

/** A world in memory, looked up by where its records would be served. */
export interface WorldIndex {
  readonly records: readonly WorldRecord[];
  of(resource: string): readonly Readonly<Record<string, unknown>>[];
  /** The record at a resource, its parents and its key; undefined where there is none. */
  at(
    resource: string,
    parents: readonly (string | number)[],
    key: string | number,
  ): Readonly<Record<string, unknown>> | undefined;
}

/** The small world of seed 1, indexed. */
export function smallWorld(): WorldIndex {
  const records = [...createWorld({ seed: 5, size: 'medium' })];
  const byResource = new Map<string, Readonly<Record<string, unknown>>[]>();
  const byPlace = new Map<string, Readonly<Record<string, unknown>>>();
  const place = (resource: string, parents: readonly (string | number)[], key: unknown): string =>
    [resource, ...parents, key].join(' ');
  for (const { resource, parents, record } of records) {
    const list = byResource.get(resource) ?? [];
    list.push(record);
    byResource.set(resource, list);
    byPlace.set(place(resource, parents, record[keyOf(resource)]), record);
  }
  return {
    records,
    of: (resource) => byResource.get(resource) ?? [],
    at: (resource, parents, key) => byPlace.get(place(resource, parents, key)),
  };
}

function keyOf(resource: string): string {
  const found: Resource | undefined = resourceNamed(resource);
  return found?.key ?? 'id';
}
