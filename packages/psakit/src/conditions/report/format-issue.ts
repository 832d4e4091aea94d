import type { Issue } from '../../core/index.js';
import { withoutControls } from './shown.js';

/** How many columns of the text a terminal is shown. */
const WINDOW = 76;
/** How many of them come before the mark. */
const LEAD = 30;

/**
 * An issue as a terminal shows it: the line of the text, a row of carets under the place, what is wrong
 * and what to do. No colour, no line break at the end. Long lines are cut around the place.
 *
 * @example
 *   status/name = New
 *                 ^^^
 *   "New" is not a value.
 *   Put text in quotes: "New".
 */
export function formatIssue(text: string, issue: Issue): string {
  const from = text.slice(0, issue.start).lastIndexOf('\n') + 1;
  const newline = text.indexOf('\n', issue.start);
  const to = newline < 0 ? text.length : newline;
  const before = columnsOf(text.slice(from, issue.start));
  const marked = columnsOf(text.slice(issue.start, Math.min(issue.end, to)));
  const after = columnsOf(text.slice(issue.end, to));

  const lead = tail(before, LEAD);
  const mark = head(marked, WINDOW - widthOf(lead));
  const rest = head(after, WINDOW - widthOf(lead) - widthOf(mark));
  const shown = [
    lead.length < before.length ? '…' : '',
    ...lead,
    ...mark,
    ...rest,
    mark.length < marked.length || rest.length < after.length ? '…' : '',
  ].join('');
  const indent = ' '.repeat(widthOf(lead) + (lead.length < before.length ? 1 : 0));
  const carets = '^'.repeat(Math.max(1, widthOf(mark)));
  return [shown.trimEnd(), indent + carets, issue.message, issue.cure].join('\n');
}

/** The characters of a piece of a line as a terminal can show them; each stays one entry. */
function columnsOf(text: string): string[] {
  return Array.from(text, (character) => (character === '\t' ? ' ' : withoutControls(character)));
}

function head(characters: readonly string[], columns: number): string[] {
  let width = 0;
  const end = characters.findIndex((character) => (width += widthOfCharacter(character)) > columns);
  return characters.slice(0, end < 0 ? undefined : end);
}

function tail(characters: readonly string[], columns: number): string[] {
  return head(characters.toReversed(), columns).toReversed();
}

function widthOf(characters: readonly string[]): number {
  return characters.reduce((width, character) => width + widthOfCharacter(character), 0);
}

/** Terminal columns of one character: none for combining marks, two for East Asian wide ones and pictures. */
function widthOfCharacter(character: string): number {
  if (/^\p{M}$/u.test(character)) return 0;
  return /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u.test(
    character,
  )
    ? 2
    : 1;
}
