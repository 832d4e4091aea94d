// Lists by way of the search operation, or in parts: what happens to filters that no URL can hold.
export { findSearch } from './find-search.js';
export { openLongList, splitFilters } from './long-list.js';
export type { LongListContext } from './long-list.js';
export { openSearch } from './open-search.js';
export type { SearchContext } from './open-search.js';
