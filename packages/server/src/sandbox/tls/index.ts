// https for this machine: a local authority, a certificate for loopback, and where both are kept.
export { openTlsIdentity } from './identity.js';
export type { TlsIdentity } from './identity.js';
export { defaultTlsFolder } from './folder.js';
