// A bot for Aculab Cloud that greets the caller with a tone and then listens.  node bot.js [port]
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const SUBPROTOCOL = 'v1.cloud.aculab.com';

/** 8000 samples a second, 16 bits, one channel: 20 ms are 320 bytes. */
const FRAME_MS = 20;
const FRAME_BYTES = 320;
const GREETING_MS = 600;
/** Audio is sent this far ahead of real time, so that a busy machine leaves no gap. */
const LEAD_MS = 400;
const CLOSE_AFTER_MS = 3000;

const http = createServer((_request, response) => {
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade, close' }).end();
});
const server = new WebSocketServer({ noServer: true, handleProtocols: () => SUBPROTOCOL });

http.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (offered.includes(SUBPROTOCOL)) server.handleUpgrade(request, socket, head, answerCall);
  else socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});

http.listen(Number(process.argv[2] ?? 9000), '127.0.0.1', () => {
  console.log(`listening on ws://127.0.0.1:${http.address().port}`);
});

function answerCall(connection) {
  let started = false;
  let playTimer;
  let closeTimer;

  const greet = () => {
    connection.send(
      JSON.stringify({ type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1, id: 'hi' }),
    );
    const audio = tone(440, GREETING_MS);
    const begun = performance.now();
    let sent = 0;
    const sendDue = () => {
      while (sent < audio.length && (sent / FRAME_BYTES) * FRAME_MS < performance.now() - begun + LEAD_MS) {
        connection.send(audio.subarray(sent, sent + FRAME_BYTES));
        sent += FRAME_BYTES;
      }
      if (sent < audio.length) return;
      clearInterval(playTimer);
      connection.send(JSON.stringify({ type: 'audio_play_end' }));
    };
    playTimer = setInterval(sendDue, FRAME_MS);
    sendDue();
  };

  connection.on('message', (data, isBinary) => {
    if (isBinary) return;
    const { type } = parse(data.toString());
    if (type === 'call_start' && !started) {
      started = true;
      greet();
    } else if (type === 'call_end') {
      // From here on nothing may be said; should Aculab Cloud not close, we do.
      clearInterval(playTimer);
      closeTimer ??= setTimeout(() => connection.close(1000), CLOSE_AFTER_MS);
    }
  });
  connection.on('error', () => connection.terminate());
  connection.on('close', () => {
    clearInterval(playTimer);
    clearTimeout(closeTimer);
  });
}

/** The JSON object in a text, or an empty one: what makes no sense changes nothing. */
function parse(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function tone(hz, ms) {
  const audio = Buffer.alloc(ms * 16);
  for (let at = 0; at < audio.length; at += 2) {
    audio.writeInt16LE(Math.round(4000 * Math.sin((Math.PI * hz * at) / 8000)), at);
  }
  return audio;
}
