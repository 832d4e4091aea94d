import type { Requirement } from './requirements/index.js';

/** A part of the table, and which rows belong there: those whose id begins with one of the areas. */
interface Part {
  readonly title: string;
  readonly areas: readonly string[];
}

const PARTS: readonly Part[] = [
  { title: 'Where the API is, and who calls', areas: ['hosts', 'config', 'auth', 'discovery', 'diagnose'] },
  { title: 'Conditions', areas: ['conditions', 'query'] },
  { title: 'Choosing, ordering, searching', areas: ['select', 'reads'] },
  { title: 'Pages', areas: ['pages'] },
  { title: 'Limits and trying again', areas: ['limits', 'retry'] },
  { title: 'Answers and errors', areas: ['answers', 'errors'] },
  { title: 'What the client writes', areas: ['writes-client'] },
  { title: 'What the local PSA does with a write', areas: ['writes-server'] },
  { title: 'What PSA does by itself', areas: ['rules', 'derived'] },
  { title: 'Records', areas: ['entities', 'records'] },
  {
    title: 'Documents, bundles, reports, keys',
    areas: ['documents', 'images', 'invoices', 'bundles', 'reports', 'tokens', 'singles'],
  },
  { title: 'Callbacks, received', areas: ['callbacks'] },
  { title: 'Callbacks, sent', areas: ['callbacks-out'] },
  { title: 'The edge of the local PSA', areas: ['edge'] },
];

/** How sure a source is, as the document says it. */
const CONFIDENCE: Readonly<Record<Requirement['confidence'], string>> = {
  live: 'recorded',
  code: 'seen in code',
  spec: 'specification',
  documented: 'documented',
  mission: 'mission',
  assumed: '**assumed**',
};

const SIDES: Readonly<Record<Requirement['side'], string>> = {
  client: 'client',
  server: 'local PSA',
  both: 'both',
};

/**
 * The table as a document, known gaps first.
 *
 * @throws TypeError for a row whose area has no part.
 */
export function printRequirements(rows: readonly Requirement[]): string {
  const gaps = rows.filter(({ gap }) => gap !== undefined);
  const lost = rows.filter((row) => !PARTS.some((part) => part.areas.includes(areaOf(row))));
  if (lost.length > 0)
    throw new TypeError(`No part of the document has ${lost.map(({ id }) => id).join(', ')}`);
  const parts = PARTS.flatMap((part) => {
    const own = rows.filter((row) => part.areas.includes(areaOf(row)) && row.gap === undefined);
    return own.length === 0 ? [] : [`## ${part.title}`, table(HEAD, own.map(cells))];
  });
  return `${[
    '# What psakit holds itself to, row by row',
    '<!-- Printed from test/fidelity/requirements/ by `npm run fidelity`; a test compares. -->',
    INTRODUCTION,
    table(['confidence', 'rows'], counts(rows)),
    `## Known gaps`,
    ...(gaps.length === 0 ? [NO_GAPS] : [GAPS, table(GAP_HEAD, gaps.map(gapCells))]),
    ...parts,
  ].join('\n\n')}\n`;
}

const GAPS = 'These do not hold. Their tests are expected to fail, and say so on the day they pass.';
const GAP_HEAD = ['row', 'what the API does', 'source', 'confidence', 'why not here'];
const NO_GAPS =
  'None of the rows below is known not to hold. What the local PSA leaves out all the same, [differences.md](differences.md) says.';

const HEAD = ['row', 'statement', 'source', 'confidence', 'side'];

const INTRODUCTION = `Each row is one statement about the ConnectWise PSA REST API. A test of the same name in \`test/fidelity/\` proves it over HTTP, against the local PSA or through the client. *Source* is a section of the collected facts: MISSION is what psakit was asked to implement, PROTOCOL what was found out about real servers. *Recorded* was seen in an answer of a real server, *seen in code* in a program that works with one. What is **assumed** has no source: somebody had to choose. Where sources disagree, [differences.md](differences.md) says what is the default and what switches it.`;

function counts(rows: readonly Requirement[]): readonly (readonly string[])[] {
  const names = Object.keys(CONFIDENCE) as Requirement['confidence'][];
  const counted = names.map((name) => [
    CONFIDENCE[name],
    String(rows.filter(({ confidence }) => confidence === name).length),
  ]);
  return [...counted, ['all', String(rows.length)]];
}

function areaOf({ id }: Requirement): string {
  return id.slice(0, id.indexOf(':'));
}

function cells({ id, statement, source, confidence, side }: Requirement): readonly string[] {
  return [`\`${id}\``, statement, source, CONFIDENCE[confidence], SIDES[side]];
}

function gapCells({ id, statement, source, confidence, gap = '' }: Requirement): readonly string[] {
  return [`\`${id}\``, statement, source, CONFIDENCE[confidence], gap];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (values: readonly string[]): string => `| ${values.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text inside a table: nothing in it ends the cell, and no star, underscore or bracket means anything. */
function escaped(text: string): string {
  return text === '**assumed**' || text.startsWith('`') ? text : text.replace(/[\\|*_<>[\]{}]/g, '\\$&');
}
