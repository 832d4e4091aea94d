// A real site, recorded and played back.
export { serveRecorder, serveReplay } from './serve.js';
export type { RecordingServeOptions, RecordingServer } from './serve.js';
