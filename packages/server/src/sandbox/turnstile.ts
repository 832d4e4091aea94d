/** Lets many pass, until one asks to be alone. */
export interface Turnstile {
  /** Does work beside others of its kind. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until nobody is inside, and keeps everyone out until the work is done. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** A turnstile that nobody has passed yet. */
export function createTurnstile(): Turnstile {
  let inside = 0;
  let shut: Promise<void> | undefined;
  let emptied: () => void = () => undefined;
  return {
    pass: async (work) => {
      while (shut) await shut;
      inside++;
      try {
        return await work();
      } finally {
        if (--inside === 0) emptied();
      }
    },
    alone: async (work) => {
      while (shut) await shut;
      let open: () => void = () => undefined;
      shut = new Promise((resolve) => {
        open = resolve;
      });
      try {
        if (inside > 0) {
          await new Promise<void>((resolve) => {
            emptied = resolve;
          });
        }
        return await work();
      } finally {
        emptied = () => undefined;
        shut = undefined;
        open();
      }
    },
  };
}
