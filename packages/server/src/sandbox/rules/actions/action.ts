import type { ActionOutcome, ProposedAction } from '../../../records/index.js';
import type { JsonRecord, RecordKey } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import type { Save } from '../save.js';

/** An operation as a client asks for it, and what doing it may use. */
export interface ActionCall {
  readonly parameters: Readonly<Record<string, RecordKey>>;
  readonly query: ReadonlyMap<string, string>;
  /** The body where it is an object; empty for any other. */
  readonly body: JsonRecord;
  /** The body where it is an array. */
  readonly items: readonly JsonRecord[];
  readonly operation: ProposedAction['operation'];
  readonly save: Save;
  readonly draft: Draft;
}

/** What an operation answers; everything it writes is in the draft. */
export type ActionAnswer = Omit<ActionOutcome, 'writes'>;

export type Action = (call: ActionCall) => Promise<ActionAnswer> | ActionAnswer;

/** Operations by method and path, as the catalog has them: `POST /service/tickets/{parentId}/merge`. */
export type ActionTable = Readonly<Record<string, Action>>;

/** `{ success, message }`, with which most actions answer; the words are *assumed*. */
export function succeeded(message: string): ActionAnswer {
  return { answer: { success: true, message } };
}

/** An answer without a body. */
export const DONE: ActionAnswer = {};

/** The path parameter that names the record: `{id}`, or `{parentId}` where that is the last. */
export function recordId({ parameters }: ActionCall): number {
  return Number(parameters['id'] ?? parameters['parentId']);
}
