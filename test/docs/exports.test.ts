import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../support/psa.js';

/** The sources behind the doors of a package, as its `exports` name them. */
function doorsOf(name: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  return Object.keys(manifest.exports)
    .filter((door) => !door.endsWith('.json'))
    .map((door) => join(root, 'packages', name, 'src', door, 'index.ts'));
}

const files = [...doorsOf('psakit'), ...doorsOf('server')];

const { config } = ts.readConfigFile(join(root, 'tsconfig.check.json'), (file) => ts.sys.readFile(file)) as {
  config: object;
};
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(files, options);
const checker = program.getTypeChecker();

/** The exported names of a door that no doc comment speaks of. */
function undocumented(file: string): readonly string[] {
  const source = program.getSourceFile(file);
  const door = source && checker.getSymbolAtLocation(source);
  if (!door) throw new TypeError(`${file} exports nothing`);
  return checker
    .getExportsOfModule(door)
    .filter((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      return !isGenerated(symbol) && symbol.getDocumentationComment(checker).length === 0;
    })
    .map(({ name }) => name);
}

/** Records of the API are described by the catalog, which has no words of its own for them. */
function isGenerated(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).every((node) =>
    node.getSourceFile().fileName.includes('/generated/entities.'),
  );
}

describe('the doors', () => {
  test.each(files.map((file) => file.slice(root.length)))(
    '%s: every exported name has a doc comment',
    (file) => {
      expect(undocumented(join(root, file))).toEqual([]);
    },
  );
});
