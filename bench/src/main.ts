import { benchImport } from './import-cost.js';
import { benchLarge } from './large.js';
import { benchList } from './list.js';
import { benchParse } from './parse.js';
import { benchTypeCheck } from './type-check.js';

// `npm run bench` runs all; `npm run bench -- parse list` only those. Ratios are taken within one run.
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  parse: benchParse,
  import: benchImport,
  types: benchTypeCheck,
  list: benchList,
  large: benchLarge,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(
    `No bench is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench();
  }
}
