const LONGEST = 60;

/** A piece of someone's text as a message shows it: in quotes, shortened, its control characters replaced. */
export function shown(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LONGEST));
  const start = characters.slice(0, LONGEST).join('');
  return `"${withoutControls(start)}${start.length < text.length ? '…' : ''}"`;
}

/** The text with a mark in place of each control, format or half character, which could upset a terminal. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd');
}
