const NOTICE = '\n*The rest was left out: it is in the report of the run.*\n';

const FENCE = /^ *(`{3,})$/;

/**
 * Markdown of ours with at most so many bytes of UTF-8: cut where no fold and no fence is open, with a line that says so;
 * nothing where not even that line fits.
 */
export const markdownWithin = (text: string, limitBytes: number): string => {
  if (Buffer.byteLength(text) <= limitBytes) return text;
  const room = limitBytes - Buffer.byteLength(NOTICE);
  if (room < 0) return '';
  let [at, bytes, cut, folds] = [0, 0, 0, 0];
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === '' || fence === mark)) fence = fence === '' ? mark : '';
    else if (fence === '') {
      if (/^ *<details>/.test(line)) folds += 1;
      if (/^ *<\/details>$/.test(line)) folds -= 1;
    }
    bytes += Buffer.byteLength(line) + 1;
    at += line.length + 1;
    if (bytes > room) break;
    if (fence === '' && folds === 0) cut = at;
  }
  return `${text.slice(0, cut)}${NOTICE}`;
};
