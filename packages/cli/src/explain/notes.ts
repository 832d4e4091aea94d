import type { Condition } from 'psakit/conditions';

/** What is easily overlooked in these conditions, a sentence each. */
export function notesOn(condition: Condition): readonly string[] {
  const notes = new Set<string>();
  visit(condition, (leaf) => {
    const negative =
      leaf.kind === 'compare' ? leaf.operator === '!=' && leaf.value.kind !== 'null' : leaf.negated;
    if (negative) {
      notes.add(
        `A record without ${leaf.field.path.join('/')} is not selected; add "or ${leaf.field.path.join('/')} = null" for those.`,
      );
    }
    if (leaf.kind === 'like' && leaf.value.kind === 'text' && !/[%*_[]/.test(leaf.value.value)) {
      notes.add(`"like" without % or * matches the whole text only; "contains" finds it anywhere.`);
    }
  });
  return [...notes];
}

type Leaf = Exclude<Condition, { kind: 'and' | 'or' }>;

/** Calls `see` with every leaf, in the order written. */
export function visit(condition: Condition, see: (leaf: Leaf) => void): void {
  if (condition.kind === 'and' || condition.kind === 'or')
    for (const item of condition.items) visit(item, see);
  else see(condition);
}
