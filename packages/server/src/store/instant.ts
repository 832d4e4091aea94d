import { parseInstant } from 'psakit/conditions';

/** What nearly every moment of the API looks like; day 29 and later are left to the calendar. */
const PLAIN = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/**
 * A moment in the form the store keeps and compares bytewise: UTC, `2024-01-31T08:15:00`, with `.125`
 * behind it where the moment does not fall on a second. Without a `Z`, `…:00` sorts before `…:00.125`
 * because it is a prefix of it. Reads every form that `parseInstant` does; `undefined` for other texts.
 */
export function instantText(text: string): string | undefined {
  if (PLAIN.test(text)) return text.slice(0, 19);
  const ms = parseInstant(text);
  if (ms === undefined) return undefined;
  const iso = new Date(ms).toISOString();
  return iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23);
}
