import { schema, type Field } from '../../catalog/index.js';
import { didYouMean } from '../../core/index.js';
import type { Finding } from './finding.js';
import { invalidValue, isObject, missing } from './problems.js';

/** What names another record, best first (PROTOCOL 6.2). */
const IDENTIFYING = ['id', 'identifier', 'name'] as const;

/**
 * A reference as it is sent: what identifies the other record and nothing else, so that a reference that was
 * read can be written back. One that holds nothing but links is how the server shows an empty one (PROTOCOL
 * 6.4): the answer is then `undefined`, as for one that is wrong.
 */
export function prepareReference(value: unknown, field: Field, path: string, findings: Finding[]): unknown {
  if (!isObject(value)) {
    findings.push(
      invalidValue(path, 'must be a reference to another record', `Write { id: 5 } for ${path}.`),
    );
    return undefined;
  }
  const given = new Map(
    Object.entries(value).flatMap(([name, part]) =>
      part === undefined || part === null ? [] : [[name.toLowerCase(), part as unknown]],
    ),
  );
  const known = IDENTIFYING.filter((name) => schema(field.schema ?? '')?.field(name) !== undefined);
  const name = known.find((candidate) => given.has(candidate));
  if (name !== undefined) {
    const part = given.get(name);
    const fits = name === 'id' ? Number.isSafeInteger(part) : typeof part === 'string' && part.trim() !== '';
    if (fits) return { [name]: part };
    const kind = name === 'id' ? 'integer' : 'string';
    findings.push(
      invalidValue(`${path}/${name}`, `must be a valid ${kind}`, `Give ${path} as { ${name}: … }.`),
    );
    return undefined;
  }
  const others = [...given.keys()].filter((other) => other !== '_info');
  if (others.length > 0) {
    const near = others.map((other) => didYouMean(other, known)).find((text) => text !== '');
    const ways = known.map((way) => `{ ${way}: … }`).join(' or ');
    findings.push(missing(`${path}/id`, path, near ?? `Name the other record by ${ways}.`));
  }
  return undefined;
}
