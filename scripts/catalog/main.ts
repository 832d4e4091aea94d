import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson, writeTogether } from './files.js';
import { importCatalog } from './import.js';
import type { Problem } from './model.js';
import { readOverrides } from './overrides.js';
import type { Summary } from './summary.js';

const sources = fileURLToPath(new URL('../../../packages/psakit/src/', import.meta.url));

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function run(args: readonly string[]): number {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) {
    console.error("Usage: npm run catalog -- FILE.json   (an OpenAPI 3 document, ours or the vendor's)");
    return 2;
  }
  const result = importCatalog(readJson(file), readOverrides(join(sources, 'catalog/overrides')));
  if (result.problems !== undefined) {
    console.error(describeProblems(result.problems));
    return 1;
  }
  writeTogether(sources, result.files);
  for (const [name, text] of result.files) {
    console.log(`${String(Math.round(Buffer.byteLength(text) / 1000)).padStart(6)} KB  ${name}`);
  }
  console.log(describeSummary(result.summary));
  return 0;
}

function describeProblems(problems: readonly Problem[]): string {
  const lines = problems.map(({ where, message, cure }) => `  ${where}\n    ${message} ${cure}`);
  return [`Nothing was written: what the importer cannot decide: ${problems.length}.`, ...lines].join('\n');
}

function describeSummary({ counts, changes, unused }: Summary): string {
  const lines = [...Object.entries(counts), ...Object.entries(changes)];
  return [
    ...lines.map(([name, count]) => `${String(count).padStart(6)} ${name}`),
    ...unused.map((name) => `unused override: ${name}`),
  ].join('\n');
}
