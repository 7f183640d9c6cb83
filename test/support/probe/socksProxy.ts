/** A SOCKS5 proxy on loopback (RFC 1928, RFC 1929) that connects for real, with or without a password. */
import net from 'node:net';
import type { Socket } from 'node:net';
import { startRaw } from './responder';
import type { Running } from './responder';

export interface SocksOptions {
  readonly user?: string;
  readonly password?: string;
  /** Where names lead: this machine. */
  readonly refuse?: boolean;
}

export function startSocks(options: SocksOptions = {}): Promise<Running> {
  return startRaw((socket) => void serve(socket, options).catch(() => socket.destroy()));
}

async function serve(socket: Socket, options: SocksOptions): Promise<void> {
  const next = (): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      socket.once('data', resolve);
      socket.once('close', () => reject(new Error('closed')));
    });
  const methods = await next();
  const wantsPassword = options.user !== undefined;
  if (methods[0] !== 5) return void socket.destroy();
  if (wantsPassword && !methods.subarray(2).includes(2)) return void socket.end(Buffer.from([5, 0xff]));
  socket.write(Buffer.from([5, wantsPassword ? 2 : 0]));
  if (wantsPassword) {
    const sent = await next();
    const user = sent.subarray(2, 2 + sent[1]!).toString();
    const password = sent.subarray(3 + sent[1]!).toString();
    const right = user === options.user && password === options.password;
    socket.write(Buffer.from([1, right ? 0 : 1]));
    if (!right) return void socket.end();
  }
  const request = await next();
  const port = request.readUInt16BE(request.length - 2);
  const reply = (code: number): boolean => socket.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
  if (options.refuse) {
    reply(2);
    return void socket.end();
  }
  const through = net.connect(port, '127.0.0.1');
  through.on('error', () => {
    reply(5);
    socket.end();
  });
  through.on('connect', () => {
    reply(0);
    socket.pipe(through).pipe(socket);
  });
  socket.on('close', () => through.destroy());
  through.on('close', () => socket.destroy());
}
