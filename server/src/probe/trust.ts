/** The trust stores of the profiles. Never merged: a profile has its driver's own, or the CA file alone. */
import { existsSync, readFileSync } from 'node:fs';
import tls from 'node:tls';
import { splitPem } from '../core/pem/splitPem';
import type { PemPart } from '../core/pem/splitPem';
import { parseCertificate } from './x509/certificate';
import type { Certificate } from './x509/certificate';

/** Which certificates a driver trusts when no CA file is given. */
export type StoreKind = 'system' | 'node' | 'jvm' | 'webpki';

export interface TrustStore {
  /** For people: `tlsCAFile`, `the CA certificates bundled with Node`. */
  readonly name: string;
  /** True for a CA file. */
  readonly custom: boolean;
  /** The certificates that can matter for what was sent. */
  anchorsFor(sent: readonly Certificate[]): readonly Certificate[];
}

/** A CA file: exactly its certificates. */
export function fileStore(name: string, certificates: readonly Certificate[]): TrustStore {
  return { name, custom: true, anchorsFor: () => certificates };
}

/** Where OpenSSL, Go and Python look on this system (Go crypto/x509 root_linux.go and root_bsd.go list the same places). */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/etc/openssl@3/cert.pem',
  '/opt/homebrew/etc/openssl@3/cert.pem',
];

const bundles = new Map<string, readonly PemPart[]>();

/** The store of a driver without CA file. `env` may name another (SSL_CERT_FILE, NODE_EXTRA_CA_CERTS). */
export function defaultStore(kind: StoreKind, env: Readonly<Record<string, string>>): TrustStore {
  const certificateFile = kind === 'system' ? env['SSL_CERT_FILE'] : undefined;
  const extra = kind === 'node' ? env['NODE_EXTRA_CA_CERTS'] : undefined;
  const mozilla = "Mozilla's roots, as this Node bundles them";
  const name = certificateFile
    ? 'SSL_CERT_FILE'
    : {
        system: "the system's trust store",
        node: extra ? "Node's bundled roots and NODE_EXTRA_CA_CERTS" : "Node's bundled roots",
        jvm: `the JVM's default trust store (taken as ${mozilla})`,
        webpki: `webpki roots (taken as ${mozilla})`,
      }[kind];
  return {
    name,
    custom: false,
    anchorsFor(sent) {
      const parts =
        kind === 'system'
          ? certificateFile
            ? partsOfFile(certificateFile)
            : systemParts()
          : [
              ...partsOfText('bundled', () => tls.rootCertificates.join('\n')),
              ...(extra ? partsOfFile(extra) : []),
            ];
      return relevant(parts, sent);
    },
  };
}

function systemParts(): readonly PemPart[] {
  const file = systemBundles.find((f) => existsSync(f));
  if (file) return partsOfFile(file);
  // Windows and macOS keep their store elsewhere; newer Node reads it for us.
  const get = (tls as { getCACertificates?: (type: string) => string[] }).getCACertificates;
  return get ? partsOfText('system', () => get('system').join('\n')) : [];
}

function partsOfFile(file: string): readonly PemPart[] {
  return partsOfText(file, () => {
    try {
      return readFileSync(file, 'latin1');
    } catch {
      return '';
    }
  });
}

function partsOfText(key: string, read: () => string): readonly PemPart[] {
  let parts = bundles.get(key);
  if (!parts) bundles.set(key, (parts = splitPem(Buffer.from(read(), 'latin1')).parts));
  return parts;
}

/** Parsing a whole bundle takes longer than the test: only certificates that can issue something here are parsed. */
function relevant(parts: readonly PemPart[], sent: readonly Certificate[]): Certificate[] {
  const found = new Map<PemPart, Certificate>();
  const names = new Set(sent.flatMap((c) => [c.issuerKey, c.subjectKey]));
  for (let grew = true; grew; ) {
    grew = false;
    const wanted = [...names].map((hex) => Buffer.from(hex, 'hex'));
    for (const part of parts) {
      if (found.has(part)) continue;
      const der = Buffer.from(part.der.buffer, part.der.byteOffset, part.der.length);
      if (!wanted.some((name) => der.includes(name))) continue;
      const certificate = parseCertificate(part.der);
      if (!certificate || !names.has(certificate.subjectKey)) continue;
      found.set(part, certificate);
      if (!names.has(certificate.issuerKey)) {
        names.add(certificate.issuerKey);
        grew = true;
      }
    }
  }
  return [...found.values()];
}
