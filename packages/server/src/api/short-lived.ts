/** How long what stands for a member's keys is good: minted keys for about four hours (PROTOCOL 1.2), sessions as long (*assumed*). */
export const LIFETIME_MS = 4 * 3_600_000;

/**
 * Drops what is no longer good, and the oldest of what is more than anyone has use for.
 *
 * @param entries in the order they were made; all live equally long.
 * @param most how many may stay.
 */
export function dropOld(
  entries: Map<string, { readonly expiresAt: number }>,
  now: number,
  most: number,
): void {
  for (const [key, { expiresAt }] of entries) {
    if (expiresAt > now && entries.size <= most) return;
    entries.delete(key);
  }
}
