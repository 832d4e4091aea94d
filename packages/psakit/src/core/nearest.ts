/**
 * The names most like a mistyped one, best first, at most `limit`. Case does not count. About one slip
 * in three characters is allowed; beyond that, a name is near that shares a run of at least four
 * characters which is most of the shorter one (`assignedResource`, `resources`).
 */
export function nearestNames(wrong: string, names: Iterable<string>, limit = 3): string[] {
  if (wrong.length > LONGEST) return [];
  const target = wrong.toLowerCase();
  const allowed = Math.max(1, Math.floor(target.length / 3));
  const ranked: { name: string; distance: number }[] = [];
  for (const name of new Set(names)) {
    const candidate = name.toLowerCase();
    const slips = editDistance(target, candidate, allowed);
    if (slips <= allowed) {
      ranked.push({ name, distance: slips });
      continue;
    }
    const shared = longestSharedRun(target, candidate);
    if (shared >= MIN_SHARED_RUN && shared >= 0.8 * Math.min(target.length, candidate.length)) {
      ranked.push({ name, distance: allowed + Math.max(target.length, candidate.length) - shared });
    }
  }
  ranked.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return ranked.slice(0, limit).map((entry) => entry.name);
}

/** `Did you mean "a" or "b"?`, or an empty text where nothing is near. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const near = nearestNames(wrong, names).map((name) => `"${name}"`);
  if (near.length === 0) return '';
  const last = near.pop() ?? '';
  return `Did you mean ${near.length === 0 ? last : `${near.join(', ')} or ${last}`}?`;
}

const MIN_SHARED_RUN = 4;

/** What is longer is no slip of anybody's, and would take long to compare. */
const LONGEST = 100;

/** Length of the longest run of characters that stands in both texts. */
function longestSharedRun(a: string, b: string): number {
  let longest = 0;
  for (let start = 0; start + longest < a.length; start++) {
    while (start + longest < a.length && b.includes(a.slice(start, start + longest + 1))) longest++;
  }
  return longest;
}

/** Edits (insert, delete, replace, swap of neighbours) between two texts; stops once over `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
