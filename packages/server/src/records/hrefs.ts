/** Every href member begins so; inside a JSON string the quote would be escaped, so it is always one. */
const RELATIVE = /_href":"\//g;

/**
 * Record text with its relative hrefs made absolute: `"board_href":"/service/boards/1"` becomes
 * `"board_href":"{base}/service/boards/1"`. Works on the text, without parsing; hrefs that were absolute
 * already (imported records) stay.
 *
 * @param base what goes before the path, e.g. `https://host/v4_6_release/apis/3.0/`: with the slash at its
 *   end the href has the doubled one of the recorded form (PROTOCOL 6.5).
 */
export function absoluteHrefs(json: string, base: string): string {
  // `$` begins a pattern in a replacement text.
  const plain = base.includes('$') ? base.replaceAll('$', '$$$$') : base;
  return json.replace(RELATIVE, `_href":"${plain}/`);
}

/**
 * Record text whose hrefs below `base` are made relative: the way records that this server answered go
 * back into a store. The opposite of {@link absoluteHrefs}.
 */
export function relativeHrefs(json: string, base: string): string {
  return json.replaceAll(`_href":"${base}/`, '_href":"/');
}
