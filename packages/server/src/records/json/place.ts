/** One step into a JSON value: a member's name as the text spells it, or an index. */
export type JsonStep = string | number;

/** Which end of what is meant: the name of a member with its colon, or a value. */
export type JsonEnd = 'name' | 'value start' | 'value end';

/**
 * Where something is in a JSON text, as the server's JSON reader says it: `Path 'status.id', line 1,
 * position 51`. Lines count from 1; a position is the number of characters read in the line.
 *
 * @param text must be valid JSON that has the path.
 */
export function jsonPlace(text: string, path: readonly JsonStep[], end: JsonEnd): string {
  const offset = offsetOf(text, path, end);
  const before = text.slice(0, offset).split('\n');
  return `Path '${pathText(path)}', line ${before.length}, position ${before.at(-1)?.length ?? 0}`;
}

/** `communicationItems[1].value` */
function pathText(path: readonly JsonStep[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w$]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `['${step}']`;
  }
  return text;
}

function offsetOf(text: string, path: readonly JsonStep[], end: JsonEnd): number {
  const scan = new Scan(text);
  for (const [index, step] of path.entries()) {
    scan.enter(step);
    if (end === 'name' && index === path.length - 1) return scan.afterColon;
  }
  scan.space();
  if (end === 'value start') return scan.at + 1;
  scan.value();
  return scan.at;
}

/** Walks a JSON text that is known to be valid. */
class Scan {
  readonly #text: string;
  at = 0;
  /** Behind the colon of the member that was entered last. */
  afterColon = 0;

  constructor(text: string) {
    this.#text = text;
  }

  space(): void {
    while (/\s/.test(this.#text[this.at] ?? 'x')) this.at++;
  }

  /** From before an object or array to before a value in it; of a name that occurs twice, the last. */
  enter(step: JsonStep): void {
    this.space();
    this.at++;
    let found = this.at;
    for (let index = 0; ; index++) {
      this.space();
      if (this.#text[this.at] === '}' || this.#text[this.at] === ']' || this.at >= this.#text.length) break;
      const key = typeof step === 'number' ? index : this.#name();
      const start = this.at;
      if (key === step) {
        found = start;
        this.afterColon = start;
        if (typeof step === 'number') break;
      }
      this.value();
      this.space();
      if (this.#text[this.at] === ',') this.at++;
    }
    this.at = found;
  }

  /** Over a member's name and colon; answers the name. */
  #name(): string {
    const start = this.at;
    this.#string();
    const name = JSON.parse(this.#text.slice(start, this.at)) as string;
    this.space();
    this.at++;
    return name;
  }

  /** Over the value that comes next. */
  value(): void {
    this.space();
    const first = this.#text[this.at];
    if (first === '"') this.#string();
    else if (first === '{' || first === '[') this.#nested();
    else while (/[^\s,\]}]/.test(this.#text[this.at] ?? ',')) this.at++;
  }

  #nested(): void {
    let depth = 0;
    do {
      const character = this.#text[this.at];
      if (character === '"') {
        this.#string();
        continue;
      }
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
      this.at++;
    } while (depth > 0 && this.at < this.#text.length);
  }

  #string(): void {
    for (this.at++; this.#text[this.at] !== '"' && this.at < this.#text.length; this.at++) {
      if (this.#text[this.at] === '\\') this.at++;
    }
    this.at++;
  }
}
