import { benchBudget } from './budget.js';
import { benchChaos } from './chaos.js';
import { benchClient } from './client/bench.js';
import { benchImport } from './import-cost.js';
import { benchLarge } from './large.js';
import { benchList } from './list.js';
import { benchParse } from './parse.js';
import { benchServer } from './server/bench.js';
import { benchTypeCheck } from './type-check.js';

type Bench = (amount?: number) => Promise<void>;

// `npm run bench` runs all that measure speed; `npm run bench -- parse list` only those. Ratios are taken
// within one run.
const BENCHES: Readonly<Record<string, Bench>> = {
  parse: benchParse,
  import: benchImport,
  types: benchTypeCheck,
  list: () => benchList(),
  large: benchLarge,
};

// Run only when named, since they take their time: `npm run bench -- budget`, `-- budget=30` for 30 seconds;
// `-- chaos`, `-- chaos=20` for 20 kills;
// `-- client`, `-- client=60` for windows of a real minute; `-- server`, which makes the large world.
const ON_REQUEST: Readonly<Record<string, Bench>> = {
  budget: benchBudget,
  chaos: benchChaos,
  client: benchClient,
  server: benchServer,
};

const all = { ...BENCHES, ...ON_REQUEST };
const wanted = new Map(
  process.argv.slice(2).map((word) => {
    const [name = '', amount] = word.split('=');
    return [name, amount === undefined ? undefined : Number(amount)];
  }),
);
const unknown = [...wanted.keys()].filter((name) => !(name in all));
if (unknown.length > 0) {
  process.stderr.write(
    `No bench is called ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(wanted.size === 0 ? BENCHES : all)) {
    if (wanted.size === 0 || wanted.has(name)) await bench(wanted.get(name));
  }
}
