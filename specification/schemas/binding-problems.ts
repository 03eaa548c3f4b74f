// What is wrong with a binding and cannot be said in a schema.

interface RequestParts {
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: {
    readonly as: 'raw' | 'form' | 'multipart';
    readonly fields?: Readonly<Record<string, string>>;
    readonly file?: { readonly filename?: string };
  };
}

/** As much of a binding as is looked at here. */
export interface BindingParts {
  readonly kinds?: Readonly<Record<string, string>>;
  readonly write: RequestParts;
  readonly read?: RequestParts;
  readonly list?: RequestParts;
  readonly delete: RequestParts;
}

/** They carry secrets, which have no place in a file that is shown and passed on. */
const SECRET = new Set(['authorization', 'proxy-authorization', 'cookie']);
/** They belong to the connection, or follow from the body. */
const NOT_FREE = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'upgrade',
  'te',
]);

/** One line for each, with the place as a JSON pointer. The binding must be valid against its schema. */
export function bindingProblems({ kinds, write, read, list, delete: remove }: BindingParts): readonly string[] {
  const named: ReadonlyArray<readonly [string, RequestParts | undefined]> = [
    ['/write', write],
    ['/read', read],
    ['/delete', remove],
  ];
  return [
    ...(kinds !== undefined && Object.keys(kinds).length === 0
      ? ['/kinds: no kind is named; leave it out for all']
      : []),
    ...named.flatMap(([place, request]) =>
      request === undefined || textsOf(request).some((text) => /\{name(-encoded)?\}/.test(text))
        ? []
        : [`${place}: the name is nowhere; put {name} into url, query or body`],
    ),
    ...(hasContent(write) ? [] : ['/write: the content of the file is nowhere; give a body']),
    ...[...named, ['/list', list] as const].flatMap(([place, request]) => headerProblems(place, request)),
  ];
}

const textsOf = ({ url, query = {}, headers = {}, body }: RequestParts): readonly string[] => [
  url,
  ...Object.values(query),
  ...Object.values(headers),
  ...Object.values(body?.fields ?? {}),
  ...(body?.file?.filename === undefined ? [] : [body.file.filename]),
];

function hasContent({ body }: RequestParts): boolean {
  if (body === undefined) return false;
  if (body.as === 'raw') return true;
  if (body.as === 'multipart') return body.file !== undefined;
  return Object.values(body.fields ?? {}).some((text) => text.includes('{content}'));
}

function headerProblems(place: string, request: RequestParts | undefined): readonly string[] {
  return Object.keys(request?.headers ?? {}).flatMap((name) => {
    const at = `${place}/headers/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const lower = name.toLowerCase();
    if (SECRET.has(lower)) return [`${at}: no secrets in a binding; give them by --user and --key, or by --header`];
    if (lower === 'content-type') return [`${at}: the content type is given by body`];
    return NOT_FREE.has(lower) ? [`${at}: this header is made by the client itself`] : [];
  });
}
