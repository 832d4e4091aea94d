import type { JsonRecord } from '../../../store/index.js';
import { dailySpans } from '../periods.js';
import { row } from '../rows.js';
import type { Part, Scene } from '../types.js';

/**
 * A schedule entry over a span of time, in seconds since 1970, and what of it lies in each day.
 *
 * @param entry without its id and the span.
 */
export function* scheduleRows(
  scene: Scene,
  entry: JsonRecord & { readonly name: string },
  start: number,
  end: number,
): Part<undefined> {
  const { time } = scene;
  const id = scene.next('schedule/entries');
  const { _info, ...members } = entry;
  yield row('schedule/entries', {
    id,
    ...members,
    dateStart: time.text(start),
    dateEnd: time.text(end),
    hours: (end - start) / 3600,
    _info,
  });
  const scheduleEntry = {
    id,
    description: entry.name,
    _info: { schedule_href: `/schedule/entries/${id}` },
  };
  for (const [from, until] of dailySpans(start, end)) {
    yield row('schedule/details', {
      id: scene.next('schedule/details'),
      scheduleEntry,
      dateStart: time.text(from),
      dateEnd: time.text(until),
      hoursScheduled: (until - from) / 3600,
      _info,
    });
  }
  return undefined;
}
