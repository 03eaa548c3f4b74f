// The little of XML that a writer needs.

// XML 1.0 has no spelling at all for these; a reader refuses the whole document over one of them.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Character data: escaped, without what XML cannot hold. */
const xmlText = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');

/** An attribute's value, without its quotes. */
const xmlAttribute = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] ?? '');

/** An element; `content` is XML already. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[] = [],
): string => {
  const spelled = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`);
  const open = `<${name}${spelled.join('')}`;
  return content.length === 0 ? `${open}/>` : `${open}>\n${content.join('\n')}\n</${name}>`;
};

/** An element that holds text; white space around it is kept as it is. */
export const textElement = (
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text: string,
): string => {
  const spelled = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`);
  return `<${name}${spelled.join('')}>${xmlText(text)}</${name}>`;
};
