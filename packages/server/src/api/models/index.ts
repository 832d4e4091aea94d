// Older versions of the API's model, for requests that name one (PROTOCOL 1.6).
export { createModels } from './model.js';
export type { Model, ModelAge, Models } from './model.js';
export { answeredIn } from './answer.js';
