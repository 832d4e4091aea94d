import { ACCESS } from './access.js';
import { CONDITIONS } from './conditions.js';
import { CONNECTION } from './connection.js';
import { ANSWERS } from './answers.js';
import { QUERY } from './query.js';
import { PAGES } from './pages.js';
import { LIMITS } from './limits.js';
import { ERRORS } from './errors.js';
import { SELECT } from './select.js';
import { ENTITIES } from './entities.js';
import { RECORDS } from './records.js';
import { CALLBACKS } from './callbacks.js';
import { CALLBACKS_OUT } from './callbacks-out.js';
import { WRITES_CLIENT } from './writes-client.js';
import { SANDBOX_EDGE } from './sandbox-edge.js';
import { READS } from './reads.js';
import { DOCUMENTS_BUNDLES } from './documents-bundles.js';
import { RULES } from './rules.js';
import { DERIVED } from './derived.js';
import { WRITES_SERVER } from './writes-server.js';
import type { Requirement } from './requirement.js';

export type { Requirement } from './requirement.js';

/**
 * What psakit promises about the API, statement by statement: the lines of the mission, and the recorded
 * behaviour they rest on. `coverage.test.ts` holds this list and the tests together: a row without a test
 * fails, and so does a test that names no row.
 */
export const REQUIREMENTS: readonly Requirement[] = [
  ...ACCESS,
  ...CONNECTION,
  ...CONDITIONS,
  ...QUERY,
  ...PAGES,
  ...LIMITS,
  ...ERRORS,
  ...ANSWERS,
  ...SELECT,
  ...ENTITIES,
  ...RECORDS,
  ...CALLBACKS,
  ...CALLBACKS_OUT,
  ...READS,
  ...WRITES_CLIENT,
  ...SANDBOX_EDGE,
  ...DOCUMENTS_BUNDLES,
  ...RULES,
  ...DERIVED,
  ...WRITES_SERVER,
];
