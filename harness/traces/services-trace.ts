// A case of the services suite as data: requests, one after the other. Names of services are labels and secrets are
// placeholders, so that a stored trace can be sent to any target and shown to anybody.
import type { Profile } from './trace.ts';

export const SERVICES_TRACE_FORMAT = 'aculab-conformance/trace@1';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/**
 * Who a request says it is. `user` and `key` are texts in which `{user}`, `{key}`, `{user2}`, `{key2}` stand for the
 * accounts' own, `{key:swapped-case}` for the key in the other letter case, `{key:cut}` for the key without its last
 * character. `header` is an Authorization header as it stands.
 */
export type Auth =
  | { readonly account: 'first' | 'second' }
  | { readonly user: string; readonly key: string; readonly scheme?: string }
  | { readonly header: string }
  | { readonly none: true };

/**
 * A body that is not the JSON text of a configuration: exactly one of the members. In texts `{password}` is replaced as
 * in configurations. `repeat` is for what is too long to write down: `before`, `text` so many times, `after`.
 */
export type RequestBody =
  | { readonly text: string }
  | { readonly base64: string }
  | {
      readonly repeat: {
        readonly before: string;
        readonly text: string;
        readonly times: number;
        readonly after: string;
      };
    };

interface RequestParts {
  /** The first account's where absent. */
  readonly auth?: Auth;
  /** Headers besides Authorization, Content-Type and Accept. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface NamedParts extends RequestParts {
  /** Label: the name on the wire is the case's prefix and this. */
  readonly service: string;
  /** How the label is written in the path, where that is not percent-encoding as usual. */
  readonly rawLabel?: string;
}

interface BodyParts extends NamedParts {
  /** In strings, `{password}` and `{password:2}` to `{password:9}` stand for passwords made for the run. */
  readonly configuration?: Json;
  /** Instead of a configuration. */
  readonly body?: RequestBody;
  /** `null` leaves the header out; `application/json` where absent. */
  readonly contentType?: string | null;
}

export type ServicesStep =
  | ({ readonly do: 'list' } & RequestParts)
  | ({ readonly do: 'schema' } & RequestParts)
  | ({ readonly do: 'read' } & NamedParts)
  | ({ readonly do: 'write' } & BodyParts)
  | ({ readonly do: 'modify' } & BodyParts)
  | ({ readonly do: 'delete' } & NamedParts)
  /** Another method on the list (without `service`), the schema (`on: 'schema'`) or a service. Body as with write. */
  | ({ readonly do: 'request'; readonly method: string; readonly on?: 'list' | 'schema' | 'service' } & RequestParts &
      Partial<BodyParts>)
  /** Requests at the same time; each must be about another service. */
  | { readonly do: 'parallel'; readonly steps: readonly ServicesStep[] };

export interface ServicesTrace {
  readonly format: typeof SERVICES_TRACE_FORMAT;
  /** Group and name: kebab-case segments with slashes between them. */
  readonly id: string;
  readonly title: string;
  readonly suite: 'services';
  /** Requirements that the trace is made for; every rule judges it all the same. */
  readonly requirements: readonly string[];
  readonly profile?: Profile;
  /** Runs alone, because it may break the target for others. */
  readonly exclusive?: boolean;
  readonly steps: readonly ServicesStep[];
}
