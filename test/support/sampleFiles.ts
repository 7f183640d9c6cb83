/** Certificate files for the examples of rules, made when first asked for: `{'ca.pem': 'expired root'}` to facts. */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import * as x509 from '@peculiar/asn1-x509';
import type { FileFact } from '../../server/src/core/facts';
import { encodePem } from '../../server/src/core/pem/encodePem';
import { readBlocks } from '../../server/src/core/pem/readBlocks';
import type { Facts } from '../../server/src/core/types';
import { blockTools } from '../../server/src/host/certificates/blockTools';
import {
  issueCertificate,
  type CertificateRequest,
  type Subject,
} from '../../server/src/host/certificates/issueCertificate';

const day = 86_400_000;
/** The day on which all samples are judged. */
export const sampleDay = Date.parse('2026-06-01T12:00:00Z');

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const pairs = new Map<string, Pair>();
function pair(name: string): Pair {
  let made = pairs.get(name);
  if (!made) {
    made = name.includes('RSA 1024')
      ? generateKeyPairSync('rsa', { modulusLength: 1024 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    pairs.set(name, made);
  }
  return made;
}

function subject(name: string): Subject {
  return [
    ['O', 'Test'],
    ['CN', name],
  ];
}

export function issue(name: string, issuer: string, changes: Partial<CertificateRequest> = {}): Buffer {
  return issueCertificate({
    subject: subject(name),
    publicKey: pair(name).publicKey,
    issuer: { subject: subject(issuer), privateKey: pair(issuer).privateKey },
    notBefore: new Date(sampleDay - 100 * day),
    notAfter: new Date(sampleDay + 300 * day),
    serial: Uint8Array.of(0x42),
    ...changes,
  });
}

function pem(der: Uint8Array, label = 'CERTIFICATE'): Buffer {
  return Buffer.from(encodePem(label, der));
}

const authority = { ca: true, keyUsage: ['keyCertSign', 'cRLSign'] } as const;
const clientUse = { extendedKeyUsage: ['clientAuth'] } as const;
const serverUse = { names: ['localhost'], extendedKeyUsage: ['serverAuth'] } as const;

const root = (changes: Partial<CertificateRequest> = {}) =>
  issue('Root', 'Root', { ...authority, ...changes });
const key = (name: string) =>
  pem(pair(name).privateKey.export({ format: 'der', type: 'pkcs8' }), 'PRIVATE KEY');
const encryptedKey = (name: string) =>
  Buffer.from(
    pair(name).privateKey.export({
      format: 'pem',
      type: 'pkcs8',
      cipher: 'aes-256-cbc',
      passphrase: 'sample',
    }) as string,
  );
const client = (changes: Partial<CertificateRequest> = {}) =>
  Buffer.concat([key('client'), pem(issue('client', 'Root', { ...clientUse, ...changes }))]);
const until = (days: number) => ({ notAfter: new Date(sampleDay + days * day) });

/** A revocation list by `issuer` that revokes nothing. */
export function issueCrl(issuer: string, thisUpdate: Date, nextUpdate: Date): Buffer {
  const algorithm = new x509.AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });
  const signed = AsnConvert.parse(issue(issuer, issuer), x509.Certificate).tbsCertificate;
  const number = new x509.Extension({
    extnID: x509.id_ce_cRLNumber,
    critical: false,
    extnValue: new OctetString(AsnConvert.serialize(new x509.CRLNumber(1))),
  });
  const list = new x509.TBSCertList({
    version: x509.Version.v2,
    signature: algorithm,
    issuer: signed.subject,
    thisUpdate: new x509.Time(thisUpdate),
    nextUpdate: new x509.Time(nextUpdate),
    crlExtensions: new x509.Extensions([number]),
  });
  const body = Buffer.from(AsnConvert.serialize(list));
  const signature = new Uint8Array(sign('sha256', body, pair(issuer).privateKey)).buffer;
  return Buffer.from(
    AsnConvert.serialize(
      new x509.CertificateList({ tbsCertList: list, signatureAlgorithm: algorithm, signature }),
    ),
  );
}

const crl = (issuer: string, from = -1, to = 30) =>
  pem(issueCrl(issuer, new Date(sampleDay + from * day), new Date(sampleDay + to * day)), 'X509 CRL');

