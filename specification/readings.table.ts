// Where the documents are silent, contradict themselves or slip: what may be meant, and how the harness acts there.
// R1 to R20 and R50 to R52 concern WebSockets, R21 to R38 outbound services, R40 to R48 media files; the other numbers
// are free.
import type { Reading } from './types.ts';

export const READINGS: readonly Reading[] = [
  {
    id: 'R1',
    question: 'Which type does the message have that starts a play?',
    readings: [
      'audio_start, as it is printed, the same as the message that announces the caller’s audio',
      'audio_play_start, by the pattern of audio_play_end and audio_play_abort',
    ],
    harness:
      'Takes both from a server and warns on the second. As a server it sends the first; --play-start-type changes that.',
  },
  {
    id: 'R2',
    question: 'Does the play that is sounding count among the four queued plays?',
    readings: [
      'yes: four plays may be outstanding',
      'no, only waiting plays count: one active and four waiting, since the text on aborting tells active from queued',
    ],
    harness:
      'Warns at five outstanding plays and fails at six. As the Cloud it takes five and answers the sixth with an error.',
  },
  {
    id: 'R3',
    question: 'Is the limit of 1600 bytes one of frames or of messages?',
    readings: ['of each frame, as it is printed', 'of each message, all its fragments together'],
    harness: 'Fails a frame beyond the limit; warns where only the fragments together exceed it.',
  },
  {
    id: 'R4',
    question: 'Is the last frame of a play to be a multiple of 10 ms as well?',
    readings: ['every frame is', 'every frame but the last, which holds what is left'],
    harness: 'Exempts the last frame of a play.',
  },
  {
    id: 'R5',
    question: 'What becomes of frame 251 of a play whose queue is full?',
    readings: ['it is dropped', 'it is refused with an error', 'the connection is closed'],
    harness: 'Warns the server. As the Cloud it drops the frame and sends an error.',
  },
  {
    id: 'R6',
    question: 'Is two-channel audio other than 16bit_PCM wrong when the channel is left out?',
    readings: [
      'yes: the default channel 0 means a mix, and mixing is for 16bit_PCM only',
      'no: whoever names no channel asks for no mix',
    ],
    harness: 'Fails it: both the default and the restriction are published.',
  },
  {
    id: 'R7',
    question: 'Which byte order and sign do samples have?',
    readings: ['those of WAV files: 16-bit signed little-endian, 8-bit unsigned', 'unknown, since none is stated'],
    harness: 'Reads samples as WAV does, for pictures and levels only, never for a verdict.',
  },
  {
    id: 'R8',
    question: 'Who closes the connection after call_end?',
    readings: ['Aculab Cloud', 'either side'],
    harness: 'Takes a close from either side. As the Cloud it closes with 1000 at once.',
  },
  {
    id: 'R9',
    question: 'May a server send messages after its call_hangup?',
    readings: ['no', 'yes, they are ignored'],
    harness: 'Warns.',
  },
  {
    id: 'R10',
    question: 'How does Aculab Cloud answer wrong values and frames with part of a sample?',
    readings: ['with an error, and the call goes on', 'by closing the connection'],
    harness: 'Passes both; warns when there is no answer at all.',
  },
  {
    id: 'R11',
    question: 'Which status does a Write have that replaces a service?',
    readings: ['200, as the text says', '201, as the third example of Write shows'],
    harness: 'Passes 200, warns on 201.',
  },
  {
    id: 'R12',
    question: 'What may `from` hold?',
    readings: [
      'any number or SIP address, and an empty string when it is withheld',
      'any number or SIP address, never an empty string',
    ],
    harness: 'Warns when an empty `from` ends the call; fails when any other does.',
  },
  {
    id: 'R13',
    question: 'What happens to an unknown option in a Modify?',
    readings: ['the merge ignores it', 'the schema refuses it'],
    harness: 'Passes both; storing it fails.',
  },
  {
    id: 'R14',
    question: 'Are error bodies JSON although some are printed with single quotes?',
    readings: ['yes: the quotes are a slip of the print, bodies are JSON'],
    harness: 'Demands JSON.',
  },
  {
    id: 'R15',
    question: 'Which JSON type has `details` when there is a single violation?',
    readings: ['an array of strings', 'one string'],
    harness: 'Passes the array, warns on the string.',
  },
  {
    id: 'R16',
    question: 'Does letter case matter in extensions and names?',
    readings: ['it does', 'it does not'],
    harness: 'Reports what the target does, never judges it.',
  },
  {
    id: 'R17',
    question: 'What is an extension?',
    readings: [
      'the text after the last dot of the last segment, neither it nor what stands before the dot being empty',
      'the same, but nothing needs to stand before the dot: a bare .wav has one',
    ],
    harness:
      'Takes dir.wav/name, name. and name as without extension. A bare .wav or .htaccess is reported, never judged.',
  },
  {
    id: 'R18',
    question: 'What of a leading slash or ./, a trailing slash or /., a lone dot or slash, and very long names?',
    readings: [
      'allowed, and an accepted /a.wav or ./a.wav is the file a.wav',
      'allowed, and it is another file than a.wav',
      'refused',
    ],
    harness:
      'Reports what the target does and judges only that its store stays whole. Cases use names of at most 100 characters. The empty name has no extension.',
  },
  {
    id: 'R19',
    question: 'Why does the third example of Write return another error page than was sent?',
    readings: ['a slip: what was sent is what comes back'],
    harness: 'Expects what was sent.',
  },
  {
    id: 'R20',
    question: 'What is the subprotocol called?',
    readings: [
      'v1.cloud.aculab.com',
      'v1.ws.cloud.aculab.com or v2.ws.cloud.aculab.com, as a later edition of the guide has it',
    ],
    harness: 'Offers and expects the first.',
  },
  {
    id: 'R21',
    question: 'Must `details` be there when there is a single violation?',
    readings: ['always', 'only for several violations'],
    harness: 'Warns when it is missing for one violation; demands an array of all of them when there are several.',
  },
  {
    id: 'R22',
    question: 'What does the list show as description when the option is null?',
    readings: ['null', 'an empty string', 'no such member'],
    harness: 'Passes null, warns on the others.',
  },
  {
    id: 'R23',
    question: 'Which configuration does the schema judge?',
    readings: ['the one that was sent', 'the one that results when the defaults are merged in'],
    harness: 'Counts a disagreement between schema and Write only where both configurations show it.',
  },
  {
    id: 'R24',
    question: 'What happens to unknown options below the top level?',
    readings: [
      'they are refused',
      'they are ignored',
      'what the target’s own schema says, only its top level being published',
    ],
    harness: 'Lets the target’s own schema decide.',
  },
  {
    id: 'R25',
    question: 'How is a Modify with an empty object answered?',
    readings: ['200, nothing changed', '400'],
    harness: 'Passes 200, warns on 400.',
  },
  {
    id: 'R26',
    question: 'How do arrays and null merge?',
    readings: ['an array replaces the whole array, null replaces an object', 'the schema refuses null for an object'],
    harness: 'Passes both.',
  },
  {
    id: 'R27',
    question: 'Which names may services have?',
    readings: ['no rule is published'],
    harness:
      'Names its own by [A-Za-z0-9_-]{1,40}. Any other name may be refused with 4xx; when accepted it must come back unchanged. Read of an impossible name: 404 or 400.',
  },
  {
    id: 'R28',
    question: 'Which error comes first when several things are wrong, such as an unknown name and a broken body?',
    readings: ['the one', 'the other'],
    harness: 'Passes either.',
  },
  {
    id: 'R29',
    question: 'What do 413, 415, 429 and 503 with Retry-After mean here?',
    readings: ['nothing is published'],
    harness: 'Passes 413 and 415 as refusals. Waits and repeats on 429 and 503; then the case is inconclusive.',
  },
  {
    id: 'R30',
    question: 'How are unsupported methods answered?',
    readings: ['any 4xx status', '501'],
    harness: 'Passes these, warns on anything else. HEAD counts as GET; TRACE and CONNECT are never sent.',
  },
  {
    id: 'R31',
    question: 'How is request.url of an error body written?',
    readings: ['percent-encoded, with or without the query', 'decoded, with or without the query'],
    harness: 'Passes all of them.',
  },
  {
    id: 'R32',
    question: 'Which time zone has a datetime in an error body?',
    readings: ['UTC', 'local time'],
    harness: 'Never judges the zone. The error may be later than the request, and clocks tick in seconds.',
  },
  {
    id: 'R33',
    question: 'May Content-Type carry parameters?',
    readings: ['yes, application/json; charset=… is application/json'],
    harness: 'Passes it.',
  },
  {
    id: 'R34',
    question: 'Are the ten published options all there are?',
    readings: ['exactly these', 'at least these, since new options are foreseen'],
    harness: 'Fails fewer, passes more.',
  },
  {
    id: 'R35',
    question: 'What if settings of the account limit the allowed values?',
    readings: ['the target’s own schema shows the limits'],
    harness: 'Holds nothing against Write that the target’s schema refuses; such a case counts as not exercised.',
  },
  {
    id: 'R36',
    question: '401 or 403, with or without WWW-Authenticate, and does letter case of the user matter?',
    readings: ['401', '403'],
    harness: 'Passes either status and judges nothing of the rest.',
  },
  {
    id: 'R37',
    question: 'May the harness touch services that it did not make?',
    readings: ['never'],
    harness:
      'Sends no write to a foreign service, not even one that ought to be refused: it tries refusals on its own.',
  },
  {
    id: 'R38',
    question: 'What of a wrong or missing Content-Type, and of a body that is empty, [] or null?',
    readings: ['400', '415', 'accepted as JSON where it is JSON'],
    harness: 'Demands no 5xx and that nothing invalid is stored; reports the rest.',
  },
  {
    id: 'R40',
    question: 'Do the rules of names hold for the kind rest (log files)?',
    readings: ['no: they speak of media storage', 'yes: the storage is one'],
    harness: 'Reports names of this kind, never judges them.',
  },
  {
    id: 'R41',
    question: 'What if an HTTP front end rewrites .., // or /./, or redirects, before the store sees the name?',
    readings: ['the name counts as refused', 'it is not the store’s doing'],
    harness: 'Sends the raw path. After a redirect or a proven rewriting the case counts as not exercised.',
  },
  {
    id: 'R42',
    question: 'What is %2F in a path?',
    readings: ['a separator', 'refused'],
    harness: 'Passes both unless the name escapes the store.',
  },
  {
    id: 'R43',
    question: 'How is writing over an existing file answered?',
    readings: ['200, 201 or 204', '409'],
    harness: 'Passes all of them.',
  },
  {
    id: 'R44',
    question: 'Can a file a and a file a/b exist together?',
    readings: ['both can', 'the second is answered by 409'],
    harness: 'Passes both.',
  },
  {
    id: 'R45',
    question: 'How is an illegal name answered on read or delete?',
    readings: ['400', '404'],
    harness: 'Passes both.',
  },
  {
    id: 'R46',
    question: 'Does a 4xx in plain text from the HTTP layer (400, 414, 431) refuse a name?',
    readings: ['yes'],
    harness: 'Counts it as a refusal.',
  },
  {
    id: 'R47',
    question: 'What of a colon in a name?',
    readings: ['accepted, though discouraged', 'refused, since it may be withdrawn'],
    harness: 'Passes acceptance with a note, warns on refusal.',
  },
  {
    id: 'R48',
    question: 'What if a checking command answers unknown ids or rubbish, or a module throws or returns no boolean?',
    readings: ['a throw is a refusal; anything else is no answer'],
    harness:
      'Calls a case with rubbish or unknown ids inconclusive and warns of them under files.survives.hostile-names, never green: such a run is incomplete (exit 3, if nothing fails); takes a throw as a refusal; without a boolean there is no verdict (exit 3).',
  },
  {
    id: 'R50',
    question:
      'May a server speak after an audio_play_finished that the end of the call caused, before it can know of call_end?',
    readings: ['yes: that play is over, and the messages crossed on the wire'],
    harness: 'Does not judge it.',
  },
  {
    id: 'R51',
    question: 'Does audio that is sent strictly in real time, with nothing ahead, run dry?',
    readings: ['no, initial_buffer_ms absorbs it', 'yes, any delay is heard'],
    harness:
      'Warns only, where the gap is within the jitter that the initial buffer should absorb. Lateness below the harness’s own measured jitter is never a finding.',
  },
  {
    id: 'R52',
    question: 'What if the upgrade (status, headers, key, certificate) fails for every call?',
    readings: ['there is nothing to judge', 'it is a violation of the handshake'],
    harness: 'Ends with exit 3 and the reason. Where some calls get through, each failure is a finding.',
  },
];
