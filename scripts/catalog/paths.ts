import { templateParameters, type Operation, type Parameter, type Problems, type Shape } from './model.js';
import type { OperationShape, PathOverrides } from './overrides.js';

/**
 * The operations under sound, normalised paths: templates that can be matched, one spelling for each
 * segment, no slash at the end. What no override explains becomes a problem.
 */
export function correctPaths(
  operations: readonly Operation[],
  overrides: PathOverrides,
  problems: Problems,
): Operation[] {
  const corrected = operations.map((operation) => correctOperation(operation, overrides, problems));
  checkSpellings(corrected, problems);
  checkTwins(corrected, problems);
  return corrected;
}

function correctOperation(operation: Operation, overrides: PathOverrides, problems: Problems): Operation {
  const where = `${operation.method} ${operation.specPath}`;
  const path = correctPath(operation.specPath, overrides);
  if (!isSoundPath(path)) {
    problems.add(
      where,
      'Its template cannot be matched.',
      'Add what it means to "templates" in overrides/paths.json.',
    );
  }
  const shapeIn = (list: readonly OperationShape[]): Shape | undefined => {
    const entry = list.find((one) => one.path === path && one.methods.includes(operation.method));
    return entry && { schema: entry.schema, type: entry.type, array: entry.array };
  };
  return {
    ...operation,
    path,
    parameters: correctParameters(operation, path, overrides, problems),
    body: shapeIn(overrides.bodies) ?? operation.body,
    response: shapeIn(overrides.responses) ?? operation.response,
  };
}

/** `/a/b/`, `/a//b` and the spellings of the overrides, made one. */
export function correctPath(specPath: string, overrides: PathOverrides): string {
  const template = overrides.templates.find((entry) => entry.spec === specPath)?.path ?? specPath;
  const segments = template
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) =>
      overrides.parameterNames.reduce(
        (text, { spec, name }) => text.replace(`{${spec}}`, `{${name}}`),
        segment,
      ),
    );
  for (const { path } of overrides.spellings) {
    const spelling = path.split('/').slice(1);
    if (spelling.every((segment, index) => fold(segment) === fold(segments[index] ?? ''))) {
      spelling.forEach((segment, index) => {
        if (!isParameter(segment)) segments[index] = segment;
      });
    }
  }
  return `/${segments.join('/')}`;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/** Paths of one shape match the same requests: case and parameter names do not tell them apart. */
function fold(path: string): string {
  return path.toLowerCase().replace(/\{[^}]*\}/g, '{}');
}

function isSoundPath(path: string): boolean {
  return path
    .split('/')
    .slice(1)
    .every((segment) => /^(?:[A-Za-z0-9_.-]+|\{[A-Za-z]+\})$/.test(segment));
}

function correctParameters(
  operation: Operation,
  path: string,
  overrides: PathOverrides,
  problems: Problems,
): Parameter[] {
  const where = `${operation.method} ${operation.specPath}`;
  const slots = templateParameters(path);
  const moved = overrides.queryParameters.find(
    (entry) => entry.method === operation.method && entry.path === path,
  );
  const parameters = operation.parameters.map((parameter): Parameter => {
    if (parameter.in !== 'path') return parameter;
    const name =
      overrides.parameterNames.find((entry) => entry.spec === parameter.name)?.name ?? parameter.name;
    if (slots.includes(name)) return { ...parameter, name };
    if (moved?.names.includes(name) !== true) {
      problems.add(
        where,
        `Its path has no slot for the path parameter "${name}".`,
        'Add it to "queryParameters" in overrides/paths.json, or correct the template there.',
      );
    }
    return { ...parameter, name, in: 'query' };
  });
  for (const { method, path: at, name, type } of overrides.pathParameters) {
    if (method === operation.method && at === path) parameters.push({ name, in: 'path', type });
  }
  for (const slot of slots) {
    if (!parameters.some((parameter) => parameter.in === 'path' && parameter.name === slot)) {
      problems.add(
        where,
        `It does not declare its path parameter "${slot}".`,
        'Correct the document, or the template in overrides/paths.json.',
      );
    }
  }
  return parameters.sort((a, b) => placeOf(a, slots) - placeOf(b, slots));
}

/** Path parameters first, in the order of the path. */
function placeOf(parameter: Parameter, slots: readonly string[]): number {
  return parameter.in === 'path' ? slots.indexOf(parameter.name) : slots.length;
}

function checkSpellings(operations: readonly Operation[], problems: Problems): void {
  const spelled = new Map<string, string>();
  const reported = new Set<string>();
  for (const { path } of operations) {
    const segments = path.split('/');
    segments.forEach((segment, index) => {
      const prefix = fold(segments.slice(0, index + 1).join('/'));
      const first = spelled.get(prefix);
      if (first === undefined) spelled.set(prefix, segment);
      else if (!isParameter(segment) && first !== segment && !reported.has(prefix)) {
        reported.add(prefix);
        problems.add(
          path,
          `The segment "${segment}" is spelled "${first}" elsewhere.`,
          'Choose one: add it to "spellings" in overrides/paths.json.',
        );
      }
    });
  }
}

/** Two operations may share shape and method only where a number and a text tell them apart. */
function checkTwins(operations: readonly Operation[], problems: Problems): void {
  const seen = new Map<string, Operation>();
  for (const operation of operations) {
    const types = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ type }) => type);
    const key = `${operation.method} ${fold(operation.path)} ${types.join()}`;
    const twin = seen.get(key);
    if (twin !== undefined) {
      problems.add(
        `${operation.method} ${operation.specPath}`,
        `It is matched by the same requests as ${twin.specPath}.`,
        'Say in "templates" of overrides/paths.json what each of them means.',
      );
    }
    seen.set(key, operation);
  }
}
