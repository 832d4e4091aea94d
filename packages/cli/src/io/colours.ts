import picocolors from 'picocolors';
import type { Output, Shell } from './shell.js';

/** Functions that colour a text, or leave it as it is. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/**
 * Colours for one output: only on a terminal that can show them, and never against `NO_COLOR`
 * (https://no-color.org: any value but an empty one). There is deliberately no way to force them into a
 * file.
 */
export function coloursFor(output: Output, env: Shell['env']): Colours {
  const wanted = output.isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return picocolors.createColors(wanted);
}
