import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { API_HEADERS } from '../auth.js';
import { benchList, type ListPeer, type ListSource } from '../list.js';
import { report } from '../measure.js';

const FOLDER = fileURLToPath(new URL('../../../.tmp/json-server/', import.meta.url));
const PEER = { name: 'json-server', version: '0.17.4' };

/** The list of `list.ts` beside json-server, which is given all tickets of the medium world. */
export async function benchLists(): Promise<void> {
  let running: ChildProcess | undefined;
  try {
    await benchList(async (source) => {
      if (!installed()) {
        report(`list: ${PEER.name} could not be installed`, 'no registry');
        return [];
      }
      const data = join(FOLDER, 'db.json');
      await writeTickets(source, data);
      const port = await freePort();
      running = spawn(
        process.execPath,
        [program(), '--quiet', '--host', '127.0.0.1', '--port', String(port), data],
        {
          cwd: FOLDER,
          stdio: 'inherit',
        },
      );
      const peer = peerAt(port);
      await answering(`http://127.0.0.1:${port}${peer.request.path}`);
      return [peer];
    });
  } finally {
    running?.kill();
  }
}

/** In a folder of its own: it is no dependency. */
function installed(): boolean {
  mkdirSync(FOLDER, { recursive: true });
  if (existsSync(join(FOLDER, 'node_modules', PEER.name))) return true;
  const args = [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    FOLDER,
    `${PEER.name}@${PEER.version}`,
  ];
  return spawnSync('npm', args, { cwd: FOLDER, stdio: 'ignore' }).status === 0;
}

function program(): string {
  const folder = join(FOLDER, 'node_modules', PEER.name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  return join(folder, typeof bin === 'string' ? bin : (bin[PEER.name] ?? ''));
}

/** Its own words for the same question: first page, total and `Link` included. */
function peerAt(port: number): ListPeer {
  const path = '/tickets?status.name=New&priority.id_lte=2&_page=1&_limit=25';
  return { name: `${PEER.name} ${PEER.version}`, request: { port, path, headers: {} }, times: 40 };
}

async function writeTickets({ port, tickets }: ListSource, file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('{"tickets":[');
  for (let page = 1, separator = ''; ; page++) {
    const answer = await fetch(`http://127.0.0.1:${port}${tickets}?pageSize=1000&page=${page}`, {
      headers: API_HEADERS,
    });
    const text = await answer.text();
    if (text === '[]') break;
    out.write(separator + text.slice(1, -1));
    separator = ',';
  }
  out.end(']}');
  await finished(out);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

/** Asks until there is an answer, of 25 records; reading its file takes it a while. */
async function answering(url: string): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      const { length } = (await answer.json()) as unknown[];
      if (length === 25) return;
      throw new TypeError(`${PEER.name} answered ${length} tickets.`);
    }
    if (performance.now() > deadline) throw new TypeError(`${PEER.name} does not answer at ${url}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
