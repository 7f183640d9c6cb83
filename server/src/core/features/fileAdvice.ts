/** Judgements about certificate files that several rules share. */
import { certificatesOf, type CertificateBlock, type FileFacts } from '../facts';
import type { DriverModel, FactRequest } from '../types';

/** Which code reads certificates for a driver; undefined for an unknown driver, and where it depends on the platform (PHP on Windows …). */
export type TlsLibrary = 'openssl' | 'go' | 'java' | 'dotnet' | 'rustls' | 'erlang';

const libraries: Readonly<Record<string, TlsLibrary>> = {
  pymongo: 'openssl',
  motor: 'openssl',
  mongoengine: 'openssl',
  node: 'openssl',
  mongoose: 'openssl',
  mongosh: 'openssl',
  mongo: 'openssl',
  mongod: 'openssl',
  c: 'openssl',
  cxx: 'openssl',
  php: 'openssl',
  swift: 'openssl',
  ruby: 'openssl',
  perl: 'openssl',
  go: 'go',
  tools: 'go',
  java: 'java',
  csharp: 'dotnet',
  rust: 'rustls',
  elixir: 'erlang',
};

/** The TLS library of a driver as it is usually built. */
export function tlsLibrary(driver: DriverModel | undefined): TlsLibrary | undefined {
  return driver && libraries[driver.id];
}

/** More certificates than this in a CA file are a system bundle: its owner keeps it, and single certificates in it are not judged. */
const bundleSize = 20;

/** The certificates of a file that somebody will check: all of a chain; of CA files those that no newer one of the same name replaces. */
export function judgedCertificates(file: FileFacts, role: FactRequest['role']): readonly CertificateBlock[] {
  const certificates = certificatesOf(file);
  if (role !== 'ca') return role === 'crl' || role === 'key' ? [] : certificates;
  if (certificates.length > bundleSize) return [];
  // During a change of authority the old and the new one stand side by side.
  return certificates.filter(
    (c) => !certificates.some((d) => d !== c && d.subjectKey === c.subjectKey && isValid(d, file.asOf)),
  );
}

function isValid(certificate: CertificateBlock, asOf: number): boolean {
  return Date.parse(certificate.notBefore) <= asOf && asOf <= Date.parse(certificate.notAfter);
}

/** Certificates with `from` <= days left < `days`; with `days` -1 those that have expired. */
export function expiringCertificates(
  file: FileFacts,
  role: FactRequest['role'],
  days: number,
  from = -Infinity,
): readonly CertificateBlock[] {
  return judgedCertificates(file, role).filter((c) => {
    const left = (Date.parse(c.notAfter) - file.asOf) / 86_400_000;
    return days === -1 ? left < 0 : left >= Math.max(0, from) && left < days;
  });
}

/** A certificate of a server or client: says that it is no authority, or does not say and has names or usages of a server or client. */
export function isLeaf(certificate: CertificateBlock): boolean {
  if (certificate.ca) return false;
  const usage = certificate.extendedKeyUsage;
  const endEntity =
    certificate.names.some((n) => n.type === 'dns' || n.type === 'ip') ||
    usage?.some((u) => u === 'serverAuth' || u === 'clientAuth');
  return Boolean(endEntity) || !certificate.selfIssued;
}

/** Whether a certificate is for a host: names with one wildcard label (RFC 6125), addresses as written; the common name where there are no names. */
export function coversHost(certificate: CertificateBlock, host: string): boolean {
  const wanted = host.toLowerCase().replace(/\.$/, '');
  const names = certificate.names.filter((n) => n.type === 'dns' || n.type === 'ip');
  if (names.length === 0) return certificate.commonName?.toLowerCase() === wanted;
  return names.some((n) => {
    const name = n.value.toLowerCase();
    if (name === wanted) return true;
    return (
      n.type === 'dns' &&
      name.startsWith('*.') &&
      wanted.includes('.') &&
      wanted.slice(wanted.indexOf('.')) === name.slice(1)
    );
  });
}

/** The option of a driver that gives the password of the private key. */
export function passwordOption(driver: DriverModel | undefined): string {
  const option = driver?.options.find((o) => o.sets === 'keyPassword' && !o.removed && !o.deprecated);
  return option?.name ?? 'tlsCertificateKeyFilePassword';
}

/** The command that makes a PEM file of another format. */
export function convertCommand(path: string, file: FileFacts, role: FactRequest['role']): string {
  const source = quoted(path);
  const target = quoted(
    path.replace(/\.(?:der|cer|crt|p12|pfx|jks|ks|keystore|truststore|crl|key|pem)$/i, '') + '.converted.pem',
  );
  const kind = file.blocks[0]?.kind;
  if (file.encoding === 'der') {
    const tool = kind === 'crl' || role === 'crl' ? 'crl' : kind === 'key' ? 'pkey' : 'x509';
    return `openssl ${tool} -inform DER -in ${source} -out ${target}`;
  }
  if (file.encoding === 'pkcs12')
    return `openssl pkcs12 -in ${source} -out ${target}${role === 'ca' ? ' -cacerts -nokeys' : ''}`;
  const store = quoted(path.replace(/\.[^./\\]*$/, '') + '.p12');
  return `keytool -importkeystore -srckeystore ${source} -destkeystore ${store} -deststoretype PKCS12 && openssl pkcs12 -in ${store} -out ${target}`;
}

function quoted(path: string): string {
  return /^[\w./:\\@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
