// Texts that are legal JSON and that careless code does not stand. None would do harm where it is taken at its word.
import type { Profile } from '../../../harness/traces/trace.ts';

export interface HostileText {
  readonly name: string;
  /** Completes "Options are set to". */
  readonly what: string;
  readonly text: string;
  readonly profile?: Profile;
}

const FULL = { profile: 'full' } as const;

export const HOSTILE_TEXTS: readonly HostileText[] = [
  { name: 'emoji', what: 'emoji', text: '☎️ 📞 👩‍💻', profile: 'smoke' },
  { name: 'accents', what: 'accented letters', text: 'Zoë à Malmö: naïve façade' },
  { name: 'beyond-the-basic-plane', what: 'letters beyond the basic plane', text: '𝔸𝕔𝕦𝕝𝕒𝕓 𐍈 𠜎', ...FULL },
  { name: 'chinese', what: 'Chinese and Cyrillic letters', text: '出站服务 услуга', ...FULL },
  { name: 'right-to-left', what: 'letters written from right to left', text: 'שירות خدمة' },
  {
    name: 'direction-override',
    what: 'marks that turn the direction of writing',
    text: 'a\u202egnp.exe\u202cb\u2066c\u2069',
    ...FULL,
  },
  { name: 'zero-width', what: 'characters without width', text: 'a\u200bb\u200cc\u200dd\u2060e\ufefff', ...FULL },
  {
    name: 'combining',
    what: 'letters under heaps of accents',
    text: `z\u0351${'\u0300\u0323\u0336'.repeat(12)}a`,
    ...FULL,
  },
  { name: 'decomposed', what: 'letters apart from their accents', text: 'cafe\u0301 A\u030a' },
  { name: 'nul', what: 'text with a NUL', text: 'before\u0000after' },
  { name: 'control-characters', what: 'control characters', text: '\u0001\u0002\u0007\b\u001b[31m\u007f\u0085\u009b' },
  { name: 'line-ends', what: 'ends of lines of every kind', text: 'a\nb\r\nc\rd\u2028e\u2029f\u000bg\u000ch' },
  { name: 'header-injection', what: 'what looks like another header', text: 'a\r\nX-Injected: yes\r\n\r\nb', ...FULL },
  { name: 'half-a-pair', what: 'half of a surrogate pair', text: 'half \ud83d a face', profile: 'smoke' },
  { name: 'halves-the-wrong-way-round', what: 'a surrogate pair the wrong way round', text: '\ude00\ud83d', ...FULL },
  { name: 'no-characters', what: 'code points that are no characters', text: '\ufffe\uffff\u{1fffe}\ufdd0', ...FULL },
  { name: 'empty', what: 'nothing', text: '' },
  { name: 'blank', what: 'blanks', text: ' \t  ', ...FULL },
  { name: 'edge-blanks', what: 'text with blanks around it', text: '  padded  ', ...FULL },
  { name: 'words-for-nothing', what: 'a word that means nothing', text: 'null', ...FULL },
  { name: 'digits', what: 'digits', text: '00123', ...FULL },
  { name: 'quotes', what: 'quotes and backslashes', text: `"double" 'single' \`back\` \\ \\\\ \\" \\u0041 \\n` },
  { name: 'sql', what: 'a piece of SQL', text: `O'Brien"; SELECT 1; -- %_` },
  { name: 'html', what: 'a piece of HTML', text: '<b onclick="x">&amp;</b><!--' },
  { name: 'template', what: 'template expressions', text: `{{7*7}} \${7*7} #{7*7} <%= 7*7 %> {0} {}`, ...FULL },
  { name: 'format-string', what: 'format directives', text: '%s %d %n %x %(name)s %%', ...FULL },
  { name: 'path', what: 'a path that climbs', text: '../../../../etc/hostname\\..\\..', ...FULL },
  { name: 'json-in-text', what: 'JSON inside a text', text: '{"enabled": false, "description": [1, 2]}', ...FULL },
  { name: 'percent', what: 'percent-encoding', text: 'a%20b%00c%zz+d', ...FULL },
  { name: 'one-thousand', what: 'a thousand characters', text: 'x'.repeat(1000), ...FULL },
  { name: 'ten-thousand', what: 'ten thousand characters', text: 'x'.repeat(10_000) },
  { name: 'one-thousand-emoji', what: 'a thousand emoji', text: '📞'.repeat(1000), ...FULL },
];
