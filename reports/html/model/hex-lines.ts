const OCTETS_PER_LINE = 16;

/** Octets in hexadecimal, sixteen a line, with their places before and what they are in ASCII behind. */
export const hexLines = (octets: Uint8Array): readonly string[] =>
  Array.from({ length: Math.ceil(octets.length / OCTETS_PER_LINE) }, (_line, index) => {
    const line = [...octets.subarray(index * OCTETS_PER_LINE, (index + 1) * OCTETS_PER_LINE)];
    const hex = line.map((octet) => octet.toString(16).padStart(2, '0'));
    const halves = `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`;
    const ascii = line.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
    return `${(index * OCTETS_PER_LINE).toString(16).padStart(4, '0')}  ${halves.padEnd(48)}  ${ascii}`;
  });
