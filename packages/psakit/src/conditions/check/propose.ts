import { nearestNames } from '../../core/index.js';

/** How many members are listed where none is near. */
const LISTED = 8;

/** The cure for a wrong member of something known: those members most like it, or else the first few. */
export function proposeMember(owner: string, wrong: string, members: readonly string[]): string {
  const near = nearestNames(wrong, members).map((member) => `"${owner}/${member}"`);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  const listed = members.slice(0, LISTED).map((member) => `${owner}/${member}`);
  return `Write one of ${listed.join(', ')}${members.length > LISTED ? ', …' : ''}.`;
}
