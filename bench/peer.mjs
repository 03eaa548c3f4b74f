// The other side of the benchmarks, in a process of its own: `node peer.mjs flood <frames>` sends that many audio frames
// as fast as the client takes them, `node peer.mjs echo` plays every caller's audio back. Prints its port.
import { WebSocketServer } from 'ws';

const [mode, count] = process.argv.slice(2);
const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  handleProtocols: (offered) => [...offered][0] ?? false,
});
const frame = Buffer.alloc(320, 1);

function flood(socket, left) {
  for (; left > 0; left--) {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > 1 << 20) {
      setImmediate(flood, socket, left);
      return;
    }
    socket.send(frame);
  }
  socket.send('{"type":"audio_play_end"}');
  socket.close(1000);
}

server.on('connection', (socket) => {
  socket.on('error', () => {});
  if (mode === 'flood') {
    socket.send('{"type":"audio_start"}');
    setImmediate(flood, socket, Number(count));
    return;
  }
  let playing = false;
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      if (!playing) socket.send('{"type":"audio_start"}');
      playing = true;
      socket.send(data, { binary: true });
    } else if (String(data).includes('audio_end') && playing) {
      playing = false;
      socket.send('{"type":"audio_play_end"}');
    }
  });
});
server.on('listening', () => console.log(server.address().port));
process.on('disconnect', () => process.exit(0));
