import { emptyReferences, SHOWING_EMPTY } from '../world/index.js';
import { SAVED, type Concern } from './concern.js';
import { idOf } from './values.js';

/** References that are shown, with a link only, where they mean nothing (PROTOCOL 6.4). */
export const EMPTY_REFERENCES: Concern = {
  about: SHOWING_EMPTY,
  on: SAVED,
  apply: ({ resource, record }) => {
    const empty = Object.entries(emptyReferences(resource.name));
    const shown = empty.filter(([name]) => idOf(record, name) === undefined);
    return shown.length === 0 ? undefined : { ...record, ...Object.fromEntries(shown) };
  },
};
