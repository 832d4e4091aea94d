import { Command, Option } from 'commander';
import { findField, type Resource } from 'psakit/catalog';
import { print, type Condition, type ConditionParameter } from 'psakit/conditions';
import { readCondition, resourceOf } from '../config/query.js';
import { readAll } from '../config/stdin.js';
import { notesOn, visit } from '../explain/notes.js';
import { sentenceOf, typeWords, type Sentence } from '../explain/words.js';
import { coloursFor, type Colours } from '../io/colours.js';
import { layOutRows, type Row } from '../io/rows.js';
import type { Shell } from '../io/shell.js';
import { safeText, wrap } from '../io/text.js';

/** The words `--parameter` takes, and what they stand for. */
const PARAMETERS = {
  conditions: 'conditions',
  child: 'childConditions',
  custom: 'customFieldConditions',
} as const satisfies Record<string, ConditionParameter>;

export interface CheckArguments {
  readonly resource: string;
  /** The conditions, or `-` for what stands on stdin. */
  readonly text: string;
  readonly parameter: ConditionParameter;
}

/** `psa check <resource> <conditions>` */
export function checkCommand(shell: Shell): Command {
  return new Command('check')
    .description(
      'Explains in words what conditions select, or points at what is wrong with them. Nothing is sent.',
    )
    .argument('<resource>', 'short name or path, such as tickets or service/tickets')
    .argument('<conditions>', 'the text, in quotes; - reads it from stdin')
    .addOption(
      new Option('--parameter <which>', 'the query parameter the text is for')
        .choices(Object.keys(PARAMETERS))
        .default('conditions'),
    )
    .addHelpText(
      'after',
      `
Examples:
  psa check tickets 'status/name = "New" and priority/id <= 2'
  psa check tickets --parameter child 'notes/text contains "vpn"'`,
    )
    .action((resource: string, text: string, options: { parameter: keyof typeof PARAMETERS }) =>
      runCheck({ resource, text, parameter: PARAMETERS[options.parameter] }, shell),
    );
}

/** Throws `WrongText` where the conditions do not parse or do not fit. */
export async function runCheck(
  { resource: name, text: given, parameter }: CheckArguments,
  shell: Shell,
): Promise<void> {
  const resource = resourceOf(name);
  const text = given === '-' ? (await readAll(shell.stdin)).trim() : given;
  const condition = readCondition('the conditions', text, resource, parameter);
  const colours = coloursFor(shell.stdout, shell.env);
  const width = Math.min(shell.stdout.columns, 100);
  const blocks = [
    [`Selects ${colours.bold(resource.name)} for which`, ...sentenceLines(sentenceOf(condition), 1)],
    layOutRows(fieldRows(condition, resource), colours, width),
    labelled('canonical', print(condition), colours),
    labelled('query', queryText(parameter, print(condition)), colours),
    notesOn(condition).flatMap((note) => wrap(note, width)),
  ];
  const shown = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  await shell.stdout.write(`${shown.join('\n\n')}\n`);
}

function sentenceLines(sentence: Sentence, depth: number): string[] {
  const line = '  '.repeat(depth) + safeText(sentence.text);
  return [line, ...sentence.parts.flatMap((part) => sentenceLines(part, depth + 1))];
}

/** Each field once, with its type as the catalog has it. */
function fieldRows(condition: Condition, resource: Resource): Row[] {
  const rows = new Map<string, string>();
  visit(condition, ({ field }) => {
    const match = findField(resource, field.path);
    if (!match) return;
    const { type, maxLength, enum: values } = match.field;
    rows.set(match.path, values === undefined ? typeWords(type, maxLength) : `one of ${values.join(', ')}`);
  });
  return [...rows];
}

function labelled(label: string, text: string, colours: Colours): string[] {
  return [colours.dim(label), `  ${safeText(text)}`];
}

/** As it stands in a URL; a slash needs no escape there. */
function queryText(parameter: ConditionParameter, text: string): string {
  return `${parameter}=${encodeURIComponent(text).replaceAll('%2F', '/')}`;
}
