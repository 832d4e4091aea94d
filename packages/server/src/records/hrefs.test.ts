import { expect, test } from 'vitest';
import { absoluteHrefs, relativeHrefs } from './hrefs.js';

const BASE = 'http://127.0.0.1:4000/v4_6_release/apis/3.0/';

test('relative hrefs get the base, in the recorded form with its doubled slash', () => {
  const json = JSON.stringify({ _info: { board_href: '/service/boards/1', image_href: 'https://x.test/1' } });
  const absolute = absoluteHrefs(json, BASE);
  expect(JSON.parse(absolute)).toEqual({
    _info: {
      board_href: 'http://127.0.0.1:4000/v4_6_release/apis/3.0//service/boards/1',
      image_href: 'https://x.test/1',
    },
  });
  expect(relativeHrefs(absolute, BASE)).toBe(json);
});

test('text that only looks like an href stays', () => {
  const json = JSON.stringify({ text: 'see "board_href":"/service/boards/1"', path: '/x' });
  expect(absoluteHrefs(json, BASE)).toBe(json);
});

test('a base is never read as a pattern', () => {
  expect(absoluteHrefs('{"a_href":"/x"}', 'http://$&$1/')).toBe('{"a_href":"http://$&$1//x"}');
});
