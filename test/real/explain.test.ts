/**
 * Provokes faults for real, with Node.js, Python, OpenSSL and Go as clients of servers on loopback, and asks what
 * their texts mean: so that a new version of a runtime that prints other words is noticed.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { explain } from '../../server/src/core/explain';
import { Pki } from './support/pki';

interface Fault {
  readonly name: string;
  /** The category that must come first; several where the text does not tell. */
  readonly category: string | readonly string[];
  readonly port: () => number;
  readonly host?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly password?: string;
  /** Clients for which the fault is none, or that cannot take the setting. */
  readonly not?: readonly ClientName[];
}
type ClientName = 'node' | 'python' | 'openssl' | 'go';

const pki = new Pki();
const ports: Record<string, number> = {};
const servers: net.Server[] = [];
const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';

function listen(name: string, server: net.Server): Promise<void> {
  servers.push(server);
  server.on('connection', (socket: net.Socket) => socket.on('error', () => {}));
  server.on('tlsClientError', () => {});
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      ports[name] = (server.address() as net.AddressInfo).port;
      resolve();
    }),
  );
}

/** Accepts TLS and then says nothing more; with a required client certificate it refuses. */
function secure(name: string, certificate: string, options: tls.TlsOptions = {}): Promise<void> {
  const server = tls.createServer({
    key: pki.read(`${certificate}.key`),
    cert: pki.read(`${certificate}.crt`),
    ...options,
  });
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  return listen(name, server);
}

/** Answers the first bytes with an alert of TLS, an answer of another protocol, or a close. */
function answering(name: string, answer: Buffer | 'close' | 'reset'): Promise<void> {
  return listen(
    name,
    net.createServer((socket) =>
      socket.once('data', () => {
        if (answer === 'reset') socket.resetAndDestroy();
        else if (answer === 'close') socket.end();
        else socket.end(answer);
      }),
    ),
  );
}

const alert = (number: number) => Buffer.from([0x15, 3, 3, 0, 2, 2, number]);

