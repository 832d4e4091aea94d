import { expect, test } from 'vitest';
import { invalidField, missingField } from './refusals.js';

test('what is wrong with a field is told in the recorded order (PROTOCOL 5), for who compares texts', () => {
  expect(JSON.stringify(missingField('contact', 'firstName').fieldErrors)).toBe(
    '[{"code":"MissingRequiredField","message":"The firstName field is required.","resource":"contact","field":"firstName"}]',
  );
  expect(JSON.stringify(invalidField('callbackEntry', 'url', 'Invalid URL').fieldErrors)).toBe(
    '[{"code":"InvalidField","message":"Invalid URL","resource":"callbackEntry","field":"url"}]',
  );
});
