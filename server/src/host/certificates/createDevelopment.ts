/** Makes a local certificate authority with a server and a client certificate for development. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { encodePem } from '../../core/pem/encodePem';
import { issueCertificate, type Subject } from './issueCertificate';
import { FileExistsError, writeNewFile } from './writeNewFile';

export interface DevelopmentRequest {
  /** Where the files go; made when missing. */
  readonly folder: string;
  /** Host names and IP addresses that clients connect to. Empty: localhost, 127.0.0.1 and ::1. */
  readonly hosts: readonly string[];
  /** Common name of the client certificate; default `developer`. */
  readonly clientName?: string;
  /** Default: now. */
  readonly now?: Date;
}

export interface DevelopmentCertificates {
  readonly files: {
    readonly ca: string;
    readonly caKey: string;
    readonly server: string;
    readonly client: string;
  };
  /** The .gitignore that keeps the private keys out of the repository, and whether lines had to be added. */
  readonly gitignore: { readonly path: string; readonly added: readonly string[] };
  /** To paste. */
  readonly mongodConf: string;
  readonly clientSettings: readonly { readonly title: string; readonly text: string }[];
  /** User name for MONGODB-X509. */
  readonly clientSubject: string;
}

const day = 24 * 60 * 60 * 1000;
/** The longest that Apple's and public CAs' rules let a server certificate live is 398 days; the same here hurts nobody. */
const leafDays = 397;
const caDays = 5 * 365;

const organisation = ['O', 'Development'] as const;
const caSubject: Subject = [organisation, ['OU', 'Certificate Authority'], ['CN', 'Local development CA']];

const makeKeyPair = promisify(generateKeyPair);

/**
 * Writes ca.pem, ca.key, server.pem and client.pem (the last three with mode 0600) and a .gitignore beside them.
 * Overwrites nothing: throws FileExistsError before anything is written when one of them exists.
 */
export async function createDevelopment(request: DevelopmentRequest): Promise<DevelopmentCertificates> {
  const { folder, clientName = 'developer' } = request;
  const hosts = request.hosts.length ? request.hosts : ['localhost', '127.0.0.1', '::1'];
  const now = (request.now ?? new Date()).getTime();
  const files = {
    ca: path.join(folder, 'ca.pem'),
    caKey: path.join(folder, 'ca.key'),
    server: path.join(folder, 'server.pem'),
    client: path.join(folder, 'client.pem'),
  };
  await mkdir(folder, { recursive: true });
  for (const file of Object.values(files)) {
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) throw new FileExistsError(file);
  }

  const [caKey, serverKey, clientKey] = await Promise.all([keyPair(), keyPair(), keyPair()]);
  const issuer = { subject: caSubject, privateKey: caKey.privateKey };
  // An hour back: the clocks of containers and virtual machines differ.
  const notBefore = new Date(now - 60 * 60 * 1000);
  const ca = issueCertificate({
    subject: caSubject,
    publicKey: caKey.publicKey,
    issuer,
    notBefore,
    notAfter: new Date(now + caDays * day),
    ca: true,
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  const leaf = {
    issuer,
    notBefore,
    notAfter: new Date(now + leafDays * day),
    ca: false,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
  } as const;
  const server = issueCertificate({
    ...leaf,
    subject: [organisation, ['OU', 'Servers'], ['CN', hosts[0]!]],
    publicKey: serverKey.publicKey,
    names: hosts,
    // Members of a replica set are clients of each other.
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
  });
  const client = issueCertificate({
    ...leaf,
    // Another OU than the servers': a client with the O, OU and DC of the members would be taken for one of them.
    subject: [organisation, ['OU', 'Clients'], ['CN', clientName]],
    publicKey: clientKey.publicKey,
    extendedKeyUsage: ['clientAuth'],
  });

  await writeNewFile(files.ca, [encodePem('CERTIFICATE', ca)], 0o644);
  await writeKeyFile(files.caKey, caKey.privateKey, []);
  await writeKeyFile(files.server, serverKey.privateKey, [server]);
  await writeKeyFile(files.client, clientKey.privateKey, [client]);
  const gitignore = await ignoreKeys(folder, [files.caKey, files.server, files.client]);
  return {
    files,
    gitignore,
    ...settings(files, hosts),
    clientSubject: `CN=${escapeName(clientName)},OU=Clients,O=Development`,
  };
}

async function keyPair(): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  // RSA 2048: the kind that every driver, platform and key store reads.
  return await makeKeyPair('rsa', { modulusLength: 2048 });
}

async function writeKeyFile(file: string, key: KeyObject, certificates: readonly Buffer[]): Promise<void> {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const pem = encodePem('PRIVATE KEY', der);
  try {
    await writeNewFile(
      file,
      [pem, ...certificates.map((certificate) => encodePem('CERTIFICATE', certificate))],
      0o600,
    );
  } finally {
    der.fill(0);
    pem.fill(0);
  }
}

async function ignoreKeys(
  folder: string,
  files: readonly string[],
): Promise<DevelopmentCertificates['gitignore']> {
  const ignoreFile = path.join(folder, '.gitignore');
  const written = await readFile(ignoreFile, 'utf8').catch(() => '');
  const present = new Set(written.split(/\r?\n/).map((line) => line.trim()));
  const added = files.map((file) => '/' + path.basename(file)).filter((line) => !present.has(line));
  if (added.length)
    await appendFile(ignoreFile, (written && !written.endsWith('\n') ? '\n' : '') + added.join('\n') + '\n');
  return { path: ignoreFile, added };
}

function settings(
  files: DevelopmentCertificates['files'],
  hosts: readonly string[],
): Pick<DevelopmentCertificates, 'mongodConf' | 'clientSettings'> {
  const ca = path.resolve(files.ca);
  const client = path.resolve(files.client);
  const host = hosts[0]!.includes(':') ? `[${hosts[0]!}]` : hosts[0]!;
  const query = `tls=true&tlsCAFile=${encodeURIComponent(ca)}&tlsCertificateKeyFile=${encodeURIComponent(client)}`;
  return {
    mongodConf: [
      'net:',
      '  tls:',
      '    mode: requireTLS',
      `    certificateKeyFile: ${JSON.stringify(path.resolve(files.server))}`,
      `    CAFile: ${JSON.stringify(ca)}`,
      '',
    ].join('\n'),
    clientSettings: [
      { title: 'Connection string', text: `mongodb://${host}:27017/?${query}` },
      {
        title: 'PyMongo',
        text: `MongoClient(${JSON.stringify(host)}, tls=True, tlsCAFile=${JSON.stringify(ca)}, tlsCertificateKeyFile=${JSON.stringify(client)})`,
      },
      {
        title: 'Node.js',
        text: `new MongoClient('mongodb://${host}:27017/', { tls: true, tlsCAFile: ${JSON.stringify(ca)}, tlsCertificateKeyFile: ${JSON.stringify(client)} })`,
      },
      {
        title: 'mongosh',
        text: `mongosh ${JSON.stringify(`mongodb://${host}:27017/`)} --tls --tlsCAFile ${JSON.stringify(ca)} --tlsCertificateKeyFile ${JSON.stringify(client)}`,
      },
    ],
  };
}

function escapeName(name: string): string {
  return name.replace(/[,+"\\<>;]/g, '\\$&');
}
