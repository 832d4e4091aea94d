import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, report } from '../measure.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const scratch = join(root, '.tmp', 'bench-client');

const PROGRAMS = {
  psakit: `import { Psa } from 'psakit';
const psa = new Psa();
for await (const ticket of psa.service.tickets.list({ where: 'closedFlag = false' })) {
  console.log(ticket.id, ticket.summary, ticket.status?.name);
}
`,
  'connectwise-rest': `import { ManageAPI } from 'connectwise-rest';
const cwm = new ManageAPI({ companyId: '', companyUrl: '', publicKey: '', privateKey: '', clientId: '' });
const tickets = await cwm.ServiceAPI.getServiceTickets({ conditions: 'closedFlag = false' });
for (const ticket of tickets) console.log(ticket.id, ticket.summary, ticket.status?.name);
`,
} as const;

type Peer = keyof typeof PROGRAMS;

/** What each client costs before it does anything: to install, to load, and to check a program of five lines. */
export function benchFootprint(): void {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  reportSizes();
  for (const peer of Object.keys(PROGRAMS) as Peer[]) reportLoading(peer);
  reportTypes();
}

function reportSizes(): void {
  const folder = join(root, 'packages', 'psakit');
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(output) as [{ size: number; unpackedSize: number }];
  report('size: psakit, packed', `${(packed.size / 1000).toFixed(0)} KB`, '< 250 KB');
  report('size: psakit, unpacked', `${(packed.unpackedSize / 1e6).toFixed(2)} MB`, '< 1.5 MB');
  const peer = sizeOf(join(root, 'node_modules', 'connectwise-rest'));
  report('size: connectwise-rest, unpacked, without dependencies', `${(peer / 1e6).toFixed(2)} MB`);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Milliseconds and memory that importing costs, the middle of nine starts each. */
function reportLoading(peer: Peer): void {
  const code = `const before = process.memoryUsage().rss; const start = performance.now();
    await import('${peer}');
    console.log(JSON.stringify({ ms: performance.now() - start, mb: (process.memoryUsage().rss - before) / 1048576 }));`;
  const runs = Array.from(
    { length: 9 },
    () =>
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' }),
      ) as { ms: number; mb: number },
  );
  const middle = (name: 'ms' | 'mb'): string => median(runs.map((run) => run[name])).toFixed(1);
  report(`import: ${peer}`, `${middle('ms')} ms, ${middle('mb')} MB`);
}

/**
 * What checking a program of five lines costs over an empty one. In turn, since a machine is not equally fast
 * all the time; by processor time, which others on it disturb less than the clock on the wall.
 */
function reportTypes(): void {
  const programs = { nothing: 'export {};\n', ...PROGRAMS };
  const runs = Array.from({ length: 9 }, () => ({
    nothing: checkTypes('nothing', programs.nothing),
    psakit: checkTypes('psakit', programs.psakit),
    'connectwise-rest': checkTypes('connectwise-rest', programs['connectwise-rest']),
  }));
  const over = (peer: Peer, figure: keyof Checked): number =>
    median(runs.map((run) => run[peer][figure] - run.nothing[figure]));
  for (const peer of Object.keys(PROGRAMS) as Peer[]) {
    const figures = `${over(peer, 'cpu').toFixed(2)} s of processor, ${over(peer, 'seconds').toFixed(2)} s, ${over(peer, 'mb').toFixed(0)} MB`;
    report(`types: ${peer}, over an empty program`, figures);
  }
  const ratio = (figure: keyof Checked): string =>
    (over('psakit', figure) / over('connectwise-rest', figure)).toFixed(2);
  report(
    '  psakit to its peer',
    `${ratio('cpu')} of processor, ${ratio('seconds')} of time, ${ratio('mb')} of memory`,
    '< 0.25',
  );
}

/** What one run of `tsc` took. */
interface Checked {
  /** Seconds of processor, of all its threads. */
  readonly cpu: number;
  readonly seconds: number;
  readonly mb: number;
}

function checkTypes(name: string, program: string): Checked {
  const file = join(scratch, `${name}.mts`);
  writeFileSync(file, program);
  const options = '--ignoreConfig --noEmit --strict --module nodenext --target es2023 --skipLibCheck';
  const args = [...options.split(' '), '--extendedDiagnostics', '--types', 'node', file];
  const code = `process.argv.splice(1, 1);
    process.on('exit', () => console.log('Processor: ' + (process.cpuUsage().user + process.cpuUsage().system) / 1e6));
    require(process.argv[1]);`;
  const tsc = join(root, 'node_modules/typescript/lib/tsc.js');
  const text = execFileSync(process.execPath, ['-e', code, '--', 'tsc', tsc, ...args], {
    cwd: scratch,
    encoding: 'utf8',
  });
  const figure = (label: string): number => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(text)?.[1]);
  return { cpu: figure('Processor'), seconds: figure('Total time'), mb: figure('Memory used') / 1024 };
}
