import { join } from 'node:path';
import { PsaError } from 'psakit/core';
import type { RecordingServer } from '@psakit/server/sandbox';
import { stateFolder } from '../config/state.js';
import type { Shell } from '../io/shell.js';
import { untilStopped } from '../io/stopped.js';

/** `psa sandbox --record FILE` and `psa sandbox --replay FILE`. */
export interface RecordingArguments {
  readonly record?: string | undefined;
  readonly replay?: string | undefined;
  /** The site to record; absent: the one of the environment. */
  readonly site?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly tls: boolean;
  readonly tlsPort?: number | undefined;
  readonly json: boolean;
}

/** Ends when the shell's signal fires. */
export async function runRecording(options: RecordingArguments, shell: Shell): Promise<void> {
  const server = await start(options, shell);
  try {
    const { url, httpsUrl, caFile } = server;
    await shell.stdout.write(
      options.json
        ? `${JSON.stringify({ url, ...(httpsUrl && caFile && { httpsUrl, caFile }) })}\n`
        : `export CONNECTWISE_SITE=${url}\n`,
    );
    if (!options.json) {
      const what = options.replay === undefined ? 'Recording' : 'Playing back';
      const secure = httpsUrl && caFile ? `By https: ${httpsUrl}, signed by ${caFile}\n` : '';
      await shell.stderr.write(`\n${what}. ${secure}Ctrl-C stops it.\n`);
    }
    if (options.replay !== undefined && !server.onlyHere) {
      await shell.stderr.write(
        `Whoever reaches ${url} can read the recording: no credentials are asked for.\n`,
      );
    }
    await untilStopped(shell.signal);
  } finally {
    await server.close();
  }
}

async function start(options: RecordingArguments, shell: Shell): Promise<RecordingServer> {
  const { record, replay, host, port, tls, tlsPort } = options;
  const where = { host, port, tls: tls && { folder: join(stateFolder(shell.env), 'tls'), port: tlsPort } };
  if (replay !== undefined) {
    const { serveReplay } = await import('@psakit/server/sandbox');
    return serveReplay({ ...where, file: replay });
  }
  if (record === undefined) {
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: '--site names what --record records, and that is missing.',
      hint: 'Add --record FILE, or leave --site out to serve a made-up PSA.',
    });
  }
  const site = options.site ?? shell.env['CONNECTWISE_SITE'];
  if (site === undefined || site.trim() === '') {
    throw new PsaError({
      code: 'CONFIG_MISSING',
      message: 'There is no site to record.',
      hint: 'Name it with --site, such as --site api-na.myconnectwise.net, or in CONNECTWISE_SITE.',
    });
  }
  const { serveRecorder } = await import('@psakit/server/sandbox');
  return serveRecorder({ ...where, file: record, site, fetch: shell.fetch });
}
