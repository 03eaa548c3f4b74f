// A transcript as the rules see it: each exchange with what the target had said before, and what it should say now.
import type { ExchangeEvent, ExchangeTranscript } from '../../harness/http/exchange.ts';
import type { Json } from '../../harness/traces/services-trace.ts';
import type { TargetKnowledge } from './knowledge.ts';
import { type ConfigurationModel, createConfigurationModel } from './model/configuration-model.ts';
import { differencesOf } from './model/difference-of.ts';
import { isObject, memberOf } from './model/json.ts';
import { predict } from './model/predict.ts';
import type { ListEntry, ReadBody, ServiceBefore, ServicesView, ViewedExchange } from './rule.ts';
import { nameKind } from './view/name-kind.ts';
import { readAnswer } from './view/read-answer.ts';
import { readRequest } from './view/read-request.ts';
import { createServiceStates } from './view/service-states.ts';

/** Reads a transcript. Pure; stands any transcript of any target. */
export function viewOf(transcript: ExchangeTranscript, knowledge: TargetKnowledge): ServicesView {
  return viewWith(transcript, createConfigurationModel(knowledge));
}

/** The same with a model that is made once for many transcripts of a run. */
export function viewWith(transcript: ExchangeTranscript, model: ConfigurationModel): ServicesView {
  const states = createServiceStates();
  const { namePrefix } = transcript.header;
  const exchanges: ViewedExchange[] = [];
  for (const [index, event] of transcript.events.entries()) {
    if (event.kind !== 'exchange' || event.purpose !== 'step') continue;
    const viewed = view(index, event, states, model, namePrefix);
    states.note(viewed);
    exchanges.push(viewed);
  }
  return { transcript, exchanges, model };
}

function view(
  index: number,
  event: ExchangeEvent,
  states: ReturnType<typeof createServiceStates>,
  model: ConfigurationModel,
  namePrefix: string,
): ViewedExchange {
  const { operation } = event;
  const request = readRequest(event);
  const before = states.before(operation);
  const name = nameKind(event, namePrefix);
  const prediction = predict({ operation, method: event.request.method, name, ...request }, before, model);
  const body = readAnswer(event);
  const response = event.failure === undefined ? event.response : undefined;
  const returned = configurationIn(event, body);
  const predicted = 'configuration' in prediction ? prediction.configuration : undefined;
  const old = before?.configuration;
  return {
    index,
    event,
    operation,
    ...(request.sent === undefined ? {} : { sent: request.sent }),
    malformed: request.body === 'malformed',
    ...(before === undefined ? {} : { before }),
    prediction,
    ...(response === undefined ? {} : { response }),
    body,
    ...(returned === undefined ? {} : { returned }),
    differences: returned === undefined || predicted === undefined ? [] : differencesOf(predicted, returned, old),
    ...listPart(event, body, states, namePrefix),
  };
}

function isSuccess({ response, failure }: ExchangeEvent): boolean {
  return failure === undefined && response !== undefined && response.status >= 200 && response.status < 300;
}

function configurationIn(event: ExchangeEvent, body: ReadBody): ViewedExchange['returned'] {
  if (!isSuccess(event) || body.kind !== 'json' || !/^(read|write|modify)$/.test(event.operation.do)) return undefined;
  return isObject(body.value) ? body.value : undefined;
}

function listPart(
  event: ExchangeEvent,
  body: ReadBody,
  states: ReturnType<typeof createServiceStates>,
  namePrefix: string,
): { readonly listed?: readonly ListEntry[]; readonly existing?: ReadonlyMap<string, ServiceBefore> } {
  const { operation } = event;
  if (operation.do !== 'list' || !isSuccess(event) || body.kind !== 'json') return {};
  const services = memberOf(body.value, 'services');
  if (!Array.isArray(services)) return {};
  const listed = (services as readonly Json[]).flatMap((entry): readonly ListEntry[] => {
    const name = memberOf(entry, 'name');
    return isObject(entry) && typeof name === 'string' && name.startsWith(namePrefix)
      ? [{ service: name.slice(namePrefix.length), entry }]
      : [];
  });
  return { listed, existing: states.of(operation.as === 'second' ? 'second' : 'first') };
}
