/** The SOCKS5 proxy of the connection test, against a small proxy on loopback. */
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { ConnectError, connect } from '../../server/src/probe/wire/connect';

/** A SOCKS5 proxy that answers a request with `code`, then echoes. */
async function proxy(code: number): Promise<net.Server> {
  const server = net.createServer((s) => {
    s.on('error', () => undefined);
    s.once('data', () => {
      s.write(Buffer.from([5, 0]));
      s.once('data', () => {
        s.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0, ...(code === 0 ? [0x41] : [])]));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

test('a connection through a proxy begins with the first byte of the target', async () => {
  const server = await proxy(0);
  const { port } = server.address() as net.AddressInfo;
  const socket = await connect({ address: 'db', port: 1 }, performance.now() + 2000, {
    host: '127.0.0.1',
    port,
  });
  const first = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  assert.equal(first.toString(), 'A');
  socket.destroy();
  server.close();
});

test('what the proxy refuses comes back as a code', async () => {
  const server = await proxy(5);
  const { port } = server.address() as net.AddressInfo;
  await assert.rejects(
    connect({ address: 'db', port: 1 }, performance.now() + 2000, { host: '127.0.0.1', port }),
    (e: unknown) => e instanceof ConnectError && e.code === 'ECONNREFUSED',
  );
  server.close();
});
