/**
 * A MongoDB responder for faults that no real server can be made to have: it answers hello, ping and authentication, over
 * TLS of any version, with any certificate and staple, and can close, stay silent or talk nonsense at any point.
 */
import { Binary, ObjectId, deserialize, serialize } from 'bson';
import type { Document } from 'bson';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import net from 'node:net';
import type { Socket } from 'node:net';
import tls from 'node:tls';

export interface ResponderOptions {
  readonly cert?: string;
  readonly key?: string;
  /** PEM texts. */
  readonly ca?: string;
  readonly tls?: tls.TlsOptions;
  readonly staple?: Buffer;
  /** Whether a client certificate is asked for; `mongod`: refused after the handshake without an alert, `alert`: during it. */
  readonly client?: 'mongod' | 'alert' | 'optional';
  /** Answers plaintext on the same port too, as net.tls.mode preferTLS does. */
  readonly alsoPlain?: boolean;
  readonly hello?: Document;
  /** Where to listen; 127.0.0.1 and a free port when not given. */
  readonly host?: string;
  readonly port?: number;
  /** Tells a service id only to clients that say that they know of the load balancer. */
  readonly balanced?: boolean;
  readonly users?: Readonly<Record<string, string>>;
  readonly mechanisms?: readonly string[];
  readonly x509Users?: readonly string[];
  readonly afterHandshake?: 'close' | 'silent' | 'http' | 'garbage' | 'huge';
}

export interface Running {
  readonly port: number;
  /** The whole connection string, where the port alone does not make it. */
  readonly uri?: string;
  close(): Promise<void>;
}

const opMsg = 2013;

/** Starts on loopback. With neither `cert` nor `key` it speaks plaintext. */
export async function startResponder(options: ResponderOptions): Promise<Running> {
  const serve = (socket: Socket, tlsSocket?: tls.TLSSocket): void => {
    socket.on('error', () => undefined);
    new Conversation(socket, options, tlsSocket);
  };
  if (options.cert === undefined)
    return listen(
      net.createServer((s) => serve(s)),
      options,
    );
  const secure = tls.createServer(
    {
      cert: options.cert,
      key: options.key,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      requestCert: options.client !== undefined,
      rejectUnauthorized: options.client === 'alert',
      ...options.tls,
    },
    (socket) => {
      socket.on('error', () => undefined);
      const certificate = socket.getPeerX509Certificate();
      if (options.client === 'mongod' && (!certificate || !socket.authorized)) return void socket.destroy();
      if (options.client === 'optional' && certificate && !socket.authorized) return void socket.destroy();
      serve(socket, socket);
    },
  );
  secure.on('tlsClientError', (_, socket) => socket.destroy());
  if (options.staple)
    secure.on('OCSPRequest', (_c: Buffer, _i: Buffer, done: (e: Error | null, r: Buffer) => void) =>
      done(null, options.staple!),
    );
  if (!options.alsoPlain) return listen(secure, options);
  return listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (first: Buffer) => {
        socket.pause();
        socket.unshift(first);
        if (first[0] === 0x16 && first[1] === 3) secure.emit('connection', socket);
        else {
          serve(socket);
          socket.resume();
        }
      });
    }),
  );
}

/** A server that does what it is told with raw connections. */
export function startRaw(onConnection: (socket: Socket) => void): Promise<Running> {
  return listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    }),
  );
}

function listen(
  server: net.Server,
  { host = '127.0.0.1', port = 0 }: Pick<ResponderOptions, 'host' | 'port'> = {},
): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen({ port, host }, () =>
      resolve({
        port: (server.address() as net.AddressInfo).port,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      }),
    );
  });
}

