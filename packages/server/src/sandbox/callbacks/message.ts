import { createHash } from 'node:crypto';
import type { BriefCallbackPayload, CallbackPayload } from 'psakit/callbacks';
import { absoluteHrefs } from '../../records/index.js';
import type { QueuedDelivery } from './outbox.js';

/** Whose words a message is in: as recorded (PROTOCOL 7.3), or the mission's (docs/differences.md). */
export type CallbackStyle = 'recorded' | 'mission';

/** What messages say of the PSA they come from. */
export interface Origin {
  /** `http://127.0.0.1:54321` */
  readonly origin: string;
  /** The company one logs in with. */
  readonly companyId: string;
  /** Without slash, e.g. `v4_6_release`. */
  readonly codebase: string;
}

/** The same, and by which id the key is asked for. */
interface Sender extends Origin {
  readonly keyId: string;
}

/** The body of a message. */
export function formatMessage(delivery: QueuedDelivery, sender: Sender, style: CallbackStyle): string {
  return JSON.stringify(style === 'mission' ? briefMessage(delivery) : recordedMessage(delivery, sender));
}

function recordedMessage(delivery: QueuedDelivery, sender: Sender): CallbackPayload {
  const { origin, companyId, codebase, keyId } = sender;
  const { messageId, member, action, type, recordId, entity, callbackId } = delivery;
  const key = new URLSearchParams({ companyName: companyId, id: keyId }).toString();
  return {
    MessageId: messageId,
    FromUrl: new URL(origin).hostname,
    CompanyId: companyId,
    MemberId: member,
    Action: action,
    Type: type,
    ID: recordId,
    ProductInstanceId: productId('instance', companyId),
    PartnerId: productId('partner', companyId),
    Entity: entity === null ? null : absoluteHrefs(entity, `${origin}/${codebase}/apis/3.0/`),
    Metadata: { key_url: `${origin}/${codebase}//system/callbackkey/index.rails?${key}` },
    CallbackObjectRecId: callbackId,
  };
}

function briefMessage({
  action,
  recordId,
  type,
  memberId,
  callbackId,
}: QueuedDelivery): BriefCallbackPayload {
  return {
    Action: action,
    ID: recordId,
    Type: type,
    MemberID: memberId,
    Callback: { ID: callbackId, Type: type },
  };
}

/**
 * Where a message goes. The record's id follows the registered URL as raw text, then the action (PROTOCOL 7.3,
 * documented), which is why one registers `…?recordId=`. In the mission's form the URL is called as it is.
 */
export function deliveryUrl({ url, recordId, action }: QueuedDelivery, style: CallbackStyle): string {
  return style === 'mission' ? url : `${url}${recordId}&action=${action}`;
}

/** Twelve bytes in hex that never change for a company: what PSA puts there has no documented meaning. */
function productId(what: string, companyId: string): string {
  return createHash('sha256').update(`${what} ${companyId}`).digest('hex').slice(0, 24);
}
