import { ACCESS } from './access.js';
import { CONDITIONS } from './conditions.js';
import { PAGES } from './pages.js';
import { LIMITS } from './limits.js';
import { ERRORS } from './errors.js';
import { SELECT } from './select.js';
import { ENTITIES } from './entities.js';
import { CALLBACKS } from './callbacks.js';
import type { Requirement } from './requirement.js';

export type { Requirement } from './requirement.js';

/**
 * What psakit promises about the API, statement by statement: the lines of the mission, and the recorded
 * behaviour they rest on. `coverage.test.ts` holds this list and the tests together: a row without a test
 * fails, and so does a test that names no row.
 */
export const REQUIREMENTS: readonly Requirement[] = [
  ...ACCESS,
  ...CONDITIONS,
  ...PAGES,
  ...LIMITS,
  ...ERRORS,
  ...SELECT,
  ...ENTITIES,
  ...CALLBACKS,
];
