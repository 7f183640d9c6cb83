/** A certificate as the connection test judges it: core/pem reads it, node:crypto computes, and the few extensions that only a verifier needs. */
import { X509Certificate, createHash } from 'node:crypto';
import { readCertificate } from '../../core/pem/certificate';
import type { Certificate as CertificateFacts } from '../../core/pem/certificate';
import { TAG, ascii, children, elementAt, expect, oid, root } from '../../core/pem/der';
import type { Element } from '../../core/pem/der';

export interface Certificate extends Omit<CertificateFacts, 'notBefore' | 'notAfter'> {
  readonly x509: X509Certificate;
  readonly raw: Buffer;
  /** Milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** subjectPublicKey without its unused-bits octet: what OCSP hashes. */
  readonly publicKeyBits: Buffer;
  readonly nameConstraints?: NameConstraints;
  /** Object identifiers of critical extensions that no TLS library knows. */
  readonly unknownCritical: readonly string[];
}

/** DNS and IP subtrees of a nameConstraints extension (RFC 5280 4.2.1.10). An IP subtree is address and mask. */
export interface NameConstraints {
  readonly permittedDns: readonly string[];
  readonly excludedDns: readonly string[];
  readonly permittedIp: readonly Buffer[];
  readonly excludedIp: readonly Buffer[];
}

/** What RFC 5280 verifiers know; anything else that is critical makes a certificate unusable. */
const known: ReadonlySet<string> = new Set([
  '2.5.29.14',
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.35',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.24',
]);

/** Parses DER; undefined when it is no certificate that can be read. */
export function parseCertificate(der: Uint8Array): Certificate | undefined {
  const facts = readCertificate(der, (bytes) =>
    createHash('sha256').update(bytes).digest('hex').toUpperCase(),
  );
  if (!facts) return undefined;
  try {
    const x509 = new X509Certificate(der);
    const raw = x509.raw;
    return {
      ...facts,
      x509,
      raw,
      notBefore: Date.parse(facts.notBefore),
      notAfter: Date.parse(facts.notAfter),
      ...verifierExtensions(raw),
    };
  } catch {
    return undefined;
  }
}

function verifierExtensions(
  raw: Buffer,
): Pick<Certificate, 'publicKeyBits' | 'unknownCritical'> & { nameConstraints?: NameConstraints } {
  const tbs = children(raw, root(raw))[0]!;
  const fields = children(raw, tbs);
  const spki = fields[fields[0]!.tag === 0xa0 ? 6 : 5]!;
  const bits = expect(children(raw, spki)[1], TAG.bitString);
  const wrapper = fields.find((f) => f.tag === 0xa3);
  const unknownCritical: string[] = [];
  let nameConstraints: NameConstraints | undefined;
  for (const extension of wrapper ? children(raw, elementAt(raw, wrapper.from, wrapper.to)) : []) {
    const parts = children(raw, extension);
    const id = oid(raw, expect(parts[0], TAG.oid));
    const critical = parts[1]?.tag === TAG.boolean && raw[parts[1].from] !== 0;
    const octets = parts[parts.length - 1]!;
    if (id === '2.5.29.30') nameConstraints = readConstraints(raw, elementAt(raw, octets.from, octets.to));
    else if (critical && !known.has(id)) unknownCritical.push(id);
  }
  return {
    publicKeyBits: raw.subarray(bits.from + 1, bits.to),
    unknownCritical,
    ...(nameConstraints ? { nameConstraints } : {}),
  };
}

function readConstraints(raw: Buffer, value: Element): NameConstraints {
  const bases = (list: number, type: number): Element[] =>
    children(raw, value)
      .filter((e) => e.tag === list)
      .flatMap((e) => children(raw, e).map((subtree) => children(raw, subtree)[0]!))
      .filter((base) => base.tag === type);
  const dns = (list: number): string[] =>
    bases(list, 0x82).map((b) => ascii(raw, b.from, b.to).toLowerCase());
  const ip = (list: number): Buffer[] => bases(list, 0x87).map((b) => raw.subarray(b.from, b.to));
  return { permittedDns: dns(0xa0), excludedDns: dns(0xa1), permittedIp: ip(0xa0), excludedIp: ip(0xa1) };
}

export function dnsNames(certificate: Certificate): string[] {
  return certificate.names.filter((n) => n.type === 'dns').map((n) => n.value);
}

export function ipAddresses(certificate: Certificate): string[] {
  return certificate.names.filter((n) => n.type === 'ip').map((n) => n.value);
}