/** What can lie at a path. */
const samples: Readonly<Record<string, () => Buffer>> = {
  root: () => pem(root()),
  'another root': () => pem(issue('Other root', 'Other root', authority)),
  'root with Windows line ends': () => Buffer.from(pem(root()).toString().replaceAll('\n', '\r\n')),
  'root with a byte order mark': () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), pem(root())]),
  'root cut off': () => pem(root()).subarray(0, 300),
  'root on one line': () => Buffer.from(pem(root()).toString().replaceAll('\n', ' ')),
  'root as DER': () => root(),
  'expired root': () => pem(root(until(-10))),
  'root without CA flag': () => pem(root({ ca: false })),
  'root without keyCertSign': () => pem(root({ keyUsage: ['digitalSignature'] })),
  'root and intermediate': () => Buffer.concat([pem(root()), pem(issue('Intermediate', 'Root', authority))]),
  intermediate: () => pem(issue('Intermediate', 'Root', authority)),
  'root and server certificate': () => Buffer.concat([pem(root()), pem(issue('server', 'Root', serverUse))]),
  'server certificate only': () => pem(issue('server', 'Root', serverUse)),
  'self-signed server': () => pem(issue('server', 'server', serverUse)),
  'self-signed server without names': () =>
    pem(issue('server', 'server', { extendedKeyUsage: ['serverAuth'] })),
  server: () => Buffer.concat([key('server'), pem(issue('server', 'Root', serverUse))]),
  'server without names': () =>
    Buffer.concat([key('server'), pem(issue('server', 'Root', { extendedKeyUsage: ['serverAuth'] }))]),
  client: () => client(),
  'encrypted client': () => Buffer.concat([encryptedKey('client'), pem(issue('client', 'Root', clientUse))]),
  'client certificate only': () => pem(issue('client', 'Root', clientUse)),
  'key only': () => key('client'),
  'client with another key': () => Buffer.concat([key('server'), pem(issue('client', 'Root', clientUse))]),
  'client after its CA': () => Buffer.concat([pem(root()), client()]),
  'client before its CA': () => Buffer.concat([client(), pem(root())]),
  'client and another leaf': () => Buffer.concat([client(), pem(issue('server', 'Root', serverUse))]),
  'expired client': () => client(until(-10)),
  'client for 12 days': () => client(until(12.5)),
  'client for 45 days': () => client(until(45.5)),
  'future client': () => client({ notBefore: new Date(sampleDay + 3 * day) }),
  'client with serverAuth only': () => client({ extendedKeyUsage: ['serverAuth'] }),
  'client with RSA 1024': () => Buffer.concat([key('RSA 1024'), pem(issue('RSA 1024', 'Root', clientUse))]),
  'client signed with SHA-1': () => client({ hash: 'sha1' }),
  CRL: () => crl('Root'),
  'expired CRL': () => crl('Root', -60, -30),
  'two CRLs': () => Buffer.concat([crl('Intermediate'), crl('Root')]),
  'PKCS#12': () => Buffer.from('308209c902010330820992' + '06092a864886f70d010701', 'hex'),
  empty: () => Buffer.alloc(0),
  text: () => Buffer.from('certificates: ask the database team\n'),
};

const made = new Map<string, FileFact>();

/** The fact about a sample file; ` readable by everyone` and ` tracked by git` can follow its name. */
export function sampleFact(path: string, words: string): FileFact {
  if (words === 'missing')
    return { kind: 'missing', tried: [`/project/${path}`], container: path.startsWith('/etc/') };
  const match = { by: 'workspaceFolder', folder: '/work' } as const;
  if (words === 'folder') return { kind: 'unreadable', path: `/project/${path}`, match, why: 'folder' };
  const known = made.get(path + ' ' + words);
  if (known) return known;
  const name = words.replace(/ (readable by everyone|tracked by git)$/, '');
  const make = samples[name];
  if (!make) throw new Error(`no sample file "${name}"; there are: ${Object.keys(samples).join(', ')}`);
  const bytes = make();
  const content =
    name === 'PKCS#12'
      ? { encoding: 'pkcs12' as const, blocks: [], problems: [] }
      : readBlocks(bytes, blockTools);
  const fact: FileFact = {
    kind: 'file',
    path: `/project/${path}`,
    match,
    size: bytes.length,
    mode: words.endsWith('by everyone') ? 0o644 : 0o600,
    tracked: words.endsWith('by git'),
    ...content,
    asOf: sampleDay,
  };
  made.set(path + ' ' + words, fact);
  return fact;
}

/** Facts for the files of an example; other paths are unknown. */
export function sampleFacts(files: Readonly<Record<string, string>>): Facts {
  return {
    get: ({ path }) => {
      const words = files[path];
      return words === undefined ? undefined : sampleFact(path, words);
    },
  };
}

/** A private key for tests that need one beside a sample. */
export function sampleKey(name: string): KeyObject {
  return createPrivateKey(pair(name).privateKey.export({ format: 'pem', type: 'pkcs8' }));
}
