import { Command } from 'commander';
import {
  childCollections,
  fieldPaths,
  operations,
  resources,
  schema,
  type Field,
  type HttpMethod,
  type Resource,
} from 'psakit/catalog';
import { resourceOf } from '../config/query.js';
import { typeWords } from '../explain/words.js';
import { coloursFor, type Colours } from '../io/colours.js';
import { layOutRows, type Row } from '../io/rows.js';
import type { Shell } from '../io/shell.js';

export interface DescribeArguments {
  readonly resource: string;
  readonly json: boolean;
}

/** `psa describe <resource>` */
export function describeCommand(shell: Shell): Command {
  return new Command('describe')
    .description('Shows what a resource holds: its fields, paths and children. Nothing is sent.')
    .argument('<resource>', 'short name or path, such as tickets or service/tickets/notes')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  psa describe tickets\n  psa describe service/tickets/notes --json')
    .action((resource: string, { json }: { json?: true }) =>
      runDescribe({ resource, json: json ?? false }, shell),
    );
}

export async function runDescribe({ resource: text, json }: DescribeArguments, shell: Shell): Promise<void> {
  const resource = resourceOf(text);
  if (json) {
    await shell.stdout.write(`${JSON.stringify(description(resource), undefined, 2)}\n`);
    return;
  }
  const colours = coloursFor(shell.stdout, shell.env);
  const width = Math.min(shell.stdout.columns, 110);
  const sections = [
    headLines(resource, colours, width),
    section('Fields', fieldRows(resource), colours, width),
    section('Paths', pathRows(resource), colours, width),
    section('Children of one record', childRows(resource), colours, width),
  ];
  await shell.stdout.write(`${sections.filter((lines) => lines !== '').join('\n\n')}\n`);
}

function headLines(resource: Resource, colours: Colours, width: number): string {
  const { name, entity, shortNames, key, forwardOnly, countable, columns, view } = resource;
  const rows: Row[] = [
    ['short names', shortNames.join(', ')],
    ['known by', key ?? 'nothing: its records have no id'],
    ['pages', forwardOnly ? 'forward-only (pageId) or by number' : 'by number only'],
    ['count', countable ? 'yes' : 'no path of its own'],
    ['table shows', columns.join(', ')],
    [
      'view of',
      view === undefined ? '' : `${view.of}${view.where === undefined ? '' : ` where ${view.where}`}`,
    ],
  ];
  const title = `${colours.bold(name)}: records of type ${entity}`;
  return [
    title,
    ...layOutRows(
      rows.filter(([, words]) => words !== ''),
      colours,
      width,
    ),
  ].join('\n');
}

function section(title: string, rows: readonly Row[], colours: Colours, width: number): string {
  return rows.length === 0 ? '' : [colours.bold(title), ...layOutRows(rows, colours, width)].join('\n');
}

function fieldRows(resource: Resource): Row[] {
  const fields = schema(resource.entity)?.fields ?? [];
  return fields.map((field) => [field.name, fieldWords(field, membersOf(field, resource))]);
}

function fieldWords(field: Field, members: readonly string[]): string {
  const kind = field.enum === undefined ? kindWords(field) : `one of ${field.enum.join(', ')}`;
  return [
    members.length === 0 ? kind : `${kind} (${members.join(', ')})`,
    ...(field.required ? ['required'] : []),
    ...(field.readOnly ? ['read-only'] : []),
    ...(field.writeOnly ? ['write-only'] : []),
  ].join(' · ');
}

function kindWords(field: Field): string {
  if (field.type === 'array') return `list of ${field.schema ?? typeWords(field.items ?? 'any')}`;
  return field.schema ?? typeWords(field.type, field.maxLength);
}

/** What can stand after the slash: the `name` of `status/name`. */
function membersOf(field: Field, resource: Resource): string[] {
  if (field.type === 'array') {
    const inside = field.schema === undefined ? undefined : schema(field.schema);
    return (inside?.fields ?? []).filter(({ type }) => type !== 'map').map(({ name }) => name);
  }
  const prefix = `${field.name}/`;
  const below = fieldPaths(resource).filter((path) => path.startsWith(prefix));
  return below.map((path) => path.slice(prefix.length));
}

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The paths that belong to this resource and to none below it. */
function pathRows(resource: Resource): Row[] {
  const own = ownOperations(resource);
  return [...new Set(own.map(({ path }) => path))].map((path) => {
    const methods = METHODS.filter((method) => own.some((at) => at.path === path && at.method === method));
    return [methods.join(' '), path];
  });
}

function ownOperations(resource: Resource): readonly { method: HttpMethod; path: string }[] {
  const below = resources().filter(({ path }) => path.startsWith(`${resource.path}/`));
  const isAt = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);
  return operations().filter(
    ({ path }) => isAt(path, resource.path) && !below.some((other) => isAt(path, other.path)),
  );
}

function childRows(resource: Resource): Row[] {
  return [...childCollections(resource).values()].map(({ path }) => [
    path.slice(1).replace(/\{\w+\}/g, 'ID'),
    '',
  ]);
}

/** What `--json` prints. */
function description(resource: Resource): object {
  const { name, path, itemPath, module, parents, entity, key, shortNames, forwardOnly, countable, columns } =
    resource;
  return {
    ...{ name, path, itemPath, module, parents, entity, key, shortNames, forwardOnly, countable, columns },
    fields: schema(entity)?.fields.map((field) => ({ ...field, members: membersOf(field, resource) })),
    operations: ownOperations(resource).map(({ method, path: at }) => ({ method, path: at })),
    children: Object.fromEntries([...childCollections(resource)].map(([child, { name: of }]) => [child, of])),
  };
}
