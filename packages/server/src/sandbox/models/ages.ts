import type { ModelAge } from '../../api/index.js';
import { NOT_IN_2022_1 } from './not-in-2022-1.js';
import { NOT_IN_2025_1 } from './not-in-2025-1.js';

/** A client in use that asks for 2019.5 everywhere has to name 2020.4 here (PROTOCOL 1.6, seen in code). */
const NOT_IN_2019_5: ModelAge = {
  notIn: '2019.5',
  members: [],
  paths: ['/company/communicationTypes'],
  pathsAlone: [],
};

/** Everything that is known, from few sources: what is in none of these is taken to have always been there. */
export const MODEL_AGES: readonly ModelAge[] = [NOT_IN_2019_5, NOT_IN_2022_1, NOT_IN_2025_1];
