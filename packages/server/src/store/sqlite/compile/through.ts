import { findField, referenceTarget } from 'psakit/catalog';
import { keyColumn, quoted } from '../schema.js';
import { NEVER, sql, type Fragment } from './fragment.js';
import { compileLeaf, type Leaf } from './leaf.js';
import { recordOperand, type Scope } from './operand.js';

/** The name of the table that a reference means. */
const MEANT = 'r';

/**
 * A condition on what a reference does not show but the record it means has, such as `contact/firstName contains
 * "John"` of tickets (MISSION Conditions): the reference is one of those whose record fits. SQLite lists these once
 * for all rows. Undefined for a condition on what the record itself has.
 */
export function compileThrough(leaf: Leaf, scope: Scope): Fragment | undefined {
  const { path } = leaf.field;
  const { plan, tables } = scope;
  if (!tables || path.length !== 2) return undefined;
  const [reference, member] = findField(plan.resource, path)?.fields ?? [];
  if (member?.filterOnly !== true || reference?.schema === undefined) return undefined;
  const target = referenceTarget(reference.schema)?.resources[0];
  if (!target) return undefined;
  const table = tables.of(target);
  const id = recordOperand(scope, [reference.name, 'id']).number;
  if (!id || !tables.ready(table)) return NEVER;
  const fits = compileLeaf(leaf, recordOperand({ plan: table.plan, alias: MEANT }, [member.name]));
  const key = `${MEANT}.${quoted(keyColumn(table.plan))}`;
  return sql`${id} IN (SELECT ${key} FROM ${quoted(table.plan.name)} AS ${MEANT} WHERE ${fits})`;
}