before(async () => {
  const ca = [
    'basicConstraints=critical,CA:TRUE',
    'keyUsage=critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier=hash',
  ];
  const leaf = [names, 'extendedKeyUsage=serverAuth,clientAuth', 'authorityKeyIdentifier=keyid'];
  pki.certificate('ca', { extensions: ca });
  pki.certificate('other', { extensions: ca });
  pki.certificate('good', { issuer: 'ca', extensions: leaf });
  pki.certificate('wrong', { issuer: 'ca', extensions: ['subjectAltName=DNS:wrong.example', leaf[2]!] });
  pki.certificate('expired', {
    issuer: 'ca',
    extensions: leaf,
    notBefore: '20200101000000Z',
    notAfter: '20210101000000Z',
  });
  pki.certificate('self', { extensions: [names] });
  pki.certificate('client', { issuer: 'ca', extensions: leaf });
  pki.certificate('stranger', { issuer: 'other', extensions: leaf });
  pki.write('mismatch.pem', pki.read('stranger.key'), pki.read('client.crt'));
  pki.write('only-certificate.pem', pki.read('client.crt'));
  pki.write('not.pem', 'this is no certificate\n');
  pki.openssl('pkcs8', '-topk8', '-in', 'client.key', '-out', 'locked.key', '-passout', 'pass:right');
  pki.write('locked.pem', pki.read('locked.key'), pki.read('client.crt'));
  await secure('good', 'good');
  await secure('wrong', 'wrong');
  await secure('expired', 'expired');
  await secure('self', 'self');
  await secure('demands', 'good', {
    requestCert: true,
    rejectUnauthorized: true,
    ca: pki.read('ca.crt'),
    maxVersion: 'TLSv1.2',
  });
  await answering('http', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await answering('close', 'close');
  await answering('reset', 'reset');
  for (const number of [40, 42, 45, 48, 70, 80, 112]) await answering(`alert${number}`, alert(number));
  const closed = net.createServer();
  await listen('refused', closed);
  await new Promise((resolve) => closed.close(resolve));
});

after(() => {
  for (const server of servers) server.close();
  pki.remove();
});

const at = (name: string) => () => ports[name]!;
const faults: readonly Fault[] = [
  { name: 'no CA file for a private CA', category: 'verification', port: at('good') },
  { name: 'the CA file of another CA', category: 'verification', port: at('good'), ca: 'other.crt' },
  { name: 'a self-signed server', category: 'verification', port: at('self'), ca: 'ca.crt' },
  { name: 'an expired server certificate', category: 'verification', port: at('expired'), ca: 'ca.crt' },
  { name: 'another host name', category: 'hostname', port: at('wrong'), ca: 'ca.crt' },
  {
    name: 'an address that is not in the certificate',
    category: 'hostname',
    port: at('wrong'),
    host: '127.0.0.1',
    ca: 'ca.crt',
  },
  { name: 'no client certificate', category: ['client-cert', 'protocol'], port: at('demands'), ca: 'ca.crt' },
  { name: 'alert handshake_failure', category: 'protocol', port: at('alert40'), ca: 'ca.crt' },
  { name: 'alert bad_certificate', category: 'client-cert', port: at('alert42'), ca: 'ca.crt' },
  { name: 'alert certificate_expired', category: 'client-cert', port: at('alert45'), ca: 'ca.crt' },
  { name: 'alert unknown_ca', category: 'client-cert', port: at('alert48'), ca: 'ca.crt' },
  { name: 'alert protocol_version', category: 'protocol', port: at('alert70'), ca: 'ca.crt' },
  { name: 'alert internal_error, as Atlas sends it', category: 'network', port: at('alert80'), ca: 'ca.crt' },
  { name: 'alert unrecognized_name', category: 'protocol', port: at('alert112'), ca: 'ca.crt' },
  { name: 'an HTTP server', category: 'not-tls', port: at('http'), ca: 'ca.crt' },
  {
    name: 'a server that closes at the TLS greeting',
    category: ['not-tls', 'network'],
    port: at('close'),
    ca: 'ca.crt',
  },
  { name: 'a reset', category: ['network', 'not-tls'], port: at('reset'), ca: 'ca.crt' },
  { name: 'a closed port', category: 'network', port: at('refused'), ca: 'ca.crt' },
  {
    name: 'a host that does not exist',
    category: 'dns',
    port: () => 27017,
    host: 'db.invalid',
    ca: 'ca.crt',
  },
  { name: 'a CA file that is missing', category: 'key-file', port: at('good'), ca: 'nowhere.pem' },
  // Node.js takes it without a word and then finds no issuer; the key-file cause is among the named ones.
  {
    name: 'a CA file that is no PEM',
    category: ['key-file', 'verification'],
    port: at('good'),
    ca: 'not.pem',
    not: ['openssl'],
  },
  {
    name: 'a key of another certificate',
    category: 'key-file',
    port: at('demands'),
    ca: 'ca.crt',
    cert: 'mismatch.pem',
  },
  {
    name: 'a certificate without its key',
    category: 'key-file',
    port: at('demands'),
    ca: 'ca.crt',
    cert: 'only-certificate.pem',
  },
  {
    name: 'a wrong password for the key',
    category: 'key-file',
    port: at('demands'),
    ca: 'ca.crt',
    cert: 'locked.pem',
    password: 'wrong',
    not: ['go'],
  },
];

/** What a client says; undefined when it had nothing to complain about. */
type Client = (fault: Fault) => Promise<string | undefined>;
const hostOf = (fault: Fault) => fault.host ?? 'localhost';
const file = (name: string) => pki.file(name);

const node: Client = (fault) =>
  new Promise((resolve) => {
    const fail = (error: unknown) =>
      resolve(
        error instanceof Error
          ? `${error.stack} { code: '${String((error as NodeJS.ErrnoException).code)}' }`
          : String(error),
      );
    try {
      const socket = tls.connect({
        host: hostOf(fault),
        port: fault.port(),
        ...(fault.host ? {} : { servername: 'localhost' }),
        ...(fault.ca ? { ca: readFileSync(file(fault.ca)) } : {}),
        ...(fault.cert ? { cert: readFileSync(file(fault.cert)), key: readFileSync(file(fault.cert)) } : {}),
        ...(fault.password ? { passphrase: fault.password } : {}),
      });
      socket.on('error', fail);
      socket.on('secureConnect', () => socket.destroy());
      socket.on('close', () => resolve(undefined));
    } catch (error) {
      fail(error);
    }
  });

const pythonProgram = `
import json, socket, ssl, sys, traceback
f = json.loads(sys.argv[1])
try:
    c = ssl.create_default_context(cafile=f.get("ca"))
    if f.get("cert"): c.load_cert_chain(f["cert"], password=f.get("password"))
    with socket.create_connection((f["host"], f["port"]), 5) as s:
        with c.wrap_socket(s, server_hostname=f["host"]) as t: pass
except Exception: sys.stderr.write(traceback.format_exc())
`;

const goProgram = `package main
import ("crypto/tls"; "crypto/x509"; "encoding/json"; "fmt"; "net"; "os"; "time")
func try(f map[string]any) error {
	c := &tls.Config{ServerName: f["host"].(string)}
	if ca, ok := f["ca"].(string); ok { b, err := os.ReadFile(ca); if err != nil { return err }; c.RootCAs = x509.NewCertPool(); if !c.RootCAs.AppendCertsFromPEM(b) { return fmt.Errorf("the specified CA file does not contain any valid certificates") } }
	if cert, ok := f["cert"].(string); ok { p, err := tls.LoadX509KeyPair(cert, cert); if err != nil { return err }; c.Certificates = []tls.Certificate{p} }
	s, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", fmt.Sprintf("%s:%d", f["host"], int(f["port"].(float64))), c)
	if err != nil { return err }
	defer s.Close(); return nil
}
func main() { f := map[string]any{}; json.Unmarshal([]byte(os.Args[1]), &f); if err := try(f); err != nil { fmt.Fprintln(os.Stderr, "connection() error occurred during connection handshake:", err) } }
`;

/** Runs a program beside the servers of this process: it must not block. */
function said(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('error', (error) => resolve(String(error)));
    child.on('close', () => resolve(text));
  });
}

