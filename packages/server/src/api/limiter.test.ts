import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimiter, WINDOW_MS } from './limiter.js';
import { createTestClock } from './testing/call.js';

test('no stretch of 60 seconds holds more than the limit, and none is refused without need', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 80 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), steps, (limit, waits) => {
      const clock = createTestClock(0);
      const limiter = createLimiter(limit, clock);
      const admitted: number[] = [];
      for (const wait of waits) {
        clock.advance(wait);
        const now = clock.now();
        const inWindow = admitted.filter((time) => time > now - WINDOW_MS);
        const { allowed, remaining, resetSeconds } = limiter.admit('a');
        expect(allowed).toBe(inWindow.length < limit);
        if (allowed) admitted.push(now);
        expect(remaining).toBe(limit - inWindow.length - (allowed ? 1 : 0));
        if (!allowed) {
          const free = (inWindow[0] ?? 0) + WINDOW_MS;
          expect(now + resetSeconds * 1000).toBeGreaterThanOrEqual(free);
          expect(now + (resetSeconds - 1) * 1000).toBeLessThan(free);
        }
      }
    }),
  );
});
