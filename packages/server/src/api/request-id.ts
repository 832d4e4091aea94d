/** Makes ids such as `6b1f…-4…`: random UUIDs, version 4, out of a source of numbers from 0 up to 1. */
export function createRequestIds(random: () => number): () => string {
  const word = (): string =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return () => {
    const [a, b, c, d] = [word(), word(), word(), word()];
    const variant = '89ab'.charAt(Math.floor(random() * 4));
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  };
}
