/** The trust stores of the profiles. Never merged: a profile has its driver's own, or the CA file alone. */
import { existsSync, readFileSync } from 'node:fs';
import tls from 'node:tls';
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

/** DER of the certificates of a bundle. */
type Bundle = readonly Buffer[];

const bundles = new Map<string, Bundle>();

/** The store of a driver without CA file. `env` may name another (SSL_CERT_FILE, NODE_EXTRA_CA_CERTS). */
export function defaultStore(kind: StoreKind, env: Readonly<Record<string, string>>): TrustStore {
  const certificateFile = kind === 'system' ? env['SSL_CERT_FILE'] : undefined;
  const extra = kind === 'node' ? env['NODE_EXTRA_CA_CERTS'] : undefined;
  const mozilla = "Mozilla's roots, as this Node bundles them";
  const name = certificateFile
    ? 'the certificates of SSL_CERT_FILE'
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

function systemParts(): Bundle {
  const file = systemBundles.find((f) => existsSync(f));
  if (file) return partsOfFile(file);
  // Windows and macOS keep their store elsewhere; newer Node reads it for us.
  const get = (tls as { getCACertificates?: (type: string) => string[] }).getCACertificates;
  return get ? partsOfText('system', () => get('system').join('\n')) : [];
}

function partsOfFile(file: string): Bundle {
  return partsOfText(file, () => {
    try {
      return readFileSync(file, 'latin1');
    } catch {
      return '';
    }
  });
}

function partsOfText(key: string, read: () => string): Bundle {
  let bundle = bundles.get(key);
  if (!bundle) {
    // Bundles of an operating system or of Node are well formed; a CA file of the user is read by stages/files.ts.
    const blocks = read().matchAll(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----([^-]+)-----END/g);
    bundle = [...blocks].map((block) => Buffer.from(block[1]!, 'base64'));
    bundles.set(key, bundle);
  }
  return bundle;
}

/** Parsing a whole bundle takes longer than the test: only certificates that can issue something here are parsed. */
function relevant(bundle: Bundle, sent: readonly Certificate[]): Certificate[] {
  const found = new Map<Buffer, Certificate>();
  const names = new Set(sent.flatMap((c) => [c.issuerKey, c.subjectKey]));
  for (let grew = true; grew; ) {
    grew = false;
    const wanted = [...names].map((hex) => Buffer.from(hex, 'hex'));
    for (const der of bundle) {
      if (found.has(der) || !wanted.some((name) => der.includes(name))) continue;
      const certificate = parseCertificate(der);
      if (!certificate || !names.has(certificate.subjectKey)) continue;
      found.set(der, certificate);
      if (!names.has(certificate.issuerKey)) {
        names.add(certificate.issuerKey);
        grew = true;
      }
    }
  }
  return [...found.values()];
}
