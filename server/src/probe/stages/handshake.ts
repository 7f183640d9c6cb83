/** A whole handshake with the runtime's TLS library, then the greeting and, when allowed, authentication. */
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Materials, Session } from '../evidence';
import type { ProbePlan } from '../plan';
import { Wire, stopOfError } from '../wire/wire';
import type { Stop } from '../wire/wire';
import { authenticate } from './auth';
import { greet, sessionLimit } from './hello';

export interface SessionOptions {
  readonly serverName: string | undefined;
  readonly client: Materials['client'] | undefined;
  /**
   * The certificate that was judged: secrets are sent only to the holder of its key. Undefined: the profile verifies
   * nothing, as its driver would.
   */
  readonly judged: Buffer | undefined;
  readonly authenticate: boolean;
  readonly replyWaitMs: number;
}

const boringSsl = (process.features as { openssl_is_boringssl?: boolean }).openssl_is_boringssl === true;

/** Never throws. The stream is destroyed at the end. `deadline` is a time of performance.now(). */
export async function openSession(
  stream: Duplex,
  plan: ProbePlan,
  options: SessionOptions,
  deadline: number,
): Promise<Session> {
  const started = performance.now();
  const presented = options.client !== undefined;
  const since = (from: number): number => performance.now() - from;
  let socket: tls.TLSSocket;
  try {
    socket = tls.connect({
      socket: stream,
      // Our own verification has been made on what the server sent; the library's would know one trust store only.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      // What a profile's library refuses (small keys, old ciphers) has been judged too, profile by profile.
      ...(boringSsl ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
      ...(options.serverName === undefined ? {} : { servername: options.serverName }),
      ...(options.client
        ? {
            cert: options.client.pem,
            key: options.client.pem,
            ...(options.client.passphrase === undefined ? {} : { passphrase: options.client.passphrase }),
          }
        : {}),
    });
  } catch (error) {
    stream.destroy();
    return {
      presented,
      handshakeStop: stopOfError(error as NodeJS.ErrnoException),
      ms: { handshake: since(started), hello: 0, auth: 0 },
    };
  }
  const stop = await secured(socket, deadline);
  const handshake = since(started);
  if (stop) {
    socket.destroy();
    return { presented, handshakeStop: stop, ms: { handshake, hello: 0, auth: 0 } };
  }
  const leaf = socket.getPeerX509Certificate()?.raw;
  const protocol = socket.getProtocol() ?? 'TLS';
  const wire = new Wire(socket, sessionLimit);
  const helloStarted = performance.now();
  const greeting = await greet(wire, plan, Math.min(deadline, performance.now() + options.replyWaitMs));
  const hello = since(helloStarted);
  const authStarted = performance.now();
  const sameServer = options.judged === undefined || (leaf !== undefined && leaf.equals(options.judged));
  const auth =
    options.authenticate && greeting.kind === 'reply' && sameServer
      ? await authenticate(wire, plan, greeting.hello, true, deadline)
      : undefined;
  wire.destroy();
  return {
    presented,
    protocol,
    ...(leaf ? { leaf } : {}),
    greeting,
    ...(auth ? { auth } : {}),
    ms: { handshake, hello, auth: since(authStarted) },
  };
}

/** Waits for secureConnect; how it ended otherwise. */
function secured(socket: tls.TLSSocket, deadline: number): Promise<Stop | undefined> {
  return new Promise((resolve) => {
    const finish = (stop: Stop | undefined): void => {
      clearTimeout(timer);
      socket.off('secureConnect', onSecure);
      socket.off('close', onClose);
      resolve(stop);
    };
    const onSecure = (): void => finish(undefined);
    const onClose = (): void => finish({ kind: 'closed' });
    const timer = setTimeout(() => finish({ kind: 'timeout' }), Math.max(1, deadline - performance.now()));
    socket.on('secureConnect', onSecure);
    socket.on('close', onClose);
    // Stays for the whole life of the socket: a late error must not end the process.
    socket.on('error', (error: NodeJS.ErrnoException) => finish(stopOfError(error)));
  });
}
