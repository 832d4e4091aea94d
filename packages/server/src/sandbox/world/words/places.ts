/** City, state, first digits of the zip code, telephone area code. */
export interface Place {
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly area: string;
}

const LINES =
  'Boston MA 021 617;Cambridge MA 021 617;Worcester MA 016 508;Springfield MA 011 413;Quincy MA 021 617;' +
  'Lowell MA 018 978;Providence RI 029 401;Warwick RI 028 401;Hartford CT 061 860;New Haven CT 065 203;' +
  'Stamford CT 069 203;Manchester NH 031 603;Nashua NH 030 603;Portsmouth NH 038 603;Portland ME 041 207;' +
  'Burlington VT 054 802;Albany NY 122 518;Syracuse NY 132 315;White Plains NY 106 914;Princeton NJ 085 609';

export const PLACES: readonly Place[] = LINES.split(';').map((line) => {
  const words = line.split(' ');
  const [area = '', zip = '', state = ''] = words.reverse();
  return { city: words.slice(3).reverse().join(' '), state, zip, area };
});

export const STREETS = [
  'Main Street',
  'Commerce Way',
  'Harbor Street',
  'Elm Street',
  'Washington Avenue',
  'Mill Road',
  'Industrial Park Drive',
  'Beacon Street',
  'Church Street',
  'Technology Drive',
  'River Road',
  'Federal Street',
];

export const STATES: readonly (readonly [string, string])[] = [
  ['CT', 'Connecticut'],
  ['ME', 'Maine'],
  ['MA', 'Massachusetts'],
  ['NH', 'New Hampshire'],
  ['NJ', 'New Jersey'],
  ['NY', 'New York'],
  ['RI', 'Rhode Island'],
  ['VT', 'Vermont'],
];
