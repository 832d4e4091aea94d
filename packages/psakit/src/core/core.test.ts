import { describe, expect, test } from 'vitest';
import {
  abortedError,
  didYouMean,
  isPsaError,
  nearestNames,
  positionOf,
  PsaError,
  systemClock,
} from './index.js';

describe('positionOf', () => {
  test.each([
    ['abc', 0, 1, 1],
    ['abc', 3, 1, 4],
    ['a\nbc', 2, 2, 1],
    ['a\nbc', 4, 2, 3],
    ['\n\n', 2, 3, 1],
  ])('%j at %i is line %i, column %i', (text, offset, line, column) => {
    expect(positionOf(text, offset)).toEqual({ line, column });
  });
});

test('a call that its own signal stopped says what to do', () => {
  expect(abortedError(AbortSignal.abort())).toMatchObject({
    code: 'ABORTED',
    hint: expect.stringContaining('signal that has not fired') as unknown,
  });
});

describe('nearestNames', () => {
  const names = ['summary', 'status', 'status/name', 'company', 'closedFlag', 'closedDate'];

  test('finds a slip, a swap of neighbours and a wrong case', () => {
    expect(nearestNames('sumary', names)[0]).toBe('summary');
    expect(nearestNames('sttaus', names)[0]).toBe('status');
    expect(nearestNames('CLOSEDFLAG', names)[0]).toBe('closedFlag');
  });

  test('finds a name that contains what was typed', () => {
    expect(nearestNames('closed', names)).toEqual(['closedDate', 'closedFlag']);
  });

  test('finds a name that shares most of itself, the longest first', () => {
    expect(nearestNames('assignedResource', ['source', 'resources', 'assets'])[0]).toBe('resources');
  });

  test('offers nothing where nothing is near', () => {
    expect(nearestNames('zebra', names)).toEqual([]);
    expect(didYouMean('zebra', names)).toBe('');
  });

  test('reads as a question', () => {
    expect(didYouMean('closed', names)).toBe('Did you mean "closedDate" or "closedFlag"?');
    expect(didYouMean('sumary', names)).toBe('Did you mean "summary"?');
  });
});

describe('PsaError', () => {
  test('carries a stable code that isPsaError can match', () => {
    const error = new PsaError({ code: 'NOT_FOUND', message: 'Ticket 5 not found', status: 404 });
    expect(error).toBeInstanceOf(Error);
    expect(isPsaError(error, 'NOT_FOUND')).toBe(true);
    expect(isPsaError(error, 'NETWORK')).toBe(false);
    expect(isPsaError(new Error('x'))).toBe(false);
    expect(error).toMatchObject({ name: 'PsaError', retryable: false, issues: [], fieldErrors: [] });
  });
});

describe('systemClock', () => {
  test('a wait that was given up before or while waiting rejects with ABORTED', async () => {
    const given = AbortSignal.abort();
    await expect(systemClock.sleep(1e6, given)).rejects.toMatchObject({ code: 'ABORTED' });
    const control = new AbortController();
    const wait = systemClock.sleep(1e6, control.signal);
    control.abort();
    await expect(wait).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
