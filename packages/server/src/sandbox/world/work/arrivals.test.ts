import { expect, test } from 'vitest';
import { Random } from '../random.js';
import { SCALES } from '../scale.js';
import { Timeline } from '../timeline.js';
import { arrivals } from './arrivals.js';

test.each(['small', 'medium', 'large'] as const)(
  'the %s world has its number of tickets, in order',
  (size) => {
    const scale = SCALES[size];
    let count = 0;
    let last = 0;
    let recent = -1;
    let unordered = 0;
    for (const { at, recency } of arrivals(new Random(1), new Timeline(), scale, [])) {
      count++;
      if (at < last || recency <= recent) unordered++;
      last = at;
      recent = recency;
    }
    expect([count, unordered]).toEqual([scale.tickets, 0]);
    expect(recent).toBeLessThan(1);
  },
);
