/** A certificate with everything the connection test judges: node:crypto for the cryptography, DER for the rest. */
import { X509Certificate } from 'node:crypto';
import { children, objectIdentifier, readDer, time } from './der';
import type { DerNode } from './der';

/** What is known of one certificate. Times in milliseconds. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly raw: Buffer;
  readonly version: number;
  readonly serial: string;
  /** Names as DER, for comparing; and as text, for people. */
  readonly subjectDer: Buffer;
  readonly issuerDer: Buffer;
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string | undefined;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly signatureAlgorithm: string;
  readonly key: { readonly type: string; readonly bits: number };
  /** SubjectPublicKeyInfo without its header: what OCSP hashes. */
  readonly publicKeyBits: Buffer;
  readonly ca: boolean | undefined;
  readonly pathLength: number | undefined;
  readonly keyUsage: { readonly digitalSignature: boolean; readonly certSign: boolean } | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly subjectKeyId: Buffer | undefined;
  readonly authorityKeyId: Buffer | undefined;
  readonly mustStaple: boolean;
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly nameConstraints: NameConstraints | undefined;
  readonly unknownCritical: readonly string[];
  readonly selfIssued: boolean;
}

/** DNS and IP subtrees of an nameConstraints extension (RFC 5280 4.2.1.10). */
export interface NameConstraints {
  readonly permittedDns: readonly string[];
  readonly excludedDns: readonly string[];
  readonly permittedIp: readonly Buffer[];
  readonly excludedIp: readonly Buffer[];
}

export const oid = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',
} as const;

const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5-rsa',
  '1.2.840.113549.1.1.5': 'sha1-rsa',
  '1.2.840.113549.1.1.10': 'rsa-pss',
  '1.2.840.113549.1.1.11': 'sha256-rsa',
  '1.2.840.113549.1.1.12': 'sha384-rsa',
  '1.2.840.113549.1.1.13': 'sha512-rsa',
  '1.2.840.10045.4.1': 'sha1-ecdsa',
  '1.2.840.10045.4.3.2': 'sha256-ecdsa',
  '1.2.840.10045.4.3.3': 'sha384-ecdsa',
  '1.2.840.10045.4.3.4': 'sha512-ecdsa',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.9': 'STREET', '2.5.4.10': 'O',
  '2.5.4.11': 'OU', '2.5.4.5': 'serialNumber', '0.9.2342.19200300.100.1.25': 'DC', '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** Parses DER; undefined when it is no certificate that can be read. */
export function parseCertificate(raw: Buffer): Certificate | undefined {
  try {
    return parse(new X509Certificate(raw));
  } catch {
    return undefined;
  }
}

