import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, startSandboxCommand, type SandboxLine } from '../support/psa.js';
import { run } from '../support/run.js';

type Started = Awaited<ReturnType<typeof startSandboxCommand>>;
type SecureLine = SandboxLine & { readonly httpsUrl: string; readonly caFile: string };

let sandbox: Started;
beforeAll(async () => {
  sandbox = await startSandboxCommand(['--port', '0', '--tls']);
});
afterAll(() => sandbox.stop());

test('a program for connectwise-rest runs unchanged against `psa sandbox --tls`', async () => {
  const line = sandbox.line as SecureLine;
  const printed = await run(process.execPath, ['test/conformance/programs/first-ticket.cjs'], {
    cwd: root,
    env: {
      PSA_HOST: new URL(line.httpsUrl).host,
      PSA_COMPANY: line.companyId,
      PSA_PUBLIC_KEY: line.publicKey,
      PSA_PRIVATE_KEY: line.privateKey,
      PSA_CLIENT_ID: line.clientId,
      NODE_EXTRA_CA_CERTS: line.caFile,
    },
  });
  expect(JSON.parse(printed)).toEqual({ summary: 'First', closed: true, contacts: true });
});
