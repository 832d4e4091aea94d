import { randomUUID } from 'node:crypto';
import type { ApiAnswer, ApiRequest, CallbackControls } from '../../api/index.js';
import type { Rules } from '../../records/index.js';
import { listDeliveries, redeliver } from './deliveries.js';
import { answerKey } from './key-server.js';
import { signingKeyOf } from './key.js';
import { withCallbacks } from './owed.js';
import { startSender, type SenderOptions } from './sender.js';

/** Callbacks of a running sandbox. */
export interface Outgoing {
  /** The same rules, which also owe a delivery to everyone who registered for a change. */
  rules(rules: Rules): Rules;
  /** Answers who asks for the signing key; otherwise answers with `next`, and sends what that has made owed. */
  answer(request: ApiRequest, next: (request: ApiRequest) => Promise<ApiAnswer>): Promise<ApiAnswer>;
  readonly controls: CallbackControls;
  /** Begins to send; what earlier runs left owed goes first. */
  start(): void;
  stop(): Promise<void>;
}

/** Makes the callbacks of a sandbox; nothing is sent before `start`. */
export function createOutgoing(options: SenderOptions): Outgoing {
  const { access, clock, random } = options;
  let sender: ReturnType<typeof startSender> | undefined;
  /** How often anything was owed: looking into the outbox after each write costs a tenth of it. */
  let owings = 0;
  return {
    rules: (rules) =>
      withCallbacks(rules, randomUUID, () => {
        owings++;
      }),
    answer: async (request, next) => {
      const key = answerKey(request, () => access((store) => signingKeyOf(store, random)));
      if (key) return key;
      const before = owings;
      const answer = await next(request);
      // Also where another request owes it: that one wakes again once its rows are there.
      if (owings !== before) sender?.wake();
      return answer;
    },
    controls: {
      list: () => access(listDeliveries),
      redeliver: async (messageId) => {
        const found = await access((store) => redeliver(store, messageId, clock.now()));
        sender?.wake();
        return found;
      },
      settled: async () => sender?.settled(),
    },
    start: () => {
      sender ??= startSender(options);
    },
    stop: async () => sender?.stop(),
  };
}
