import type { Budget } from 'psakit/budget';
import type { Shell } from './shell.js';
import { safeText, truncate } from './text.js';

const ERASE_LINE = '\r\u001b[2K';

/** One line on stderr that is written over. Where nobody looks at stderr, it is never written. */
export interface Progress {
  show(text: string): Promise<void>;
  /** Takes the line away. To be called before anything else is written to the same screen. */
  clear(): Promise<void>;
}

/** A progress line for this shell. */
export function createProgress(shell: Shell): Progress {
  const { stderr } = shell;
  let shown = '';
  return {
    async show(text) {
      if (!stderr.isTerminal || text === shown) return;
      shown = text;
      await stderr.write(`${ERASE_LINE}${truncate(safeText(text), stderr.columns - 1)}`);
    },
    async clear() {
      if (shown !== '') await stderr.write(ERASE_LINE);
      shown = '';
    },
  };
}

/**
 * Tells the person at the terminal, once a second, when the next request may be sent: a full budget is up
 * to a minute of silence otherwise. Ends when the signal fires.
 */
export async function watchBudget(
  budget: Budget,
  progress: Progress,
  shell: Shell,
  stop: AbortSignal,
): Promise<void> {
  if (!shell.stderr.isTerminal) return;
  const second = (): Promise<boolean> =>
    shell.clock.sleep(1000, stop).then(
      () => !stop.aborted,
      () => false,
    );
  while (await second()) {
    // Where requests cannot be counted, the next one says so.
    const state = await budget.state().catch(() => undefined);
    if (state !== undefined && state.waiting > 0 && state.remaining === 0) {
      const seconds = Math.ceil(state.resetMs / 1000);
      await progress.show(
        `the budget of ${state.limit} a minute is used up; the next request leaves in ${seconds} s …`,
      );
    }
  }
}
