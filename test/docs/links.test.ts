import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/psa.js';

const NOT_OURS = /(^|\/)(node_modules|dist|reference|\.tmp|\.git)(\/|$)/;

const pages = ['docs', 'packages', 'examples', 'decisions', '.']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((file) =>
      join(folder, file),
    ),
  )
  .filter((file) => file.endsWith('.md') && !NOT_OURS.test(file));

/** The texts of a page that are no code. */
function proseOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** The name by which a heading can be linked to. */
function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '');
  return words.trim().replace(/\s/g, '-');
}

function isThere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  if (!existsSync(join(root, target))) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  return [...proseOf(target).matchAll(/^#+ (.+)$/gm)].some((match) => anchorOf(match[1] ?? '') === anchor);
}

describe('the pages', () => {
  test.each(pages)('%s: every link leads somewhere', (file) => {
    const links = [...proseOf(file).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !isThere(file, link))).toEqual([]);
  });
});
