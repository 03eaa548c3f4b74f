// Passwords of services that nobody told us: other accounts' or changed ones. They are known by the option's name.
import { unescaped } from './redaction.ts';

const ANOTHER_VALUE = '<another value>';

const PLACEHOLDER = /^\{password(:[1-9])?\}$/;
const MENTIONED = /service_password/i;
// The documents print some bodies with single quotes; a cut body may end within the value.
const OPTION =
  /((["'])service_password\2\s*:\s*)(?:"([^"\\]*(?:\\[\s\S][^"\\]*)*)("|\\?$)|'([^'\\]*(?:\\[\s\S][^'\\]*)*)('|\\?$))/gi;
const ESCAPED_NAME = /"[^"\\]*\\[^"]*"(?=\s*:)/g;
const ESCAPED_STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)+"/g;

/**
 * Replaces every text that stands as a value of `service_password`, unless it is a placeholder, empty or one of
 * `literals`: texts that the case itself sends in the clear.
 */
export function withoutServicePasswords(text: string, literals: ReadonlySet<string>): string {
  let result = text;
  if (result.includes('\\')) {
    result = result.replace(ESCAPED_NAME, (token) => {
      const name = unescaped(token);
      return name !== undefined && MENTIONED.test(name) ? JSON.stringify(name) : token;
    });
    // JSON within JSON: a text that quotes a configuration.
    result = result.replace(ESCAPED_STRING, (token) => {
      const value = unescaped(token);
      if (value === undefined || !MENTIONED.test(value)) return token;
      const inner = withoutServicePasswords(value, literals);
      return inner === value ? token : JSON.stringify(inner);
    });
  }
  if (!MENTIONED.test(result)) return result;
  return result.replace(OPTION, (whole, name: string, _quote, double, end, single, singleEnd) => {
    const isDouble = typeof double === 'string';
    const value = isDouble ? (unescaped(`"${double}"`) ?? double) : String(single);
    if (value === '' || PLACEHOLDER.test(value) || literals.has(value)) return whole;
    const [quote, closing] = isDouble ? ['"', String(end)] : ["'", String(singleEnd)];
    return `${name}${quote}${ANOTHER_VALUE}${closing === quote ? quote : ''}`;
  });
}
