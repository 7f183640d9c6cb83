/** Opens a TCP connection or a Unix socket, through a SOCKS5 proxy when there is one. */
import net from 'node:net';
import { socksConnect } from './socks5';
import type { Proxy } from '../plan';
import { WireError } from './wire';

/** Where to connect: an address that was looked up (or the name itself behind a proxy), or a socket's path. */
export type Target = { readonly address: string; readonly port: number } | { readonly path: string };

/** A failed attempt: the system's code (`ECONNREFUSED`, `ETIMEDOUT`, `PROXY…`). */
export class ConnectError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Connects before `deadline` (performance.now()), or throws ConnectError. */
export async function connect(target: Target, deadline: number, proxy?: Proxy): Promise<net.Socket> {
  if (proxy && 'address' in target) {
    const socket = await open({ host: proxy.host, port: proxy.port }, deadline).catch(
      (error: ConnectError) => {
        throw new ConnectError(`PROXY_${error.code}`);
      },
    );
    try {
      await socksConnect(socket, target, proxy, deadline);
      return socket;
    } catch (error) {
      socket.destroy();
      throw error instanceof WireError ? new ConnectError(`PROXY_${error.stop.kind.toUpperCase()}`) : error;
    }
  }
  return open('path' in target ? target : { host: target.address, port: target.port }, deadline);
}

function open(
  options: { host: string; port: number } | { path: string },
  deadline: number,
): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ ...options, autoSelectFamily: false } as net.NetConnectOpts);
    const fail = (code: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new ConnectError(code));
    };
    const timer = setTimeout(() => fail('ETIMEDOUT'), Math.max(1, deadline - performance.now()));
    const onError = (error: NodeJS.ErrnoException): void => fail(error.code ?? 'UNKNOWN');
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      // From here on whoever reads the socket hears of errors; this one only keeps them from ending the process.
      socket.on('error', () => undefined);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
