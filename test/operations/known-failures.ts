/**
 * Operations that do not answer valid input as the catalog declares, with the reason. One that begins to is
 * to be struck out.
 */
export const KNOWN_FAILURES: Readonly<Record<string, string>> = {
  'GET /configurations/types/{grandparentId}/questions/{parentId}/values/{id}/info':
    'the specification declares the entity of the question for what is a value',
  'GET /finance/agreements/{id}/applicationParameters/{podId}':
    'the specification declares an object for what is a text',
  'GET /system/myAccount/{id}': 'there is no account of an API-only member (PROTOCOL 1.7, recorded)',
};
