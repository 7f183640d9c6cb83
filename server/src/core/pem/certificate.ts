/** Reads a certificate: every field that a rule, a hover or `inspect` speaks of. */
import type { AlternativeName, CertificateBlock } from '../facts';
import { readPublicKey, readSignatureAlgorithm } from './algorithms';
import {
  DerError,
  TAG,
  ascii,
  children,
  elementAt,
  expect,
  hex,
  oid,
  root,
  smallInteger,
  time,
  type Element,
} from './der';
import { readName } from './distinguishedName';

/** A certificate without its place in a file. */
export type Certificate = Omit<CertificateBlock, 'span' | 'line'>;

/** SHA-256 in upper-case hexadecimal: core/ has no hash of its own. */
export type Sha256 = (bytes: Uint8Array) => string;

/** Larger ones are refused: a certificate with a 16,384-bit key and 1,000 names has 40 KB. */
const maxBytes = 1 << 20;

/**
 * Reads the DER of one certificate (RFC 5280, section 4.1), or of an OpenSSL `TRUSTED CERTIFICATE`, which has more after
 * it. Undefined when it is not one. Never throws.
 */
export function readCertificate(bytes: Uint8Array, sha256: Sha256): Certificate | undefined {
  if (bytes.length > maxBytes) return undefined;
  try {
    return certificate(bytes, sha256);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function certificate(bytes: Uint8Array, sha256: Sha256): Certificate {
  const whole = expect(root(bytes), TAG.sequence);
  const [tbs, signature, value] = children(bytes, whole, 3);
  expect(value, TAG.bitString);
  const fields = children(bytes, expect(tbs, TAG.sequence), 12);
  const version =
    fields[0]?.tag === 0xa0 ? smallInteger(bytes, elementAt(bytes, fields.shift()!.from, whole.to)) + 1 : 1;
  const [serial, , issuerElement, validity, subjectElement, spki, ...rest] = fields;
  const issuer = readName(bytes, expect(issuerElement, TAG.sequence));
  const subject = readName(bytes, expect(subjectElement, TAG.sequence));
  const [notBefore, notAfter] = children(bytes, expect(validity, TAG.sequence), 2);
  const key = expect(spki, TAG.sequence);
  const extensions = rest.find((e) => e.tag === 0xa3);
  return {
    kind: 'certificate',
    subject: subject.readable,
    issuer: issuer.readable,
    subjectRfc2253: subject.rfc2253,
    subjectKey: subject.key,
    issuerKey: issuer.key,
    ...(subject.commonName === undefined ? {} : { commonName: subject.commonName }),
    serial: serialText(bytes, expect(serial, TAG.integer)),
    notBefore: time(bytes, notBefore),
    notAfter: time(bytes, notAfter),
    key: { ...readPublicKey(bytes, key), id: sha256(bytes.subarray(key.start, key.to)) },
    signature: readSignatureAlgorithm(bytes, signature),
    version,
    selfIssued: subject.key === issuer.key,
    fingerprint: sha256(bytes.subarray(whole.start, whole.to)).replace(/..(?!$)/g, '$&:'),
    ...readExtensions(bytes, extensions),
  };
}

/** Hexadecimal as OpenSSL prints it: negative serials (refused by RFC 5280, seen all the same) with a minus. */
export function serialText(bytes: Uint8Array, element: Element): string {
  const { from, to } = element;
  if (from === to) return '0';
  if (to - from > 200) return hex(bytes, from, from + 200) + '…';
  const digits = hex(bytes, from, to);
  const value = BigInt('0x' + digits);
  const signed = bytes[from]! & 0x80 ? value - (1n << BigInt(8 * (to - from))) : value;
  const magnitude = (signed < 0n ? -signed : signed).toString(16).toUpperCase();
  return (signed < 0n ? '-' : '') + magnitude.padStart(magnitude.length + (magnitude.length % 2), '0');
}

type Extensions = Pick<
  Certificate,
  | 'names'
  | 'ca'
  | 'pathLength'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'ocsp'
  | 'crl'
  | 'mustStaple'
>;

function readExtensions(bytes: Uint8Array, wrapper: Element | undefined): Extensions {
  const found: { -readonly [K in keyof Extensions]: Extensions[K] } = {
    names: [],
    ocsp: [],
    crl: [],
    mustStaple: false,
  };
  if (!wrapper) return found;
  for (const extension of children(bytes, elementAt(bytes, wrapper.from, wrapper.to), 100)) {
    const parts = children(bytes, expect(extension, TAG.sequence), 3);
    const octets = expect(parts.at(-1), TAG.octetString);
    const id = oid(bytes, expect(parts[0], TAG.oid));
    const inside = () => elementAt(bytes, octets.from, octets.to);
    switch (id) {
      case '2.5.29.17':
        found.names = children(bytes, inside(), 10_000).map((name) => generalName(bytes, name));
        break;
      case '2.5.29.19': {
        const [flag, length] = children(bytes, inside(), 2);
        found.ca = flag?.tag === TAG.boolean && bytes[flag.from] !== 0;
        if (length) found.pathLength = smallInteger(bytes, length);
        break;
      }
      case '2.5.29.15':
        found.keyUsage = namedBits(bytes, expect(inside(), TAG.bitString), keyUsages);
        break;
      case '2.5.29.37':
        found.extendedKeyUsage = children(bytes, inside(), 100).map((usage) => {
          const name = oid(bytes, usage);
          return extendedKeyUsages[name] ?? name;
        });
        break;
      case '2.5.29.14': {
        const identifier = expect(inside(), TAG.octetString);
        found.subjectKeyId = hex(bytes, identifier.from, identifier.to);
        break;
      }
      case '2.5.29.35': {
        const identifier = authorityKeyId(bytes, inside());
        if (identifier) found.authorityKeyId = identifier;
        break;
      }
      case '2.5.29.31':
        found.crl = addresses(bytes, inside());
        break;
      case '1.3.6.1.5.5.7.1.1':
        found.ocsp = children(bytes, inside(), 100).flatMap((access) => {
          const [method, location] = children(bytes, access, 2);
          return method && location?.tag === 0x86 && oid(bytes, method) === '1.3.6.1.5.5.7.48.1'
            ? [ascii(bytes, location.from, location.to)]
            : [];
        });
        break;
      case '1.3.6.1.5.5.7.1.24':
        // RFC 7633: the feature is the number of the TLS extension, 5 is status_request.
        found.mustStaple = children(bytes, inside(), 100).some(
          (feature) => smallInteger(bytes, feature) === 5,
        );
        break;
    }
  }
  return found;
}

/** The key identifier inside an AuthorityKeyIdentifier. */
export function authorityKeyId(bytes: Uint8Array, element: Element): string | undefined {
  const id = children(bytes, element, 5).find((part) => part.tag === 0x80);
  return id && hex(bytes, id.from, id.to);
}

const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

const extendedKeyUsages: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'any',
};

function namedBits(bytes: Uint8Array, bits: Element, names: readonly string[]): string[] {
  return names.filter((_, i) => {
    const at = bits.from + 1 + (i >> 3);
    return at < bits.to && (bytes[at]! & (0x80 >> (i & 7))) !== 0;
  });
}

function generalName(bytes: Uint8Array, name: Element): AlternativeName {
  const { from, to } = name;
  switch (name.tag) {
    case 0x81:
      return { type: 'email', value: ascii(bytes, from, to) };
    case 0x82:
      return { type: 'dns', value: ascii(bytes, from, to) };
    case 0x86:
      return { type: 'uri', value: ascii(bytes, from, to) };
    case 0x87:
      return { type: 'ip', value: address(bytes.subarray(from, to)) };
    default:
      return { type: 'other', value: '' };
  }
}

/** An IP address as people write it; IPv6 with its longest run of zeros shortened. */
function address(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return hex(bytes, 0, bytes.length);
  const groups = Array.from({ length: 8 }, (_, i) =>
    (bytes[2 * i]! * 256 + bytes[2 * i + 1]!).toString(16),
  ).join(':');
  const run = [...groups.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (!run) return groups;
  const after = groups.slice(run.index + run[0].length);
  return groups.slice(0, run.index) + (after === '' ? '::' : ':' + after);
}

/** Every address in CRLDistributionPoints: [0] distributionPoint { [0] fullName { [6] address } }. */
function addresses(bytes: Uint8Array, points: Element): string[] {
  return children(bytes, points, 100).flatMap((point) =>
    children(bytes, point, 3)
      .filter((part) => part.tag === 0xa0)
      .flatMap((part) => children(bytes, part, 1))
      .filter((part) => part.tag === 0xa0)
      .flatMap((names) => children(bytes, names, 100))
      .filter((name) => name.tag === 0x86)
      .map((name) => ascii(bytes, name.from, name.to)),
  );
}
