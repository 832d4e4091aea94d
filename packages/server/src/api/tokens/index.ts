// Keys that are minted for a while, to call as a member with (PROTOCOL 1.2).
export { keepMintedKeys, restoreMintedKeys } from './keep.js';
export { createMintedKeys } from './minted.js';
export type { MintedKeys } from './minted.js';
export { tokenOperations } from './operations.js';
