/** Lets everybody else have a turn: for work of many pieces, each of them short, that never waits by itself. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
