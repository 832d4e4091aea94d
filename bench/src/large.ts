import { existsSync, mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { API_HEADERS, API_PATH } from './auth.js';
import { load } from './load.js';
import { median, report, timed } from './measure.js';
import { startServer } from './processes.js';

const FOLDER = new URL('../../.tmp/', import.meta.url);
const DATABASE = fileURLToPath(new URL('large.db', FOLDER));
const AIM = '< 20 ms';

/**
 * The large world: a million tickets. Made once and kept under `.tmp/`; then a new process opens it and
 * the first page of a filter is timed from its very first request on, connection and all.
 */
export async function benchLarge(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const isNew = !existsSync(DATABASE);
  const making = startServer('./sandbox-server.js', ['large', DATABASE]);
  const made = await timed(() => making.port);
  await making.stop();
  if (isNew) report('large: world made', `${(made / 1000).toFixed(0)} s`, '< 360 s');
  report('large: database', `${(statSync(DATABASE).size / 1e9).toFixed(2)} GB`, '< 12 GB');

  const server = startServer('./sandbox-server.js', ['large', DATABASE]);
  try {
    const opened = performance.now();
    const port = await server.port;
    report(
      'large: process start to serving',
      `${((performance.now() - opened) / 1000).toFixed(2)} s`,
      '< 1 s',
    );
    const ask = (parameters: Readonly<Record<string, string>>): Promise<number> => {
      const path = `${API_PATH}/service/tickets?${new URLSearchParams(parameters).toString()}`;
      return load({ port, path, headers: API_HEADERS }, 1, 1);
    };
    const conditions = 'status/name="New" and priority/id<=2';
    report(
      'large: New and priority <= 2, first request',
      `${(await ask({ conditions })).toFixed(1)} ms`,
      AIM,
    );
    const later: number[] = [];
    for (let i = 0; i < 50; i++) later.push(await ask({ conditions }));
    report('large: the same, later', `${median(later).toFixed(1)} ms`, AIM);
    report(
      'large: another value, first time',
      `${(await ask({ conditions: 'status/name="New" and priority/id<=3' })).toFixed(1)} ms`,
      AIM,
    );
    await askTexts(ask);
  } finally {
    await server.stop();
  }
}

/** Substrings of summaries, with 25 rows and their total, each text for the first time. */
async function askTexts(
  ask: (parameters: Readonly<Record<string, string>>) => Promise<number>,
): Promise<void> {
  const first = await ask({ conditions: 'summary contains "vpn"' });
  report('large: summary contains "vpn", first time', `${first.toFixed(1)} ms`, '< 30 ms');
  for (const text of ['printer', 'the', 'ing']) {
    const ms = await ask({ conditions: `summary contains "${text}"` });
    report(`large: summary contains "${text}", first time`, `${ms.toFixed(1)} ms`);
  }
  const short = await ask({ conditions: 'summary contains "vp"' });
  report('large: summary contains "vp", first time (a scan)', `${short.toFixed(0)} ms`);
}
