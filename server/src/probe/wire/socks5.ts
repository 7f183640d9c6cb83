/** SOCKS5 (RFC 1928, RFC 1929), the client's side. */
import type { Socket } from 'node:net';
import type { Proxy } from '../plan';
import { ConnectError } from './connect';

/** Asks the proxy for a connection to `target`. Names go to the proxy unresolved, as the drivers do. Reads no byte too many: the stream is the target's afterwards. */
export async function socksConnect(
  socket: Socket,
  target: { readonly address: string; readonly port: number },
  proxy: Proxy,
  deadline: number,
): Promise<void> {
  const read = exactReader(socket, deadline);
  const withPassword = proxy.user !== undefined && proxy.password !== undefined;
  socket.write(Buffer.from(withPassword ? [5, 2, 0, 2] : [5, 1, 0]));
  const method = await read(2);
  if (method[0] !== 5) throw new ConnectError('PROXY_NOT_SOCKS');
  if (method[1] === 0xff || (method[1] === 2 && !withPassword)) throw new ConnectError('PROXY_AUTH_REQUIRED');
  if (method[1] === 2) {
    const user = Buffer.from(proxy.user!);
    const password = Buffer.from(proxy.password!);
    socket.write(
      Buffer.concat([Buffer.from([1, user.length]), user, Buffer.from([password.length]), password]),
    );
    if ((await read(2))[1] !== 0) throw new ConnectError('PROXY_AUTH_FAILED');
  }
  const name = Buffer.from(target.address);
  const port = Buffer.from([target.port >> 8, target.port & 0xff]);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, port]));
  const reply = await read(4);
  // RFC 1928 6: what the proxy found; shown as the system would say it.
  const codes = [
    '',
    'PROXY_FAILURE',
    'PROXY_FORBIDS',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ECONNREFUSED',
    'ETIMEDOUT',
  ];
  if (reply[1] !== 0) throw new ConnectError(codes[reply[1]!] ?? 'PROXY_FAILURE');
  const addressLength = reply[3] === 1 ? 4 : reply[3] === 4 ? 16 : (await read(1))[0]!;
  await read(addressLength + 2);
}

function exactReader(socket: Socket, deadline: number): (count: number) => Promise<Buffer> {
  return (count) =>
    new Promise((resolve, reject) => {
      const finish = (act: () => void): void => {
        clearTimeout(timer);
        socket.off('readable', tryRead);
        socket.off('close', onClose);
        act();
      };
      const tryRead = (): void => {
        const bytes = socket.read(count) as Buffer | null;
        if (bytes) finish(() => resolve(bytes));
      };
      const onClose = (): void => finish(() => reject(new ConnectError('PROXY_CLOSED')));
      const timer = setTimeout(
        () => finish(() => reject(new ConnectError('PROXY_TIMEOUT'))),
        Math.max(1, deadline - performance.now()),
      );
      socket.on('readable', tryRead);
      socket.on('close', onClose);
      tryRead();
    });
}
