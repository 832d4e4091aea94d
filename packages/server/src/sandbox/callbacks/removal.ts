import { requireResource } from 'psakit/catalog';
import { noEndpoint, type SpecialOperation } from '../../api/index.js';
import { CALLBACKS } from './registration.js';

/** Who removes a callback that is not there is told that the endpoint is not (PROTOCOL 7.1, recorded). */
export const REMOVAL: SpecialOperation = {
  method: 'DELETE',
  path: '/system/callbacks/{id}',
  answer: async ({ match, services }) => {
    const resource = requireResource(CALLBACKS);
    const id = match.parameters['id'] ?? '';
    if (!(await services.reading.store.get(resource, [], Number(id)))) throw noEndpoint();
    return undefined;
  },
};
