// Members who log in with a password and call with cookies (PROTOCOL 1.3).
export { memberNamed, sessionCookies } from './cookies.js';
export type { SessionCookies } from './cookies.js';
export { createLogin } from './login.js';
export { createSessions } from './sessions.js';
export type { Sessions } from './sessions.js';