function parse(x509: X509Certificate): Certificate {
  const raw = x509.raw;
  const [tbs, signatureAlgorithm] = children(readDer(raw)) as [DerNode, DerNode];
  const fields = children(tbs);
  let at = 0;
  let version = 1;
  if (fields[0]!.tag === 0xa0) {
    version = readDer(fields[0]!.value).value[0]! + 1;
    at = 1;
  }
  const [serial, , issuer, validity, subject, spki] = fields.slice(at) as [
    DerNode, DerNode, DerNode, DerNode, DerNode, DerNode,
  ];
  const [notBefore, notAfter] = children(validity) as [DerNode, DerNode];
  const found: Mutable<Omit<Certificate, 'x509'>> = {
    raw,
    version,
    serial: serial.value.toString('hex').replace(/^00(?=.)/, ''),
    subjectDer: subject.raw,
    issuerDer: issuer.raw,
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    commonName: attributes(subject).findLast(([name]) => name === 'CN')?.[1],
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    signatureAlgorithm: signatureNames[objectIdentifier(children(signatureAlgorithm)[0]!)] ?? 'other',
    key: keyOf(x509),
    publicKeyBits: children(spki)[1]!.value.subarray(1),
    ca: undefined,
    pathLength: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    dnsNames: [],
    ipAddresses: [],
    subjectKeyId: undefined,
    authorityKeyId: undefined,
    mustStaple: false,
    ocspUrls: [],
    crlUrls: [],
    nameConstraints: undefined,
    unknownCritical: [],
    selfIssued: subject.raw.equals(issuer.raw),
  };
  const extensions = fields.slice(at + 6).find((f) => f.tag === 0xa3);
  if (extensions)
    for (const extension of children(readDer(extensions.value))) readExtension(extension, found);
  return { x509, ...found };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readExtension(extension: DerNode, into: Mutable<Omit<Certificate, 'x509'>>): void {
  const parts = children(extension);
  const id = objectIdentifier(parts[0]!);
  const critical = parts[1]!.tag === 0x01 && parts[1]!.value[0] !== 0;
  const value = readDer(parts[parts.length - 1]!.value);
  switch (id) {
    case '2.5.29.14':
      into.subjectKeyId = value.value;
      break;
    case '2.5.29.35':
      into.authorityKeyId = children(value).find((n) => n.tag === 0x80)?.value;
      break;
    case '2.5.29.19': {
      const fields = children(value);
      into.ca = fields[0]?.tag === 0x01 && fields[0].value[0] !== 0;
      const length = fields.find((f) => f.tag === 0x02);
      if (length) into.pathLength = length.value.readUIntBE(0, Math.min(length.value.length, 6));
      break;
    }
    case '2.5.29.15': {
      const bits = value.value[1] ?? 0;
      into.keyUsage = { digitalSignature: (bits & 0x80) !== 0, certSign: (bits & 0x04) !== 0 };
      break;
    }
    case '2.5.29.37':
      into.extendedKeyUsage = children(value).map(objectIdentifier);
      break;
    case '2.5.29.17': {
      const names = children(value);
      into.dnsNames = names.filter((n) => n.tag === 0x82).map((n) => n.value.toString('latin1'));
      into.ipAddresses = names.filter((n) => n.tag === 0x87).map((n) => ipText(n.value));
      break;
    }
    case '2.5.29.30': {
      const [permitted, excluded] = [0xa0, 0xa1].map((tag) =>
        children(value)
          .filter((n) => n.tag === tag)
          .flatMap((n) => children(n).map((subtree) => children(subtree)[0]!)),
      ) as [DerNode[], DerNode[]];
      const dns = (nodes: DerNode[]): string[] =>
        nodes.filter((n) => n.tag === 0x82).map((n) => n.value.toString('latin1').toLowerCase());
      const ip = (nodes: DerNode[]): Buffer[] => nodes.filter((n) => n.tag === 0x87).map((n) => n.value);
      into.nameConstraints = {
        permittedDns: dns(permitted), excludedDns: dns(excluded), permittedIp: ip(permitted), excludedIp: ip(excluded),
      };
      break;
    }
    case '1.3.6.1.5.5.7.1.24':
      into.mustStaple = children(value).some((n) => n.tag === 0x02 && n.value.length === 1 && n.value[0] === 5);
      break;
    case '1.3.6.1.5.5.7.1.1':
      for (const description of children(value)) {
        const [method, location] = children(description);
        if (objectIdentifier(method!) === '1.3.6.1.5.5.7.48.1' && location?.tag === 0x86)
          into.ocspUrls = [...into.ocspUrls, location.value.toString('latin1')];
      }
      break;
    case '2.5.29.31':
      into.crlUrls = uris(value);
      break;
    default:
      if (critical && !['2.5.29.32', '2.5.29.36', '2.5.29.54'].includes(id))
        into.unknownCritical = [...into.unknownCritical, id];
  }
}

/** Every `[6] URI` below a node: distribution points nest three levels deep. */
function uris(node: DerNode): string[] {
  if (node.tag === 0x86) return [node.value.toString('latin1')];
  return (node.tag & 0x20) !== 0 ? children(node).flatMap(uris) : [];
}

function keyOf(x509: X509Certificate): Certificate['key'] {
  const key = x509.publicKey;
  const details = key.asymmetricKeyDetails;
  const curveBits: Readonly<Record<string, number>> = {
    prime256v1: 256, secp384r1: 384, secp521r1: 521, secp256k1: 256, secp224r1: 224, prime192v1: 192,
  };
  const bits = details?.modulusLength ?? curveBits[details?.namedCurve ?? ''] ?? (key.asymmetricKeyType === 'ed448' ? 448 : 256);
  return { type: key.asymmetricKeyType ?? 'unknown', bits };
}

function attributes(name: DerNode): [string, string][] {
  return children(name).flatMap((set) =>
    children(set).map((attribute): [string, string] => {
      const [type, value] = children(attribute) as [DerNode, DerNode];
      const id = objectIdentifier(type);
      const text = value.tag === 0x1e ? utf16(value.value) : value.value.toString(value.tag === 0x0c ? 'utf8' : 'latin1');
      return [attributeNames[id] ?? id, text];
    }),
  );
}

function utf16(bigEndian: Buffer): string {
  return Buffer.from(bigEndian.subarray(0, bigEndian.length & ~1)).swap16().toString('utf16le');
}

/** A name as people and MongoDB write it: RFC 2253, most specific part first. */
export function distinguishedName(name: DerNode | Buffer): string {
  const node = Buffer.isBuffer(name) ? readDer(name) : name;
  return attributes(node)
    .reverse()
    .map(([type, text]) => `${type}=${text.replace(/[,+"\\<>;]/g, '\\$&').replace(/^[ #]| $/g, '\\$&')}`)
    .join(',');
}

/** Dotted or colon form of 4 or 16 bytes. */
function ipText(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16) return '';
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16));
  // One form for comparing is enough: the URL parser writes the shortest.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
