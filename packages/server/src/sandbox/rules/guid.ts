/**
 * A GUID made of a number and an instant, the same for the same ones: what PSA draws at random, a sandbox
 * that can be repeated cannot.
 */
export function newGuid(id: number, now: string): string {
  const time = Date.parse(now);
  const mixed = [
    mix(id),
    mix(time % 4_294_967_296),
    mix(Math.floor(time / 4_294_967_296) ^ id),
    mix(id + 7919),
  ];
  const hex = mixed.map((part) => part.toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function mix(value: number): number {
  let state = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