const argument = (fault: Fault) =>
  JSON.stringify({
    host: hostOf(fault),
    port: fault.port(),
    ...(fault.ca ? { ca: file(fault.ca) } : {}),
    ...(fault.cert ? { cert: file(fault.cert) } : {}),
    ...(fault.password ? { password: fault.password } : {}),
  });

const python: Client = async (fault) =>
  (await said('python3', ['-c', pythonProgram, argument(fault)])) || undefined;

const openssl: Client = async (fault) => {
  const text = await said('openssl', [
    's_client',
    '-connect',
    `${hostOf(fault)}:${fault.port()}`,
    '-verify_return_error',
    ...(fault.host?.startsWith('127')
      ? ['-verify_ip', fault.host]
      : ['-verify_hostname', hostOf(fault), '-servername', hostOf(fault)]),
    ...(fault.ca ? ['-CAfile', file(fault.ca)] : []),
    ...(fault.cert ? ['-cert', file(fault.cert), '-key', file(fault.cert)] : []),
    ...(fault.password ? ['-pass', `pass:${fault.password}`] : []),
  ]);
  return text;
};

let goBinary: string | undefined;
const go: Client = async (fault) => {
  if (!goBinary) {
    const folder = file('go');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'main.go'), goProgram);
    writeFileSync(path.join(folder, 'go.mod'), 'module client\ngo 1.18\n');
    execFileSync('go', ['build', '-o', 'client', '.'], {
      cwd: folder,
      env: { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' },
    });
    goBinary = path.join(folder, 'client');
  }
  return (await said(goBinary, [argument(fault)])) || undefined;
};

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const clients: readonly (readonly [ClientName, Client, false | string])[] = [
  ['node', node, false],
  [
    'python',
    python,
    has('python3', '--version') ? false : 'python3 is missing: node scripts/setup.mjs python',
  ],
  [
    'openssl',
    openssl,
    has('openssl', 'version') ? false : 'openssl is missing: node scripts/setup.mjs openssl',
  ],
  ['go', go, has('go', 'version') ? false : 'go is missing: node scripts/setup.mjs go'],
];

for (const [name, client, skip] of clients) {
  test(
    `what ${name} says of ${faults.length} provoked faults is explained by their true category`,
    { skip, timeout: 120_000 },
    async () => {
      const wrong: string[] = [];
      for (const fault of faults) {
        if (fault.not?.includes(name)) continue;
        const text = await client(fault);
        if (text === undefined) {
          wrong.push(`${fault.name}: nothing was said`);
          continue;
        }
        const found = explain(text).causes;
        const wanted = [fault.category].flat();
        if (!wanted.includes(found[0]?.category ?? ''))
          wrong.push(`${fault.name}: ${found.map((c) => c.id).join(', ')}\n${text.slice(0, 400)}`);
        if (fault.name.includes('no PEM') && !found.some((c) => c.category === 'key-file'))
          wrong.push(`${fault.name}: the file is not named`);
      }
      assert.deepEqual(wrong, []);
    },
  );
}
