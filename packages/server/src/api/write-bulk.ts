import type { Operation } from 'psakit/catalog';
import { ServerRefusal, type ChangeBody } from '../records/index.js';
import type { RecordKey } from '../store/index.js';
import type { Address } from './address.js';
import { errorAnswer } from './errors.js';
import { jsonAnswer, type ApiAnswer } from './http.js';
import { placeOf, type RecordWriter, type Writer } from './record-writer.js';
import { nextTurn } from './turn.js';
import { ERROR_BODY_CODES } from './wire.js';

/** What becomes of each record of a bulk write. */
interface BulkEntry {
  readonly success: boolean;
  readonly originalIndex: number;
  readonly statusCode: number;
  readonly data?: { readonly id: unknown } | undefined;
  readonly error?: unknown;
}

/**
 * Many records at once (PROTOCOL 6.1): 207 and a `BulkResult` with what became of each, in the order in
 * which they were sent. Each is written by itself, so that one that is refused stops no other (*assumed*).
 */
export async function answerBulk(
  operation: Operation,
  address: Address,
  body: ChangeBody,
  { records, writer }: { readonly records: RecordWriter; readonly writer: Writer },
): Promise<ApiAnswer> {
  const entries: BulkEntry[] = [];
  const one = async (index: number, status: number, work: () => Promise<unknown>): Promise<void> => {
    await nextTurn();
    try {
      entries.push({ success: true, originalIndex: index, statusCode: status, data: { id: await work() } });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const answer = errorAnswer(error, {});
      if (answer.status === 500 && !(error instanceof ServerRefusal)) throw error;
      const told: unknown = JSON.parse(String(answer.body));
      entries.push({ success: false, originalIndex: index, statusCode: answer.status, error: told });
    }
  };
  const { resource, parents } = address;
  if (operation.method === 'DELETE') {
    for (const [index, id] of idsOf(body).entries()) {
      await one(index, 204, async () => {
        await records.write({ kind: 'delete', address: { resource, parents, id } }, writer);
        return id;
      });
    }
    return bulkAnswer(operation, entries);
  }
  const items = itemsOf(body);
  const key = resource.key ?? '';
  const place = placeOf(address);
  // The whole body is read before anything of it is written.
  for (const item of items) records.changes.read(place, item);
  for (const [index, item] of items.entries()) {
    const creates = operation.method === 'POST';
    await one(index, creates ? 201 : 200, async () => {
      const id = creates ? undefined : keyOf(item.value, key);
      const kind = creates ? 'create' : 'replace';
      const written = await records.write({ kind, address: { resource, parents, id }, body: item }, writer);
      return written.key;
    });
  }
  return bulkAnswer(operation, entries);
}

function bulkAnswer(operation: Operation, payload: readonly BulkEntry[]): ApiAnswer {
  return jsonAnswer(JSON.stringify({ payload }), {}, operation.status);
}

function itemsOf(body: ChangeBody): readonly ChangeBody[] {
  if (!Array.isArray(body.value)) throw wrongShape('Send a JSON array of records.');
  return body.value.map((value: unknown, index) => ({ value, text: body.text, path: [index] }));
}

/** `{"ids":[1,2]}` */
function idsOf({ value }: ChangeBody): readonly RecordKey[] {
  const ids = typeof value === 'object' && value !== null ? (value as { ids?: unknown }).ids : undefined;
  if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id))) {
    throw wrongShape('Send the ids to delete: {"ids":[1,2]}.');
  }
  return ids as readonly number[];
}

function keyOf(value: unknown, key: string): RecordKey {
  const id =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof id === 'number' || typeof id === 'string' ? id : '';
}

/** What the real server answers to it is not known (*assumed*). */
function wrongShape(message: string): ServerRefusal {
  return new ServerRefusal({ code: ERROR_BODY_CODES.invalidObject, message });
}
