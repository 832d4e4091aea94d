// The API of PSA as a function from Request to Response, and the server for it.
export { createApi } from './app.js';
export { serveApi } from './node.js';
export { singletonName } from './read.js';
export type { ApiServer, ServeOptions } from './node.js';
export type { ApiAnswer, ApiRequest } from './http.js';
export type { ApiHandler, ApiMember, ApiOptions, SiteFacts } from './options.js';
