import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createOutputLines } from './output-lines.ts';

function written(...chunks: readonly (string | Buffer)[]) {
  const lines = createOutputLines();
  const stream = new PassThrough();
  lines.follow(stream);
  for (const chunk of chunks) stream.emit('data', Buffer.from(chunk));
  return lines;
}

it('joins lines over chunks, characters over chunks too, and shows the unfinished one', () => {
  const euro = Buffer.from('€');
  const lines = written('one\r\nt', 'wo\n', euro.subarray(0, 1), euro.subarray(1), '5');
  expect(lines.last()).toEqual(['one', 'two', '€5']);
  expect(lines.last(1)).toEqual(['€5']);
  expect(lines.last(0)).toEqual([]);
});

it('keeps 50 lines of 400 characters, whatever comes', () => {
  const many = written(...Array.from({ length: 200 }, (_, n) => `${n} ${'x'.repeat(1000)}\n`)).last();
  expect(many).toHaveLength(50);
  expect(many[0]).toMatch(/^150 x{396}$/);
  const endless = written(...Array.from({ length: 200 }, () => 'y'.repeat(1000)), '\nnext');
  expect(endless.last()).toEqual(['y'.repeat(400), 'next']);
});
