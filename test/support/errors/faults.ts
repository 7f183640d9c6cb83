/** Faults of a TLS connection, provoked on loopback: servers that are wrong in one way each, and what a client must be given. */
import { mkdirSync } from 'node:fs';
import net from 'node:net';
import { Pki } from '../../real/support/pki';
import { startResponder, type ResponderOptions, type Running } from '../probe/responder';

/** One fault. Files are names in the folder of the certificates. */
export interface Fault {
  readonly id: string;
  /** The true category. */
  readonly category: string;
  /** A second thing that is wrong with it. */
  readonly also?: string;
  /** Others that the same words can mean as well: the true one need not come first. */
  readonly ambiguous?: true;
  /** Name of the server in `Lab.ports`; absent: nothing listens. */
  readonly server: string;
  readonly host?: string;
  /** False: the client speaks without TLS. */
  readonly tls?: false;
  readonly ca?: string;
  readonly crl?: string;
  readonly cert?: string;
  readonly password?: string;
  /** Part of the URI before the host, for clients that log in. */
  readonly user?: string;
}

const ca = 'ca.crt';

/** Every fault, by the step at which a connection stops. */
export const faults: readonly Fault[] = [
  { id: 'no CA file for a private CA', category: 'verification', server: 'good' },
  { id: 'the CA file of another CA', category: 'verification', server: 'good', ca: 'other.crt' },
  { id: 'a CA of the same name with another key', category: 'verification', server: 'good', ca: 'twin.crt' },
  { id: 'a self-signed server', category: 'verification', server: 'self', ca },
  { id: 'a self-signed root in the chain', category: 'verification', server: 'rootSent', ca: 'other.crt' },
  { id: 'no intermediate in the chain', category: 'verification', server: 'noIntermediate', ca },
  {
    id: 'only the intermediate in the CA file',
    category: 'verification',
    server: 'noIntermediate',
    ca: 'intermediate.crt',
  },
  { id: 'an expired server', category: 'verification', server: 'expired', ca },
  { id: 'a server that is not valid yet', category: 'verification', server: 'future', ca },
  { id: 'a client certificate as server', category: 'verification', server: 'purpose', ca },
  { id: 'a weak server key', category: 'verification', server: 'weak', ca },
  { id: 'a certificate of X.509 version 1', category: 'verification', also: 'hostname', server: 'v1', ca },
  { id: 'an issuer that is no CA', category: 'verification', server: 'leafIssuer', ca },
  { id: 'another host name', category: 'hostname', server: 'wrong', ca },
  {
    id: 'an address that the certificate lacks',
    category: 'hostname',
    server: 'wrong',
    host: '127.0.0.1',
    ca,
  },
  {
    id: 'a common name without alternative names',
    category: 'hostname',
    server: 'commonName',
    ca,
    ambiguous: true,
  },
  { id: 'a revoked server', category: 'revocation', server: 'good', ca, crl: 'revoked.crl' },
  { id: 'an expired revocation list', category: 'revocation', server: 'good', ca, crl: 'old.crl' },
  { id: 'the revocation list of another CA', category: 'revocation', server: 'good', ca, crl: 'other.crl' },
  { id: 'no client certificate, TLS 1.2', category: 'client-cert', server: 'demands12', ca, ambiguous: true },
  { id: 'no client certificate, TLS 1.3', category: 'client-cert', server: 'demands13', ca, ambiguous: true },
  {
    id: 'a client certificate of another CA, TLS 1.2',
    category: 'client-cert',
    server: 'demands12',
    ca,
    cert: 'stranger.pem',
    ambiguous: true,
  },
  {
    id: 'a client certificate of another CA, TLS 1.3',
    category: 'client-cert',
    server: 'demands13',
    ca,
    cert: 'stranger.pem',
    ambiguous: true,
  },
  {
    id: 'an expired client certificate',
    category: 'client-cert',
    server: 'demands12',
    ca,
    cert: 'old.pem',
    ambiguous: true,
  },
  ...(
    [
      [42, 'bad_certificate'],
      [43, 'unsupported_certificate'],
      [44, 'certificate_revoked'],
      [45, 'certificate_expired'],
      [46, 'certificate_unknown'],
      [48, 'unknown_ca'],
      [49, 'access_denied'],
      [116, 'certificate_required'],
    ] as const
  ).map(
    ([number, name]): Fault => ({
      id: `alert ${name}`,
      category: 'client-cert',
      server: `alert${number}`,
      ca,
    }),
  ),
  ...(
    [
      [40, 'handshake_failure'],
      [70, 'protocol_version'],
      [71, 'insufficient_security'],
      [47, 'illegal_parameter'],
      [50, 'decode_error'],
      [86, 'inappropriate_fallback'],
      [109, 'missing_extension'],
      [112, 'unrecognized_name'],
      [120, 'no_application_protocol'],
    ] as const
  ).map(
    ([number, name]): Fault => ({ id: `alert ${name}`, category: 'protocol', server: `alert${number}`, ca }),
  ),
  { id: 'alert internal_error, as Atlas sends it', category: 'network', server: 'alert80', ca },
  { id: 'TLS 1.0 only', category: 'protocol', server: 'tls10', ca },
  { id: 'no common cipher', category: 'protocol', server: 'cipher', ca },
  { id: 'an HTTP server', category: 'not-tls', server: 'http', ca },
  { id: 'a server that answers in another protocol', category: 'not-tls', server: 'text', ca },
  {
    id: 'a server that closes at the TLS greeting',
    category: 'not-tls',
    server: 'close',
    ca,
    ambiguous: true,
  },
  {
    id: 'a server that demands TLS',
    category: 'server-expects-tls',
    server: 'close',
    tls: false,
    ambiguous: true,
  },
  { id: 'a reset', category: 'network', server: 'reset', ca, ambiguous: true },
  { id: 'a server that never answers', category: 'network', server: 'silent', ca },
  { id: 'a closed port', category: 'network', server: 'refused', ca },
  { id: 'a closed port without TLS', category: 'network', server: 'refused', tls: false },
  { id: 'an address without a route', category: 'network', server: 'refused', host: '255.255.255.255', ca },
  { id: 'a wrong password', category: 'auth', server: 'users', ca, user: 'app:wrong@' },
  { id: 'a host that does not exist', category: 'dns', server: 'good', host: 'db.invalid', ca },
  { id: 'a CA file that is missing', category: 'key-file', server: 'good', ca: 'nowhere.pem' },
  { id: 'a folder as CA file', category: 'key-file', server: 'good', ca: 'folder' },
  { id: 'a CA file that is no PEM', category: 'key-file', server: 'good', ca: 'not.pem', ambiguous: true },
  { id: 'an empty CA file', category: 'key-file', server: 'good', ca: 'empty.pem', ambiguous: true },
  { id: 'a CA file in DER', category: 'key-file', server: 'good', ca: 'ca.der', ambiguous: true },
  { id: 'a broken CA file', category: 'key-file', server: 'good', ca: 'broken.pem', ambiguous: true },
  { id: 'a key file that is missing', category: 'key-file', server: 'demands12', ca, cert: 'nowhere.pem' },
  { id: 'a key of another certificate', category: 'key-file', server: 'demands12', ca, cert: 'mismatch.pem' },
  {
    id: 'a certificate without its key',
    category: 'key-file',
    server: 'demands12',
    ca,
    cert: 'onlyCertificate.pem',
  },
  { id: 'a key without its certificate', category: 'key-file', server: 'demands12', ca, cert: 'client.key' },
  { id: 'a key file that is no PEM', category: 'key-file', server: 'demands12', ca, cert: 'not.pem' },
  {
    id: 'a wrong password for the key',
    category: 'key-file',
    server: 'demands12',
    ca,
    cert: 'locked.pem',
    password: 'wrong',
  },
  { id: 'no password for the key', category: 'key-file', server: 'demands12', ca, cert: 'locked.pem' },
];

