import { expect, test } from 'vitest';
import { PsaError } from '../../core/index.js';
import { createOnce } from './lost.js';

const lost = (): PsaError => new PsaError({ code: 'OUTCOME_UNKNOWN', message: 'No answer.' });
const refused = new PsaError({ code: 'BAD_REQUEST', message: 'No.' });

type Sending = 'done' | 'refused' | 'lost, done' | 'lost, not done';

/** A server of which each try goes as told; what was created is found by `look`. */
async function create(tries: readonly Sending[], others = 0) {
  const log: string[] = [];
  const found = Array.from({ length: others }, (_, index) => ({ id: 100 + index }));
  let next = 0;
  const answer = await createOnce({
    send: () => {
      const how = tries[next++];
      log.push('send');
      const record = { id: next };
      if (how === 'refused') return Promise.reject(refused);
      if (how === 'done' || how === 'lost, done') found.unshift(record);
      if (how === 'done') return Promise.resolve(record);
      return Promise.reject(lost());
    },
    look: () => {
      log.push('look');
      return Promise.resolve(found.slice(0, 2));
    },
    wait: () => {
      log.push('wait');
      return Promise.resolve();
    },
    name: ({ id }) => `id ${String(id)}`,
  }).then(
    (record) => record['id'],
    (error: unknown) => (error as PsaError).code,
  );
  return { answer, log: log.join(' '), created: found.length - others };
}

test.each<[readonly Sending[], { answer: unknown; log: string; created: number }]>([
  [['done'], { answer: 1, log: 'send', created: 1 }],
  [['refused'], { answer: 'BAD_REQUEST', log: 'send', created: 0 }],
  [['lost, done'], { answer: 1, log: 'send look', created: 1 }],
  [['lost, not done', 'done'], { answer: 2, log: 'send look wait look send look', created: 1 }],
  [['lost, not done', 'lost, done'], { answer: 2, log: 'send look wait look send look', created: 1 }],
  [
    ['lost, not done', 'lost, not done'],
    { answer: 'OUTCOME_UNKNOWN', log: 'send look wait look send look', created: 0 },
  ],
  [['lost, not done', 'refused'], { answer: 'BAD_REQUEST', log: 'send look wait look send', created: 0 }],
])('%j', async (tries, outcome) => {
  expect(await create(tries)).toEqual(outcome);
});

test('a condition that other records fit tells nothing', async () => {
  expect(await create(['lost, done'], 1)).toEqual({
    answer: 'OUTCOME_UNKNOWN',
    log: 'send look',
    created: 1,
  });
});

test('two records are never left unmentioned', async () => {
  const records = [{ id: 2 }, { id: 1 }];
  let sent = 0;
  const twice = createOnce({
    send: () => (++sent === 1 ? Promise.reject(lost()) : Promise.resolve({ id: 2 })),
    look: () => Promise.resolve(sent === 1 ? [] : records),
    wait: () => Promise.resolve(),
    name: ({ id }) => `id ${String(id)}`,
  });
  await expect(twice).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    message: expect.stringContaining('id 2 and id 1') as string,
  });
});
