// How a service that stores files is spoken to over HTTP, as data; specification/schemas/binding.table.ts says the same
// as a schema.
import type { FileKind } from '../../traces/names-trace.ts';

export const BINDING_FORMAT = 'aculab-conformance/binding@1';

/** A status, or a class of them. */
export type StatusPattern = number | '1xx' | '2xx' | '3xx' | '4xx' | '5xx';

export type BindingBody =
  /** The octets of the file and nothing else; `application/octet-stream` where no type is given. */
  | { readonly as: 'raw'; readonly contentType?: string }
  /** URL-encoded. `{content}` in a value is the content of the file. */
  | { readonly as: 'form'; readonly fields: Readonly<Record<string, string>> }
  /** A part for each field, then the file. */
  | {
      readonly as: 'multipart';
      readonly fields?: Readonly<Record<string, string>>;
      readonly file?: { readonly field: string; readonly filename?: string; readonly contentType?: string };
    };

/**
 * One request. In the URL `{name}` is each segment percent-encoded, `{name-encoded}` the whole name, slashes included;
 * in query and body `{name}` is the name, encoded as the place asks for.
 */
export interface BindingRequest {
  readonly method: string;
  /** Begins with `{url}`, which is the URL of the run without a slash at its end. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BindingBody;
  /** Statuses that say yes: 2xx where absent. */
  readonly accepted?: readonly StatusPattern[];
  /** Statuses that say no: 4xx where absent. 408, 425 and 429 are about something else, unless they are named here. */
  readonly refused?: readonly StatusPattern[];
}

export interface ListRequest extends BindingRequest {
  /** Where the names are in the JSON of the answer: an array of texts, or of objects with a text in this member. */
  readonly names: { readonly array: string; readonly member?: string };
}

export interface BindingDocument {
  readonly format: typeof BINDING_FORMAT;
  readonly name: string;
  /** What had to be guessed, one line each. */
  readonly assumed?: readonly string[];
  /** Words of the service for the kinds that it has. All three, under their own names, where absent. */
  readonly kinds?: Readonly<Partial<Record<FileKind, string>>>;
  readonly write: BindingRequest;
  readonly read?: BindingRequest;
  readonly list?: ListRequest;
  readonly delete: BindingRequest;
}

/** The service's word for a kind, undefined where it does not have it. */
export const kindWord = ({ kinds }: BindingDocument, kind: FileKind): string | undefined =>
  kinds === undefined ? kind : kinds[kind];
