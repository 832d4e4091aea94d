import { InvalidArgumentError, Option } from 'commander';

/** A reader of whole numbers for one option; a wrong value is told what would be right. */
export function wholeNumber(what: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= minimum && value <= maximum) return value;
    const range =
      maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum} up` : `from ${minimum} to ${group(maximum)}`;
    throw new InvalidArgumentError(`${what} is a whole number ${range}.`);
  };
}

/** Like {@link wholeNumber}, or the word `off`. */
export function wholeNumberOrOff(
  what: string,
  minimum: number,
  maximum: number,
): (text: string) => number | 'off' {
  const number = wholeNumber(`${what}, unless it is the word "off",`, minimum, maximum);
  return (text) => (text.toLowerCase() === 'off' ? 'off' : number(text));
}

/** A text that says something: the shell turns `--where $FORGOTTEN` into an empty one. */
export function nonEmpty(text: string): string {
  if (text.trim() === '')
    throw new InvalidArgumentError('It is empty. Give a value, or leave the option out.');
  return text;
}

/** `--sandbox`, for the commands that otherwise ask the site named by the settings. */
export function sandboxOption(): Option {
  return new Option('--sandbox', 'ask a made-up PSA inside this process instead of your site');
}

/** `--budget N`, or `--budget off`. */
export function budgetOption(): Option {
  return new Option(
    '--budget <n>',
    'at most n requests in any 60 seconds, counting every psa with the same key, or "off" (default: 60)',
  ).argParser(wholeNumberOrOff('A budget', 1, 100_000));
}

/** `1234567` as `1,234,567`. */
export function group(value: number): string {
  return value.toLocaleString('en-US');
}
