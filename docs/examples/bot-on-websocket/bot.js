// A telephone bot for Aculab Cloud: greets, answers, hangs up.  node bot.js [port]
import { createServer } from 'node:http';
import websocket from 'websocket';

const SUBPROTOCOL = 'v1.cloud.aculab.com';
const GREETING_MS = 800;
const ANSWER_MS = 600;
/** The caller has said something, and has said enough. */
const ANSWER_AFTER_MS = 500;
const HANG_UP_AFTER_MS = 2000;
const CLOSE_AFTER_MS = 3000;

/** 8000 samples a second, 16 bits, one channel: 20 ms are 320 bytes. */
const FRAME_MS = 20;
const FRAME_BYTES = 320;
/** Audio is sent this far ahead of real time, so that a busy machine leaves no gap. */
const LEAD_MS = 400;

const http = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, (_request, response) => {
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade, close' }).end();
});
http.on('clientError', (_error, socket) => {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  else socket.destroy();
});
http.on('connection', (socket) => socket.on('error', () => socket.destroy()));

const server = new websocket.server({ httpServer: http, fragmentOutgoingMessages: false });
server.on('request', (request) => {
  if (request.requestedProtocols.includes(SUBPROTOCOL)) answerCall(request.accept(SUBPROTOCOL, request.origin));
  else request.reject(400, 'This server speaks v1.cloud.aculab.com');
});

http.listen(Number(process.argv[2] ?? 9000), '127.0.0.1', () => {
  console.log(`listening on ws://127.0.0.1:${http.address().port}`);
});

function answerCall(connection) {
  let started = false;
  let over = false;
  let hearing = false;
  let heardMs = 0;
  let answer = 'to do';
  let playTimer;
  let closeTimer;
  /** The plays that wait for their turn: an id and its audio. */
  const queue = [];

  const say = (message) => {
    if (connection.connected && !over) connection.sendUTF(JSON.stringify(message));
  };

  /** After call_end and call_hangup nothing may be said; should Aculab Cloud not close, we do. */
  const fallSilent = () => {
    over = true;
    clearInterval(playTimer);
    closeTimer ??= setTimeout(() => connection.close(1000), CLOSE_AFTER_MS);
  };

  const playNext = () => {
    const next = queue[0];
    if (next === undefined || over) return;
    say({ type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1, channel: 0, id: next.id });
    const begun = performance.now();
    let sent = 0;
    const sendDue = () => {
      while (sent < next.audio.length && (sent / FRAME_BYTES) * FRAME_MS < performance.now() - begun + LEAD_MS) {
        if (connection.connected) connection.sendBytes(next.audio.subarray(sent, sent + FRAME_BYTES));
        sent += FRAME_BYTES;
      }
      if (sent < next.audio.length) return;
      clearInterval(playTimer);
      say({ type: 'audio_play_end' });
    };
    playTimer = setInterval(sendDue, FRAME_MS);
    sendDue();
  };

  const play = (id, audio) => {
    if (queue.push({ id, audio }) === 1) playNext();
  };

  const playFinished = (id) => {
    if (queue[0]?.id !== id) return;
    queue.shift();
    if (id === 'answer') answer = 'done';
    playNext();
  };

  const listen = (audio) => {
    if (!hearing || over) return;
    if (isSound(audio)) heardMs += audio.length / 16;
    if (heardMs >= ANSWER_AFTER_MS && answer === 'to do') {
      answer = 'playing';
      play('answer', tone(660, ANSWER_MS));
    }
    if (heardMs >= HANG_UP_AFTER_MS && answer === 'done') {
      say({ type: 'call_hangup', cause: 'NORMAL', raw_cause: 16 });
      fallSilent();
    }
  };

  const obey = (message) => {
    if (message.type === 'call_start' && !started) {
      started = true;
      play('greeting', tone(440, GREETING_MS));
    } else if (message.type === 'audio_start') hearing = true;
    else if (message.type === 'audio_end') hearing = false;
    else if (message.type === 'audio_play_finished') playFinished(message.id);
    else if (message.type === 'call_end') fallSilent();
  };

  connection.on('message', (message) => {
    if (message.type === 'binary') listen(message.binaryData);
    else obey(parse(message.utf8Data));
  });
  connection.on('error', () => connection.socket.destroy());
  connection.on('close', () => {
    over = true;
    clearInterval(playTimer);
    clearTimeout(closeTimer);
  });
}

/** The JSON object in a text, or an empty one: what makes no sense changes nothing. */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function tone(hz, ms) {
  const audio = Buffer.alloc(ms * 16);
  for (let at = 0; at < audio.length; at += 2) {
    audio.writeInt16LE(Math.round(4000 * Math.sin((2 * Math.PI * hz * at) / 2 / 8000)), at);
  }
  return audio;
}

function isSound(audio) {
  for (let at = 0; at + 1 < audio.length; at += 2) if (Math.abs(audio.readInt16LE(at)) > 500) return true;
  return false;
}
