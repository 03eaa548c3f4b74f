import { describe, expect, it } from 'vitest';
import type { ExchangeEvent, ExchangeTranscript } from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { exchangeExcerpt, leadingUpTo } from './exchange-excerpt.ts';
import { exchange, forgets, lags, servicesTranscript } from './services-run.fixture.ts';

const texts = (transcript: ExchangeTranscript, finding: Finding): readonly string[] =>
  exchangeExcerpt(transcript, finding).lines.map(
    ({ ms, from = '', kind, detail, marked }) => `${marked ? '>' : ' '} ${ms} ${from} ${kind} ${detail}`,
  );

const transcriptOf = (events: readonly ExchangeEvent[]): ExchangeTranscript => ({ ...servicesTranscript, events });

const answered = (text: string, status = 200) => ({
  response: { status, reason: 'OK', headers: [], body: { bytes: text.length, text } },
});

describe('the exchanges around a finding', () => {
  it('lead up to the one that it points at, which shows what the finding names', () => {
    const lines = texts(servicesTranscript, forgets);
    expect(lines.slice(2)).toEqual([
      '  8 client GET …-one (second account)',
      '  13 api 404 Not Found, 5.0 ms',
      '  15  stall this harness was 150 ms late',
      '> 20 client PATCH …-one',
      `> 20 client  {"rest":{"final_page":{"address":"it's"}}}`,
      '> 25 api 200 OK, 5.0 ms',
      `> 25 api  {"rest": {"final_page": {"address": "it's"}, …}, …} (… 6 more options)`,
    ]);
    expect(lines.slice(0, 2)).toEqual([
      expect.stringMatching(/^ {2}1 client PUT …-one \{"enabled":true.*…$/),
      '  6 api 201 Created, 5.0 ms',
    ]);
  });

  it('show of a list what belongs to the case, and count the others', () => {
    const lines = texts(servicesTranscript, lags);
    expect(lines.at(-1)).toBe(
      '> 55 api  {"services": [{"name": "…-two", "target": "app", "description": "two"}, … 1 other]}',
    );
    expect(lines.join('\n')).not.toContain('secret-target');
  });

  it('say what failed, with nothing in it that a terminal obeys', () => {
    const lines = texts(servicesTranscript, lags);
    expect(lines).toContain('  35  failed timeout: no answer within 5000 ms \\x1b[2J, 5.0 ms');
  });

  it('show the object that lacks an option', () => {
    const read = exchange(0, {}, 'GET', answered('{"uas":{"application_name":"a"},"enabled":true}'));
    const finding = {
      ...forgets,
      observed: 'uas.application_parameters: absent',
      expected: 'null',
      at: { event: 0, ms: 0 },
    };
    expect(texts(transcriptOf([read]), finding).at(-1)).toBe(
      '> 5 api  {"uas": {"application_name": "a"}, …} (… 1 more option)',
    );
  });

  it('show what is new where the finding names no option', () => {
    const before = exchange(0, { do: 'write' }, 'PUT', answered('{"a":1,"b":{"c":2,"d":3}}'));
    const after = exchange(10, { do: 'read' }, 'GET', answered('{"a":1,"b":{"c":9,"d":3}}'));
    const finding = {
      ...forgets,
      message: 'it changed',
      expected: 'as it was',
      observed: 'other',
      at: { event: 1, ms: 10 },
    };
    expect(texts(transcriptOf([before, after]), finding).at(-1)).toBe(
      '> 15 api  {"b": {"c": 9, …}, …} (… 2 more options)',
    );
  });

  it('show an answer that is no JSON as it is, and cut what is long', () => {
    const html = exchange(0, {}, 'GET', answered(`<html>${'x'.repeat(5000)}`, 500));
    const line = texts(transcriptOf([html]), { ...forgets, at: { event: 0, ms: 0 } }).at(-1) ?? '';
    expect(line).toMatch(/^> 5 api {2}<html>x+…$/);
    expect(line.length).toBeLessThan(1300);
  });

  it('show the form of the entry that a finding of a list counts to, and not what it holds', () => {
    const entries = [
      { name: 'foreign', target: 'secret', description: null },
      { name: 'other', target: 7 },
    ];
    for (const [text, shown] of [
      [
        JSON.stringify({ services: entries }),
        '{"services": [at index 1 {"name": <string>, "target": <number>}, … 1 other]}',
      ],
      [JSON.stringify(entries), '[at index 1 {"name": <string>, "target": <number>}, … 1 other]'],
    ] as const) {
      const list = {
        ...exchange(0, { do: 'list' }, 'GET', answered(text)),
        operation: { do: 'list', as: 'first' },
      } as const;
      const finding = {
        ...lags,
        observed: 'target is a number in 1 of 2 entries, first at index 1',
        at: { event: 0, ms: 0 },
      };
      expect(texts(transcriptOf([list]), finding).at(-1)).toBe(`> 5 api  ${shown}`);
    }
  });

  it('show of a long request what the finding names, and with isWhole all of it', () => {
    const sent = { description: 'd'.repeat(200), rest: { first_page: { address: 'a' } }, enabled: true };
    const write = exchange(0, { do: 'write' }, 'PUT', { sent, ...answered('{"enabled":false}') });
    const finding = {
      ...forgets,
      expected: 'enabled: true (as sent)',
      observed: 'enabled: false',
      at: { event: 0, ms: 0 },
    };
    const transcript = transcriptOf([write]);
    expect(texts(transcript, finding)).toContain('> 0 client  {"enabled": true, …} (… 2 more options)');
    const other = { ...finding, message: '', expected: 'x', observed: 'y' };
    expect(texts(transcript, other)).toContain(
      `> 0 client  {"description": "${'d'.repeat(60)}…" (200 characters), "rest": {"first_page": {"address": "a"}}, "enabled": true}`,
    );
    expect(exchangeExcerpt(transcript, finding, true).lines.map(({ detail }) => detail)).toContain(
      JSON.stringify(sent),
    );
  });

  it('show what a process said last where it ended, in the order of time', () => {
    const read = { ...exchange(10, {}, 'GET', answered('{}')), durationMs: 20 };
    const exit = {
      ...({ kind: 'process', ms: 15, event: 'exit', pid: 7, exitCode: 1, signal: null } as const),
      output: ['Traceback', 'ValueError: x'],
    } as const;
    const stall = { kind: 'stall', ms: 12, lateMs: 150 } as const;
    const lines = texts(
      { ...servicesTranscript, events: [read, stall, exit] },
      { ...forgets, at: { event: 0, ms: 10 } },
    );
    expect(lines.map((line) => line.slice(2))).toEqual([
      ...['10 client GET …-one', '12  stall this harness was 150 ms late', '15  process process 7 ended, exit code 1'],
      ...['15  output Traceback', '15  output ValueError: x', '30 api 200 OK, 20 ms', '30 api  {}'],
    ]);
  });

  it('show what a process that goes on said of an exchange that it broke off, and of no other', () => {
    const cut = exchange(10, { do: 'write' }, 'PUT', { failure: { kind: 'reset', message: 'hang up' } });
    const read = exchange(30, {}, 'GET', answered('{}'));
    const log = ['GET / 200', 'Traceback', '  File "a.py"', 'ValueError: x', 'GET / 200', 'GET / 200', 'GET / 200'];
    const said = { ...({ kind: 'process', ms: 90, event: 'output', pid: 7 } as const), output: log };
    const transcript = { ...servicesTranscript, events: [cut, read, said] };
    const shown = (event: number): readonly string[] =>
      texts(transcript, { ...forgets, at: { event, ms: 0 } }).filter((line) => line.includes('output'));
    expect(shown(0).map((line) => line.trim())).toEqual([
      ...['90  output Traceback', '90  output   File "a.py"', '90  output ValueError: x', '90  output GET / 200'],
      '90  output GET / 200',
    ]);
    expect(shown(1)).toEqual([]);
  });

  it('survive an answer that is nested without end', () => {
    const deep = exchange(0, {}, 'GET', answered(`${'['.repeat(5000)}${']'.repeat(5000)}`));
    expect(texts(transcriptOf([deep]), { ...forgets, at: { event: 0, ms: 0 } }).at(-1)).toContain('…');
  });

  it('mark nothing where the finding points nowhere, and are none where nothing was exchanged', () => {
    const { at: _nowhere, ...pointless } = lags;
    const { lines } = exchangeExcerpt(servicesTranscript, pointless);
    expect(lines.at(-1)?.detail).toContain('"services"');
    expect(lines.filter(({ marked }) => marked)).toEqual([]);
    expect(exchangeExcerpt(transcriptOf([]), lags)).toEqual({ lines: [] });
  });
});

describe('what leads up to an exchange', () => {
  const services = (few: number, at: number): readonly string[] =>
    leadingUpTo(servicesTranscript, at, few).map(
      ({ operation, request }) => `${request.method} ${operation.service ?? ''}`,
    );

  it('is everything where that is little', () => {
    expect(services(6, 5)).toEqual(['PUT one', 'GET one', 'PATCH one', 'PUT two', 'GET ']);
  });

  it('is else what may have changed the service, or any for a list', () => {
    expect(services(1, 3)).toEqual(['PUT one', 'PATCH one']);
    expect(services(1, 5)).toEqual(['PUT one', 'PATCH one', 'PUT two', 'GET ']);
  });
});
