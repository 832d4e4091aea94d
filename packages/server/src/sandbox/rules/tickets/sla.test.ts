import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';
import { afterHours, type ServiceHours } from './service-hours.js';

const NINE_TO_FIVE: ServiceHours = {
  week: [undefined, [540, 1020], [540, 1020], [540, 1020], [540, 1020], [540, 1020], undefined],
  closed: new Map([
    ['2026-06-15', [0, 1440]],
    ['2026-06-17', [720, 780]],
  ]),
};

describe('hours that count', () => {
  const after = (start: string, hours: number, open: ServiceHours | undefined): string =>
    new Date(afterHours(Date.parse(start), hours, open)).toISOString().slice(0, 16);

  test.each([
    ['within a day', '2026-06-11T14:00:00Z', 2, '2026-06-11T16:00'],
    ['to the end of the day, and no further', '2026-06-11T20:00:00Z', 1, '2026-06-11T21:00'],
    ['over the night', '2026-06-11T20:00:00Z', 2, '2026-06-12T14:00'],
    ['from before opening', '2026-06-11T09:00:00Z', 1, '2026-06-11T14:00'],
    ['from after closing', '2026-06-11T23:30:00Z', 1, '2026-06-12T14:00'],
    ['over a weekend and a holiday', '2026-06-12T20:00:00Z', 2, '2026-06-16T14:00'],
    ['around hours that are a holiday', '2026-06-17T15:00:00Z', 2, '2026-06-17T18:00'],
    ['over a change of the clock', '2026-03-06T21:00:00Z', 2, '2026-03-09T14:00'],
    ['none at all', '2026-06-13T12:00:00Z', 0, '2026-06-16T13:00'],
  ])('%s', (_, start, hours, due) => {
    expect(after(start, hours, NINE_TO_FIVE)).toBe(due);
  });

  test('are all of them without a calendar, and with one that is hardly ever open', () => {
    expect(after('2026-06-12T20:00:00Z', 30, undefined)).toBe('2026-06-14T02:00');
    const never: ServiceHours = { week: [[0, 1]], closed: new Map() };
    expect(after('2026-06-12T20:00:00Z', 1000, never)).toBe('2026-07-24T12:00');
  });
});

describe('the goals of a ticket', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.store.close());

  const status = async (members: JsonRecord = {}): Promise<unknown> => {
    const body = {
      summary: 'Slow',
      company: { id: 3 },
      priority: { name: 'Priority 3 - Medium' },
      ...members,
    };
    return (await office.create('/service/tickets', body))['slaStatus'];
  };
  const based = async (basedOn: string, customCalendar?: JsonRecord): Promise<unknown> => {
    const made = await office.create('/service/SLAs', {
      name: `On ${basedOn}`,
      basedOn,
      respondHours: 4,
      resolutionHours: 24,
      ...(customCalendar && { customCalendar }),
    });
    return status({ sla: { id: made['id'] } });
  };

  // It is Friday, 16:00 in Boston, and the office closes at 18:00.
  test('are in office hours, on the next working day in local time', async () => {
    const [sla] = await office.list('/service/SLAs');
    const [{ respondHours } = { respondHours: 0 }] = (await office.list(
      `/service/SLAs/${String(sla?.['id'])}/priorities?conditions=priority/name="Priority 3 - Medium"`,
    )) as unknown as { respondHours: number }[];
    expect(respondHours).toBeGreaterThan(2);
    const hour = String(8 + respondHours - 2).padStart(2, '0');
    expect(await status()).toBe(`Respond by Mon 06/15 ${hour}:00 AM UTC-04`);
  });

  test('are around the clock, or by a calendar of their own, or by that of the customer', async () => {
    expect(await based('AllHours')).toBe('Respond by Fri 06/12 08:00 PM UTC-04');
    const list = await office.create('/schedule/holidayLists', { name: 'Local' });
    await office.create(`/schedule/holidayLists/${String(list['id'])}/holidays`, {
      name: 'Saturday',
      date: '2026-06-13T00:00:00Z',
      allDayFlag: true,
    });
    const calendar = await office.create('/schedule/calendars', {
      name: 'Weekend',
      holidayList: { id: list['id'] },
      saturdayStartTime: '10:00:00',
      saturdayEndTime: '12:00:00',
      sundayStartTime: '10:00:00',
      sundayEndTime: '12:00:00',
    });
    expect(await based('Custom', { id: calendar['id'] })).toBe('Respond by Sat 06/20 12:00 PM UTC-04');
    expect(await based('Customer')).toBe('Respond by Fri 06/12 08:00 PM UTC-04');
    await office.patch('/company/companies/3', { calendar: { id: calendar['id'] } });
    expect(await based('Customer')).toBe('Respond by Sat 06/20 12:00 PM UTC-04');
  });

  test('are met or missed, in the hours that count', async () => {
    const body = { summary: 'Slow', company: { id: 3 }, priority: { name: 'Priority 1 - Critical' } };
    const path = `/service/tickets/${String((await office.create('/service/tickets', body))['id'])}`;
    expect((await office.get(path)).json).toMatchObject({ isInSla: true });
    office.advance(15 * 60_000);
    // Responded and planned within their 30 minutes and hour.
    const planned = await office.patch(path, { status: { name: 'In Progress' } });
    expect(planned.json).toMatchObject({ respondMinutes: 15, respondedHours: 0.25, isInSla: true });
    // Until Monday, 8:15 local: an hour and three quarters of Friday, and a quarter of an hour.
    office.advance(64 * 3_600_000);
    const resolved = await office.patch(path, { status: { name: 'Completed' } });
    expect(resolved.json).toMatchObject({ resolveMinutes: 135, resolutionHours: 2.25, isInSla: true });
    const late = await office.create('/service/tickets', body);
    office.advance(3_600_000);
    const answered = await office.patch(`/service/tickets/${String(late['id'])}`, {
      status: { name: 'In Progress' },
    });
    expect(answered.json).toMatchObject({ isInSla: false });
  });
});
