// What is known of the age of the API's parts, for requests that name a version of the model (PROTOCOL 1.6).
export { MODEL_AGES } from './ages.js';
