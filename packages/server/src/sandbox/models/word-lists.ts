import type { ModelAge } from '../../api/index.js';

/** Reads lines of `Schema member member`. */
export function membersOf(text: string): ModelAge['members'] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [schema = '', ...names] = namesOf(line);
      return { schema, names };
    });
}

/** Reads words between spaces and line ends. */
export function namesOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
