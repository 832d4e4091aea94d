import type { Resource } from '../../catalog/index.js';
import type { Leaf } from '../ast.js';
import type { ConditionIssue } from '../issue.js';
import { issueOn } from '../issue.js';
import { printFieldPath } from '../text/field-path.js';

/** Comparisons the real server was seen to refuse although every rule lets them pass. */
const REFUSALS = [
  {
    resource: 'time/entries',
    path: 'invoice',
    literal: 'null',
    // PROTOCOL 2.2: "WIP with `invoice = null` on time entries", answered as a misused enumeration.
    cure: 'Filter by invoice/id, or ask without it and look at the invoice of each entry.',
  },
] as const;

/** The issue for a comparison that is known to be refused for no reason the catalog could know. */
export function recordedRefusal(leaf: Leaf, resource: Resource): ConditionIssue | undefined {
  if (leaf.kind !== 'compare') return undefined;
  const path = printFieldPath(leaf.field);
  const refusal = REFUSALS.find(
    (entry) =>
      entry.resource === resource.name &&
      entry.path === path.toLowerCase() &&
      entry.literal === leaf.value.kind,
  );
  if (!refusal) return undefined;
  return issueOn(leaf.value.span, {
    message: `PSA refuses to compare ${path} of ${resource.name} with ${refusal.literal}.`,
    cure: refusal.cure,
    problem: { kind: 'enum-value' },
  });
}
