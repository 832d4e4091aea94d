// Callbacks, on the receiving side: what a message says, who sent it, and a receiver that does both.
export { CALLBACK_LEVELS, CALLBACK_TYPES, callbackLevels, callbackTypeNamed } from './levels.js';
export type { CallbackType } from './levels.js';
export { parseCallback } from './parse.js';
export { CallbackKeyCache } from './key-cache.js';
export type { CallbackKeyCacheOptions } from './key-cache.js';
export type { CallbackFetch } from './fetch-key.js';
export { VENDOR_HOSTS } from './key-url.js';
export { SIGNATURE_HEADER, signCallback } from './signature.js';
export { verifyCallback } from './verify.js';
export type { VerifyCallbackOptions } from './verify.js';
export { createCallbackReceiver } from './receiver.js';
export type { CallbackReceiverOptions } from './receiver.js';
export type {
  BriefCallbackPayload,
  CallbackAction,
  CallbackEntities,
  CallbackEvent,
  CallbackFacts,
  CallbackJson,
  CallbackPayload,
  OtherCallbackEvent,
  TypedCallbackEvent,
} from './types.js';
