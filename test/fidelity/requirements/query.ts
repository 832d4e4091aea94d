import { row, type Requirement } from './requirement.js';

const GRAMMAR = 'PROTOCOL 2.1';
const LITERALS = 'PROTOCOL 2.2';
const WILDCARDS = 'PROTOCOL 2.3';
const REACH = 'PROTOCOL 2.4';
const TEXTS = 'PROTOCOL 2.5';
const SHOWN = 'PROTOCOL 2.6';
const URLS = 'PROTOCOL 2.7';

/** The query language as the local PSA answers it, beyond the operators of the mission. */
export const QUERY: readonly Requirement[] = [
  // Grammar
  row('query:not-operators', 'server', 'code', GRAMMAR, 'not contains, not like and not in are operators'),
  row('query:spaces', 'server', 'documented', GRAMMAR, 'no space is needed around an operator: value !=null'),
  row(
    'query:is-null',
    'server',
    'assumed',
    GRAMMAR,
    'is null and is not null are read as = null and != null',
  ),
  row('query:prefix-not', 'server', 'assumed', GRAMMAR, 'NOT before a whole condition is refused'),
  row('query:precedence', 'server', 'assumed', GRAMMAR, 'and binds tighter than or'),
  row('query:ordered-text', 'server', 'code', GRAMMAR, 'texts can be compared by < and >'),
  row(
    'query:seen',
    'server',
    'code',
    `${GRAMMAR}; conditions.tsv`,
    'each of 55 conditions of real programs is answered, or refused with the text that the real server has for it',
  ),
  // Literals
  row('query:numbers', 'server', 'live', LITERALS, 'numbers have a sign and decimals where they need them'),
  row(
    'query:boolean-text',
    'server',
    'live',
    LITERALS,
    'a text that is no boolean is a 500 "String was not recognized as a valid Boolean."',
  ),
  row(
    'query:moments',
    'server',
    'code',
    LITERALS,
    'moments with Z, without, with microseconds, with a space and an offset, and days, all in brackets',
  ),
  row(
    'query:no-functions',
    'server',
    'assumed',
    LITERALS,
    'there are no functions of time: [today] is refused',
  ),
  row(
    'query:enums',
    'server',
    'documented',
    LITERALS,
    'enumerations are compared with their texts in quotes',
  ),
  row(
    'query:enum-misuse',
    'server',
    'live',
    `${LITERALS}, 2.5`,
    'an operator or a value that an enumeration does not have is 400 "Enum value supplied was invalid"',
  ),
  row(
    'query:quotes-inside',
    'server',
    'code',
    LITERALS,
    'a quote inside a text is escaped by a backslash, doubled, or put into quotes of the other kind',
  ),
  // Wildcards
  row('query:unquoted', 'server', 'assumed', WILDCARDS, 'a wildcard without quotes is an unrecognized value'),
  row('query:underscore', 'server', 'assumed', WILDCARDS, '_ in like is one character'),
  row(
    'query:classes',
    'server',
    'documented',
    WILDCARDS,
    'brackets in like are a class of characters, and [[] is a bracket',
  ),
  row('query:contains-plain', 'server', 'code', WILDCARDS, 'contains takes its text as it is, % too'),
  row('query:like-plain', 'server', 'assumed', WILDCARDS, 'like without a wildcard is equality'),
  // What can be asked for
  row(
    'query:levels',
    'server',
    'live',
    REACH,
    'a path over two references is refused: board/department/name; below an array it is not: communicationItems/type/name',
  ),
  row(
    'query:arrays',
    'server',
    'documented',
    REACH,
    'conditions do not reach into arrays, childConditions do: types/name of contacts',
  ),
  row(
    'query:no-in-children',
    'server',
    'documented',
    REACH,
    'in is not there for childConditions and customFieldConditions',
  ),
  row('query:parameter-case', 'server', 'code', REACH, 'names of parameters count in any case'),
  row(
    'query:time-stamps',
    'server',
    'code',
    REACH,
    'lastUpdated, _info/lastUpdated, dateEntered and _info/dateEntered filter every kind of record',
  ),
  row(
    'query:not-filterable',
    'server',
    'live',
    REACH,
    'what is shown and cannot be asked for is no recognized name: noteType of notes, defaultFlag of sites, board/name of boards, configurations/id of tickets',
  ),
  row('query:configuration', 'server', 'live', REACH, 'tickets are found by configuration/id=N'),
  row(
    'query:configuration-or',
    'server',
    'live',
    REACH,
    'several configuration/id joined by or are refused with 400; the text is ours',
  ),
  // Error texts
  row(
    'query:name-text',
    'server',
    'live',
    TEXTS,
    'invoiceDate, typeids and board/name are "… is not a recognized name." as typed, with ApiFindCondition',
  ),
  row(
    'query:syntax-text',
    'server',
    'live',
    TEXTS,
    '"Condition Syntax Error (Line 1, Character 9) - Unrecognized value: 4ANDobjectId", a new line and the rules for literals, to the letter',
  ),
  row(
    'query:type-text',
    'server',
    'live',
    TEXTS,
    '"Expected a boolean value, not a numeric." and the rules for literals, to the letter',
  ),
  row(
    'query:other-type-texts',
    'server',
    'assumed',
    TEXTS,
    'the same sentence with string, numeric, boolean, datetime and null',
  ),
  row(
    'query:other-syntax-texts',
    'server',
    'assumed',
    `${TEXTS}, 11`,
    'open parentheses, open texts and missing operators are told with line and character as well',
  ),
  // Order and fields
  row(
    'query:order',
    'server',
    'code',
    SHOWN,
    'orderBy takes a list, with asc, desc or neither, references and _info/lastUpdated',
  ),
  row(
    'query:order-unknown',
    'server',
    'assumed',
    SHOWN,
    'an unknown name in orderBy is refused as in conditions',
  ),
  row('query:fields-info', 'server', 'live', SHOWN, 'with fields, _info is left out unless it is asked for'),
  row(
    'query:fields-unknown',
    'server',
    'assumed',
    `${SHOWN}, 11`,
    'an unknown name in fields is refused; one that this record does not have is left out',
  ),
  row(
    'query:fields-time-stamps',
    'server',
    'assumed',
    `${SHOWN}, 2.4`,
    'fields=lastUpdated answers it where it is, in _info',
  ),
  row(
    'query:report-columns',
    'server',
    'spec',
    SHOWN,
    'columns is for reports only: elsewhere it counts for nothing',
  ),
  // URLs
  row('query:plus', 'server', 'documented', URLS, 'a plus sign in a URL is a space'),
  row(
    'query:encoded',
    'server',
    'documented',
    URLS,
    '%26, %22, %27, %2A, %25 and %2B are read as what they stand for',
  ),
  row(
    'query:too-long',
    'server',
    'live',
    URLS,
    'a request line that is too long is 414 Request URI Too Long',
  ),
  row(
    'query:raw-spaces',
    'server',
    'live',
    'PROTOCOL 1.7',
    'raw spaces in the request line are 400 with an HTML page in us-ascii',
  ),
  row(
    'query:search-places',
    'server',
    'spec',
    URLS,
    'only service and project tickets have a search by POST',
  ),
  row(
    'query:search-body',
    'server',
    'code',
    URLS,
    'a search takes names of its body in any case, page, pageSize and fields from the query, and no id',
  ),
  row(
    'query:repeated-parameters',
    'server',
    'assumed',
    'PROTOCOL 11',
    'the values of a parameter that is there twice are joined by a comma, as ASP.NET does; one that nobody knows counts for nothing',
  ),
  row(
    'query:most',
    'server',
    'assumed',
    URLS,
    'a request has 1,000 comparisons, 1,000 names in fields and 100 in orderBy at most: more is a 400',
  ),
];
