import type { Concern } from './concern.js';
import { referenceTo } from './references.js';
import { notFoundField } from './refusals.js';
import { ownId, textOf } from './values.js';

/**
 * A configuration that is put on a ticket or an agreement is one that exists, and shows what it is called
 * there (*assumed*: the specification has a reference as the record).
 */
export const LINKED_CONFIGURATIONS: Concern = {
  about: [
    'service/tickets/configurations',
    'project/tickets/configurations',
    'finance/agreements/configurations',
  ],
  on: ['create'],
  apply: async ({ record }, draft) => {
    const id = ownId(record);
    const configuration = await draft.get('company/configurations', [], id);
    if (!configuration) throw notFoundField('configuration', 'id', `Configuration ${id} not found`);
    const { _info } = referenceTo('company/configurations', configuration, 'configuration');
    return {
      id,
      deviceIdentifier: textOf(configuration, 'deviceIdentifier') ?? textOf(configuration, 'name'),
      _info,
    };
  },
};
