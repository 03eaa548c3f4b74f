import { describe, expect, it } from 'vitest';
import type { ExchangeEvent, ExchangeTranscript } from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { exchangeExcerpt, leadingUpTo } from './exchange-excerpt.ts';
import { exchange, forgets, lags, servicesTranscript } from './services-run.fixture.ts';

const texts = (transcript: ExchangeTranscript, finding: Finding): readonly string[] =>
  exchangeExcerpt(transcript, finding).map(
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
      '> 20 client PATCH /service/v1/outbound/aculab-conformance-a1b2c3-7-one',
      `> 20 client  {"rest":{"final_page":{"address":"it's"}}}`,
      '> 25 api 200 OK, 5.0 ms',
      `> 25 api  {"rest": {"final_page": {"address": "it's"}, …}, …}`,
    ]);
    expect(lines.slice(0, 2)).toEqual([
      expect.stringMatching(/^ {2}1 client PUT …-one \{"enabled":true.*…$/),
      '  6 api 201 Created, 5.0 ms',
    ]);
  });

  it('show of a list what belongs to the case, and count the others', () => {
    const lines = texts(servicesTranscript, lags);
    expect(lines.at(-1)).toBe(
      '> 55 api  {"services": [{"name": "aculab-conformance-a1b2c3-7-two", "target": "app", "description": "two"}, … 1 other]}',
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
    expect(texts(transcriptOf([read]), finding).at(-1)).toBe('> 5 api  {"uas": {"application_name": "a"}, …}');
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
    expect(texts(transcriptOf([before, after]), finding).at(-1)).toBe('> 15 api  {"b": {"c": 9, …}, …}');
  });

  it('show an answer that is no JSON as it is, and cut what is long', () => {
    const html = exchange(0, {}, 'GET', answered(`<html>${'x'.repeat(5000)}`, 500));
    const line = texts(transcriptOf([html]), { ...forgets, at: { event: 0, ms: 0 } }).at(-1) ?? '';
    expect(line).toMatch(/^> 5 api {2}<html>x+…$/);
    expect(line.length).toBeLessThan(1300);
  });

  it('survive an answer that is nested without end', () => {
    const deep = exchange(0, {}, 'GET', answered(`${'['.repeat(5000)}${']'.repeat(5000)}`));
    expect(texts(transcriptOf([deep]), { ...forgets, at: { event: 0, ms: 0 } }).at(-1)).toContain('…');
  });

  it('mark nothing where the finding points nowhere, and are none where nothing was exchanged', () => {
    const { at: _nowhere, ...pointless } = lags;
    const lines = exchangeExcerpt(servicesTranscript, pointless);
    expect(lines.at(-1)?.detail).toContain('"services"');
    expect(lines.filter(({ marked }) => marked)).toEqual([]);
    expect(exchangeExcerpt(transcriptOf([]), lags)).toEqual([]);
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
