import { readFileSync } from 'node:fs';
import peggy from 'peggy';
import { parse } from 'psakit/conditions';
import { paired, report } from './measure.js';

/** Texts as users write them, from one comparison to a long filter. */
const TEXTS = [
  'status/id=1',
  'closedFlag = false and priority/id <= 2',
  '(status/id=1 or status/id=2) and company/id=12345',
  'company/name like "*CleanCo*" and closedFlag = false and status/name != "Closed" and status/name not in ("Completed", "Cancelled")',
  "lastUpdated >= [2025-04-01T20:02:28Z] and lastUpdated < [2025-05-01T00:00:00Z] and board/name = 'Help Desk'",
];

/** Parsing, beside a parser that Peggy generates from the same grammar. */
export async function benchParse(): Promise<void> {
  const grammar = readFileSync(
    new URL('../../packages/psakit/src/conditions/testing/conditions.peggy', import.meta.url),
    'utf8',
  );
  const oracle = peggy.generate(grammar);
  const repeat = (run: (text: string) => unknown) => (): void => {
    for (let i = 0; i < 4000; i++) for (const text of TEXTS) run(text);
  };
  const { a, b, ratio } = await paired(
    15,
    repeat((text) => parse(text)),
    repeat((text) => oracle.parse(text)),
  );
  const perSecond = (ms: number): string => `${Math.round((4000 * TEXTS.length) / ms)}k/s`;
  report('parse: conditions texts', perSecond(a));
  report('parse: the Peggy parser', perSecond(b));
  report('parse: times as fast as Peggy', `${ratio.toFixed(2)}x`, '>= 3x');
}