/** The servers and files of the faults. */
export class Lab {
  readonly pki = new Pki();
  readonly ports: Record<string, number> = {};
  private readonly servers: net.Server[] = [];
  private readonly responders: Running[] = [];

  /** Makes the certificates and starts every server. Takes a few seconds, most of them OpenSSL. */
  async start(): Promise<void> {
    this.files();
    const chain = (...names: string[]) => names.map((n) => this.pki.read(n).toString()).join('');
    for (const name of [
      'good',
      'wrong',
      'expired',
      'future',
      'self',
      'purpose',
      'v1',
      'commonName',
      'leafIssuer',
    ])
      await this.secure(name, name);
    await this.secure('weak', 'weak', { tls: { ciphers: 'DEFAULT@SECLEVEL=0' } });
    await this.secure('rootSent', 'good', { cert: chain('good.crt', 'ca.crt') });
    await this.secure('noIntermediate', 'below');
    const demands = { client: 'alert', ca: this.pki.read('ca.crt').toString() } as const;
    await this.secure('demands12', 'good', { ...demands, tls: { maxVersion: 'TLSv1.2' } });
    await this.secure('demands13', 'good', { ...demands, tls: { minVersion: 'TLSv1.3' } });
    await this.secure('tls10', 'good', {
      tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    });
    await this.secure('users', 'good', { users: { app: 'right' } });
    await this.secure('cipher', 'rsa', {
      tls: { maxVersion: 'TLSv1.2', ciphers: 'CAMELLIA256-SHA@SECLEVEL=0' },
    });
    await this.answering('http', Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    await this.answering('text', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'));
    await this.answering('close', 'close');
    await this.answering('reset', 'reset');
    await this.answering('silent', 'nothing');
    for (const { server } of faults) {
      const number = /^alert(\d+)$/.exec(server)?.[1];
      if (number && this.ports[server] === undefined)
        await this.answering(server, Buffer.from([0x15, 3, 3, 0, 2, 2, Number(number)]));
    }
    const closed = net.createServer();
    await this.listen('refused', closed);
    await new Promise((resolve) => closed.close(resolve));
  }

  stop(): void {
    for (const server of this.servers) server.close();
    for (const server of this.responders) void server.close();
    this.pki.remove();
  }

  /** What a client gets: paths instead of names, and a MongoDB URI that says the same. */
  order(fault: Fault): Order {
    const host = fault.host ?? 'localhost';
    const port = this.ports[fault.server]!;
    const file = (name: string | undefined) => (name === undefined ? undefined : this.pki.file(name));
    const order = {
      ca: file(fault.ca),
      crl: file(fault.crl),
      cert: file(fault.cert),
      password: fault.password,
    };
    const options = [
      `tls=${String(fault.tls ?? true)}`,
      ...(order.ca ? [`tlsCAFile=${encodeURIComponent(order.ca)}`] : []),
      ...(order.crl ? [`tlsCRLFile=${encodeURIComponent(order.crl)}`] : []),
      ...(order.cert ? [`tlsCertificateKeyFile=${encodeURIComponent(order.cert)}`] : []),
      ...(order.password ? [`tlsCertificateKeyFilePassword=${order.password}`] : []),
      'serverSelectionTimeoutMS=1500',
      'connectTimeoutMS=1000',
    ];
    return {
      id: fault.id,
      host,
      port,
      tls: fault.tls ?? true,
      ...order,
      uri: `mongodb://${fault.user ?? ''}${host}:${port}/?${options.join('&')}`,
    };
  }

  private files(): void {
    const { pki } = this;
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
    const authority = [
      'basicConstraints=critical,CA:TRUE',
      'keyUsage=critical,keyCertSign,cRLSign',
      'subjectKeyIdentifier=hash',
    ];
    const leaf = [
      names,
      'extendedKeyUsage=serverAuth,clientAuth',
      'authorityKeyIdentifier=keyid',
      'subjectKeyIdentifier=hash',
    ];
    pki.certificate('ca', { extensions: authority });
    pki.certificate('other', { extensions: authority });
    pki.certificate('twin', { subject: '/O=Test/CN=ca', extensions: authority });
    pki.certificate('intermediate', { issuer: 'ca', extensions: authority });
    pki.certificate('good', { issuer: 'ca', extensions: leaf });
    pki.certificate('below', { issuer: 'intermediate', extensions: leaf });
    pki.certificate('leafIssuer', { issuer: 'good', extensions: leaf });
    pki.certificate('wrong', {
      issuer: 'ca',
      extensions: ['subjectAltName=DNS:wrong.example', ...leaf.slice(1)],
    });
    pki.certificate('commonName', { issuer: 'ca', subject: '/CN=localhost', extensions: leaf.slice(1) });
    pki.certificate('expired', {
      issuer: 'ca',
      extensions: leaf,
      notBefore: '20200101000000Z',
      notAfter: '20210101000000Z',
    });
    pki.certificate('future', {
      issuer: 'ca',
      extensions: leaf,
      notBefore: '20380101000000Z',
      notAfter: '20400101000000Z',
    });
    pki.certificate('purpose', {
      issuer: 'ca',
      extensions: [names, 'extendedKeyUsage=clientAuth', ...leaf.slice(2)],
    });
    pki.certificate('weak', { issuer: 'ca', extensions: leaf, key: 'rsa:1024' });
    pki.certificate('rsa', { issuer: 'ca', extensions: leaf, key: 'rsa:2048' });
    pki.certificate('self', { extensions: [names] });
    pki.key('v1.key');
    pki.openssl('req', '-new', '-key', 'v1.key', '-subj', '/CN=localhost', '-out', 'v1.csr');
    pki.openssl(
      'x509',
      '-req',
      '-in',
      'v1.csr',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      'v1.crt',
    );
    pki.certificate('client', { issuer: 'ca', extensions: leaf });
    pki.certificate('stranger', { issuer: 'other', extensions: leaf });
    pki.certificate('old', {
      issuer: 'ca',
      extensions: leaf,
      notBefore: '20200101000000Z',
      notAfter: '20210101000000Z',
    });
    pki.join('client.pem', 'client.key', 'client.crt');
    pki.join('stranger.pem', 'stranger.key', 'stranger.crt');
    pki.join('old.pem', 'old.key', 'old.crt');
    pki.join('mismatch.pem', 'stranger.key', 'client.crt');
    pki.join('onlyCertificate.pem', 'client.crt');
    pki.write('not.pem', 'this is no certificate\n');
    pki.write('empty.pem', '');
    pki.write(
      'broken.pem',
      pki
        .read('ca.crt')
        .toString()
        .replace(/\n(.{20})/, '\n%%%$1'),
    );
    pki.openssl('x509', '-in', 'ca.crt', '-outform', 'DER', '-out', 'ca.der');
    pki.openssl('pkcs8', '-topk8', '-in', 'client.key', '-out', 'locked.key', '-passout', 'pass:right');
    pki.join('locked.pem', 'locked.key', 'client.crt');
    pki.crl('revoked.crl', 'ca', { revoke: 'good.crt' });
    pki.crl('old.crl', 'ca', { last: '20200101000000Z', next: '20210101000000Z' });
    pki.crl('other.crl', 'other');
    mkdirSync(pki.file('folder'));
  }

  private listen(name: string, server: net.Server): Promise<void> {
    this.servers.push(server);
    server.on('connection', (socket: net.Socket) => {
      socket.on('error', () => {});
      // Whoever never speaks must not keep the process alive.
      socket.setTimeout(20_000, () => socket.destroy());
    });
    server.on('tlsClientError', () => {});
    return new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        this.ports[name] = (server.address() as net.AddressInfo).port;
        resolve();
      }),
    );
  }

  /** A MongoDB that speaks TLS with this certificate: who accepts it has nothing to complain about. */
  private async secure(name: string, certificate: string, options: ResponderOptions = {}): Promise<void> {
    const server = await startResponder({
      key: this.pki.read(`${certificate}.key`).toString(),
      cert: this.pki.read(`${certificate}.crt`).toString(),
      ...options,
    });
    this.responders.push(server);
    this.ports[name] = server.port;
  }

  /** Answers the first bytes with an alert, with another protocol, with a close, with a reset, or not at all. */
  private answering(name: string, answer: Buffer | 'close' | 'reset' | 'nothing'): Promise<void> {
    return this.listen(
      name,
      net.createServer((socket) =>
        socket.once('data', () => {
          if (answer === 'reset') socket.resetAndDestroy();
          else if (answer === 'close') socket.end();
          else if (answer !== 'nothing') socket.end(answer);
        }),
      ),
    );
  }
}

/** A fault as a client program reads it. */
export interface Order {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly uri: string;
  readonly ca: string | undefined;
  readonly crl: string | undefined;
  readonly cert: string | undefined;
  readonly password: string | undefined;
}
