import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { systemClock } from '../core/index.js';
import { attempt } from './attempt.js';

test('an answer is let go when its reader is done, although a fetch may keep the signal it was given', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept: unknown[] = [];
  const options = {
    fetch: (_url: string, init: RequestInit) => {
      kept.push(init.signal);
      return Promise.resolve(new Response('[]'));
    },
    ...{ clock: systemClock, timeoutMs: 60_000, secrets: [] },
  };
  const request = { url: 'http://127.0.0.1/x', init: {}, signal: undefined, streamed: false };
  const answer = new WeakRef(await attempt(options, request));
  // A WeakRef holds its target until the current turn is over.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect(kept).toHaveLength(1);
  expect(answer.deref()).toBeUndefined();
});
