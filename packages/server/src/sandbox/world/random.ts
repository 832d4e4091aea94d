/**
 * A small generator of numbers that follow from a seed (four 32-bit words, mixed by additions, shifts and a
 * counter). Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, label = '') {
    const mixed = hashText(label, seed >>> 0);
    this.#a = mixed;
    this.#b = Math.imul(mixed ^ 0x9e3779b9, 0x85ebca6b) | 0;
    this.#c = seed | 0;
    for (let i = 0; i < 16; i++) this.bits();
  }

  /** A generator of its own for one concern, so that a change in one part leaves the others as they were. */
  fork(label: string): Random {
    return new Random(this.bits() >>> 0, label);
  }

  /** 32 random bits, as a signed integer. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum;
  }

  /** From 0 up to but not including 1. */
  unit(): number {
    return (this.bits() >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of a list that has at least one member. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.unit() * list.length)] as T;
  }

  /** How many, when `average` is the mean: most often the whole numbers around it, now and then more. */
  around(average: number): number {
    const whole = Math.floor(average);
    let count = whole + (this.unit() < average - whole ? 1 : 0);
    if (count > 0 && this.unit() < 0.25) count += this.unit() < 0.5 ? 1 : -1;
    return count;
  }

  guid(): string {
    const a = this.bits();
    const b = this.bits();
    const c = this.bits();
    const d = this.bits();
    return (
      `${hex(a, 24)}${hex(a, 16)}${hex(a, 8)}${hex(a, 0)}-${hex(b, 24)}${hex(b, 16)}-4${hex(b, 8).slice(1)}${hex(b, 0)}` +
      `-a${hex(c, 24).slice(1)}${hex(c, 16)}-${hex(c, 8)}${hex(c, 0)}${hex(d, 24)}${hex(d, 16)}${hex(d, 8)}${hex(d, 0)}`
    );
  }
}

/** A list in which each item stands as often as its weight, so that `pick` is weighted. */
export function weighted<T>(items: readonly (readonly [T, number])[]): readonly T[] {
  return items.flatMap(([item, weight]) => Array<T>(weight).fill(item));
}

const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bits: number, shift: number): string {
  return BYTES[(bits >>> shift) & 255] ?? '';
}

function hashText(text: string, start: number): number {
  let hash = start ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