/** One client. */
class Conversation {
  private buffer = Buffer.alloc(0);
  private scram: { user: string; first: string; server: string; hash: 'sha1' | 'sha256' } | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly options: ResponderOptions,
    private readonly secure: tls.TLSSocket | undefined,
  ) {
    if (options.afterHandshake === 'close') {
      socket.destroy();
      return;
    }
    socket.on('data', (chunk: Buffer) => {
      if (options.afterHandshake === 'silent') return;
      if (options.afterHandshake === 'http')
        return void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
      if (options.afterHandshake === 'garbage') return void socket.write(randomBytes(4096));
      if (options.afterHandshake === 'huge') {
        const header = Buffer.alloc(16);
        header.writeInt32LE(0x7fffffff, 0);
        header.writeInt32LE(opMsg, 12);
        socket.write(header);
        const flood = (error?: Error | null): void => {
          if (!error && !socket.destroyed) setImmediate(() => socket.write(Buffer.alloc(65536), flood));
        };
        return flood();
      }
      this.buffer = Buffer.concat([this.buffer, chunk]);
      while (this.buffer.length >= 16) {
        const length = this.buffer.readInt32LE(0);
        // As mongod does (asio_session_impl.cpp, maybeHandshakeSSLForIngress): a first message that answers another one is
        // a TLS greeting or garbage.
        const responseTo = this.buffer.readInt32LE(8);
        if (length < 16 || length > 48_000_000 || (responseTo !== 0 && responseTo !== -1))
          return void socket.destroy();
        if (this.buffer.length < length) return;
        const message = this.buffer.subarray(0, length);
        this.buffer = this.buffer.subarray(length);
        this.answer(message);
      }
    });
  }

  private answer(message: Buffer): void {
    const requestId = message.readInt32LE(4);
    const op = message.readInt32LE(12);
    let document: Document;
    if (op === opMsg) document = deserialize(message.subarray(21, 21 + message.readInt32LE(21)));
    else {
      const end = message.indexOf(0, 20) + 1 + 8;
      document = deserialize(message.subarray(end, end + message.readInt32LE(end)));
    }
    const reply = serialize(this.reply(document));
    const head = Buffer.alloc(16);
    if (op === opMsg) {
      head.writeInt32LE(16 + 5 + reply.length, 0);
      head.writeInt32LE(requestId, 8);
      head.writeInt32LE(opMsg, 12);
      this.socket.write(Buffer.concat([head, Buffer.alloc(5), reply]));
    } else {
      const fields = Buffer.alloc(20);
      fields.writeInt32LE(8, 0);
      fields.writeInt32LE(1, 16);
      head.writeInt32LE(36 + reply.length, 0);
      head.writeInt32LE(requestId, 8);
      head.writeInt32LE(1, 12);
      this.socket.write(Buffer.concat([head, fields, reply]));
    }
  }

  private reply(command: Document): Document {
    const name = Object.keys(command)[0]!;
    if (/^(ismaster|hello)$/i.test(name)) {
      const asked = command['saslSupportedMechs'] as string | undefined;
      return {
        ismaster: true,
        isWritablePrimary: true,
        helloOk: true,
        maxBsonObjectSize: 16777216,
        maxMessageSizeBytes: 48000000,
        maxWriteBatchSize: 100000,
        localTime: new Date(),
        minWireVersion: 0,
        maxWireVersion: 21,
        readOnly: false,
        ...(asked ? { saslSupportedMechs: this.options.mechanisms ?? ['SCRAM-SHA-1', 'SCRAM-SHA-256'] } : {}),
        ...this.options.hello,
        ...(this.options.balanced
          ? command['loadBalanced'] === true
            ? { serviceId: new ObjectId(String(this.options.hello!['serviceId'])) }
            : { serviceId: undefined }
          : {}),
        ok: 1,
      };
    }
    if (name === 'saslStart' || name === 'saslContinue') return this.sasl(name, command);
    if (name === 'authenticate') {
      const certificate = this.secure?.getPeerX509Certificate();
      const subject = certificate?.subject.split('\n').reverse().join(',');
      return subject !== undefined && this.options.x509Users?.includes(subject)
        ? { dbname: '$external', user: subject, ok: 1 }
        : failed();
    }
    return { ok: 1 };
  }

  private sasl(name: string, command: Document): Document {
    const raw = command['payload'] as Binary | string;
    // libmongoc sends PLAIN as text in base64.
    const payload =
      typeof raw === 'string' ? Buffer.from(raw, 'base64') : raw.buffer.subarray(0, raw.position);
    const text = Buffer.from(payload).toString();
    const users = this.options.users ?? {};
    if (name === 'saslStart') {
      const mechanism = String(command['mechanism']);
      if (!(this.options.mechanisms ?? ['SCRAM-SHA-1', 'SCRAM-SHA-256']).includes(mechanism))
        return {
          ok: 0,
          code: 2,
          codeName: 'BadValue',
          errmsg: 'Received authentication for mechanism which is not enabled',
        };
      if (mechanism === 'PLAIN') {
        const [, user, password] = text.split('\0');
        return users[user!] === password
          ? { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)), ok: 1 }
          : failed();
      }
      const first = text.slice(3);
      const user = /n=([^,]*)/.exec(first)![1]!;
      const nonce = /r=(.*)/.exec(first)![1]!;
      const server = `r=${nonce}${randomBytes(9).toString('base64')},s=${saltFor(mechanism).toString('base64')},i=4096`;
      this.scram = { user, first, server, hash: mechanism === 'SCRAM-SHA-1' ? 'sha1' : 'sha256' };
      return { conversationId: 1, done: false, payload: new Binary(Buffer.from(server)), ok: 1 };
    }
    if (!this.scram || text === '')
      return { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)), ok: 1 };
    const { user, first, server, hash } = this.scram;
    const password = users[user];
    if (password === undefined) return failed();
    const secret =
      hash === 'sha1' ? createHash('md5').update(`${user}:mongo:${password}`).digest('hex') : password;
    const size = hash === 'sha1' ? 20 : 32;
    const salted = pbkdf2Sync(
      secret,
      saltFor(hash === 'sha1' ? 'SCRAM-SHA-1' : 'SCRAM-SHA-256'),
      4096,
      size,
      hash,
    );
    const hmac = (key: Buffer, data: string): Buffer => createHmac(hash, key).update(data).digest();
    const clientKey = hmac(salted, 'Client Key');
    const stored = createHash(hash).update(clientKey).digest();
    const message = `${first},${server},${text.replace(/,p=.*/, '')}`;
    const proof = Buffer.from(/p=(.*)/.exec(text)![1]!, 'base64');
    const signature = hmac(stored, message);
    const recovered = Buffer.from(proof.map((byte, i) => byte ^ signature[i]!));
    if (!createHash(hash).update(recovered).digest().equals(stored)) return failed();
    const final = `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`;
    return { conversationId: 1, done: true, payload: new Binary(Buffer.from(final)), ok: 1 };
  }
}

function failed(): Document {
  return { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' };
}

/** MongoDB's salts are four bytes shorter than the hash; libmongoc insists on it. */
function saltFor(mechanism: string): Buffer {
  return Buffer.alloc(mechanism === 'SCRAM-SHA-1' ? 16 : 28, 'salt');
}
