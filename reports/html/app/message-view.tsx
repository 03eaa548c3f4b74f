// One HTTP message: headers, and the body as JSON where it is.
import type { Header, RecordedBody } from '../../../harness/http/exchange.ts';
import { parsed } from '../../exchange-body.ts';
import { type JsonMarks, jsonLines } from '../model/json-lines.ts';
import { JsonView } from './json-view.tsx';
import { Scrolling } from './scrolling.tsx';
import { LongShown, Shown } from './shown.tsx';
import { bytesText, counted } from './units.ts';

interface Props {
  readonly what: 'request' | 'response';
  /** Request line or status line. */
  readonly firstLine: string;
  readonly headers: readonly Header[];
  readonly body?: RecordedBody;
  readonly marks?: JsonMarks;
}

const MessageView = ({ what, firstLine, headers, body, marks }: Props) => (
  <div class="message">
    <p class="first-line">
      <Shown text={firstLine} longest={1000} />
    </p>
    <details class="fold plain">
      <summary>{counted(headers.length, 'header')}</summary>
      <table class="headers">
        <tbody>
          {headers.map(([name, value], index) => (
            <tr key={index}>
              <th scope="row">
                <Shown text={name} longest={200} />
              </th>
              <td>
                <Shown text={value} longest={1000} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
    {body === undefined ? (
      <p class="quiet">no body</p>
    ) : (
      <BodyView body={body} label={`Body of the ${what}`} {...(marks === undefined ? {} : { marks })} />
    )}
  </div>
);

interface ConversationProps {
  readonly request: { readonly method: string; readonly target: string } & Pick<Props, 'headers' | 'body'>;
  readonly response?:
    | ({ readonly status: number; readonly reason: string } & Pick<Props, 'headers' | 'body'>)
    | undefined;
  /** What is marked in the body of the response. */
  readonly marks?: JsonMarks;
}

/** A request, and beside it the response, if one came. */
export const RequestAndResponse = ({ request, response, marks }: ConversationProps) => (
  <div class="messages">
    <MessageView what="request" firstLine={`${request.method} ${request.target}`} {...partsOf(request)} />
    {response === undefined ? null : (
      <MessageView
        what="response"
        firstLine={`${response.status} ${response.reason}`}
        {...partsOf(response)}
        {...(marks === undefined ? {} : { marks })}
      />
    )}
  </div>
);

const partsOf = ({ headers, body }: Pick<Props, 'headers' | 'body'>): Pick<Props, 'headers' | 'body'> => ({
  headers,
  ...(body === undefined ? {} : { body }),
});

interface BodyProps {
  readonly body: RecordedBody;
  readonly label: string;
  readonly marks?: JsonMarks;
}

const BodyView = ({ body, label, marks }: BodyProps) => {
  const value = parsed(body);
  if (value !== undefined) return <JsonView lines={jsonLines(value, marks)} label={label} />;
  return (
    <>
      <Scrolling label={label}>
        <pre class="json">
          {body.text === undefined ? (body.base64 ?? '') : <LongShown text={body.text} kept="lines" />}
        </pre>
      </Scrolling>
      <p class="quiet">
        {bytesText(body.bytes)}
        {body.text === undefined ? ', no text: base64' : ''}
        {body.truncated === true ? ', only the beginning was recorded' : ''}
      </p>
    </>
  );
};
