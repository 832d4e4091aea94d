import { PsaError } from 'psakit/core';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../exit-codes.js';
import { createFakeShell, type FakeShellOptions } from '../testing/fake-shell.js';
import { reportError, WrongText } from './errors.js';
import { OutputClosed } from './shell.js';

async function report(
  error: unknown,
  options: FakeShellOptions = {},
): Promise<{ exit: number; err: string }> {
  const shell = createFakeShell(options);
  return { exit: await reportError(error, shell, 'See psa --help.'), err: shell.err() };
}

describe('reportError', () => {
  test('message, what the server said, and the cure', async () => {
    const error = new PsaError({
      code: 'BAD_REQUEST',
      message: 'The server refused the request.',
      hint: 'Check the fields.',
      status: 400,
      serverCode: 'InvalidObject',
      requestId: 'a1b2',
      fieldErrors: [{ code: 'MissingRequired', message: 'name is required', field: 'name' }],
    });
    expect(await report(error)).toEqual({
      exit: EXIT.refused,
      err: [
        'psa: The server refused the request.',
        '  name: name is required\n  request id a1b2',
        'Check the fields.\n',
      ].join('\n\n'),
    });
  });

  test('a wrong text shows each place, the caret in red on a terminal', async () => {
    const error = new WrongText('There is a mistake in --where.', [
      'sumary = 1\n^^^^^^\nNo.\nDid you mean "summary"?',
    ]);
    expect(await report(error)).toEqual({
      exit: EXIT.usage,
      err: 'psa: There is a mistake in --where.\n\n  sumary = 1\n  ^^^^^^\n  No.\n  Did you mean "summary"?\n',
    });
    expect((await report(error, { terminal: 80 })).err).toContain('\u001b[31m^^^^^^\u001b[39m');
  });

  test('a bug is one line and how to report it; the stack only when asked for', async () => {
    const plain = await report(new TypeError('x is undefined'));
    expect(plain.exit).toBe(EXIT.bug);
    expect(plain.err).toContain('psa: Unexpected error: x is undefined');
    expect(plain.err).not.toMatch(/\n\s+at /);
    expect((await report(new TypeError('x'), { env: { PSAKIT_DEBUG: '1' } })).err).toMatch(/\n\s+at /);
  });

  test('what a server says cannot move the cursor', async () => {
    const { err } = await report(new PsaError({ code: 'BAD_REQUEST', message: 'No\u001b[2J\u009b1m' }));
    expect(err).toContain('No␛[2J');
    expect(err.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('a private key in a message is not printed', async () => {
    const env = { CONNECTWISE_PRIVATE_KEY: 'topSecretTopSecret' };
    const { err } = await report(new Error('key topSecretTopSecret'), { env });
    expect(err).toContain('key (private key)');
  });

  test('a reader that went away is not an error', async () => {
    expect(await report(new OutputClosed())).toEqual({ exit: EXIT.fine, err: '' });
  });
});
