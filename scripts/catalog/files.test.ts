import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readJson, writeTogether } from './files.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('readJson', () => {
  test('names the file that is missing or is not JSON', () => {
    writeFileSync(join(folder, 'bad.json'), '{ "a": ');
    expect(() => readJson(join(folder, 'bad.json'))).toThrow(/bad\.json cannot be read as JSON/);
    expect(() => readJson(join(folder, 'none.json'))).toThrow(/none\.json cannot be read as JSON/);
  });
});

describe('writeTogether', () => {
  test('replaces all files', () => {
    writeFileSync(join(folder, 'a'), 'old');
    writeTogether(
      folder,
      new Map([
        ['a', 'new a'],
        ['b', 'new b'],
      ]),
    );
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new a');
  });

  test('leaves every old file where one cannot be written', () => {
    writeFileSync(join(folder, 'a'), 'old');
    mkdirSync(join(folder, 'b.new'));
    expect(() => {
      writeTogether(
        folder,
        new Map([
          ['a', 'new a'],
          ['b', 'new b'],
        ]),
      );
    }).toThrow();
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a', 'b.new']);
  });
});
