/** One code block of a guide. */
export interface Block {
  readonly language: string;
  /** The word after the language: what a block is, where it is no part of the program. */
  readonly role?: string | undefined;
  readonly code: string;
  /** Where its code begins, from 1. */
  readonly line: number;
  /** What the guide says it prints: the `text` block right after it. */
  readonly prints?: string | undefined;
}

/** The code blocks of a Markdown text, each with the output that follows it. */
export function parseBlocks(markdown: string): readonly Block[] {
  const fences = [...markdown.matchAll(/^```(\w+)(?: ([\w-]+))?\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? '',
    role: match[2],
    code: match[3] ?? '',
    line: markdown.slice(0, match.index).split('\n').length + 1,
    start: match.index,
    end: match.index + match[0].length,
  }));
  return fences.flatMap((fence, index) => {
    if (fence.language === 'text') return [];
    const next = fences[index + 1];
    const follows = next?.language === 'text' && markdown.slice(fence.end, next.start).trim() === '';
    const { language, role, code, line } = fence;
    return [{ language, role, code, line, prints: follows ? next.code : undefined }];
  });
}

/** Printed between two blocks, so that each block's output is known. */
export const SEPARATOR = '-- end of block --';

/**
 * The TypeScript blocks of a guide as one program. The first stands at the top and what it declares is known in all;
 * each of the others has a scope of its own, as its reader takes it.
 */
export function joinProgram(blocks: readonly Block[]): string {
  const imports: string[] = [];
  const bodies = blocks.map(({ code }) =>
    code.replace(/^import [\s\S]*?;\n/gm, (statement) => {
      imports.push(statement);
      return '';
    }),
  );
  const mark = `console.log(${JSON.stringify(SEPARATOR)});\n`;
  const [first = '', ...others] = bodies;
  return [...new Set(imports), first, mark, ...others.flatMap((body) => [`{\n${body}}\n`, mark])].join('');
}
