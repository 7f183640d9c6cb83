/** Does a certificate name this host? As the TLS libraries do it, which differ about common names and wildcards. */
import { isIP } from 'node:net';
import { dnsNames, ipAddresses } from './certificate';
import type { Certificate } from './certificate';

/** `withCommonName`: a certificate without DNS names is taken at its CN (OpenSSL, Node, Java, .NET); Go, rustls and service_identity do not. */
export type HostnamePolicy = 'withCommonName' | 'namesOnly';

export interface HostnameResult {
  readonly matches: boolean;
  /** The name that matched, or the names that are there. */
  readonly names: readonly string[];
  readonly usedCommonName: boolean;
  /** The nearest name in the certificate, when one is close. */
  readonly nearest?: string;
}

export function checkHostname(
  host: string,
  certificate: Certificate,
  policy: HostnamePolicy,
): HostnameResult {
  const wanted = host.replace(/\.$/, '').toLowerCase();
  const dnsSans = dnsNames(certificate);
  const names = [...dnsSans, ...ipAddresses(certificate)];
  if (isIP(wanted)) {
    const bytes = ipBytes(wanted)!;
    const matches = ipAddresses(certificate).some((a) => ipBytes(a)?.equals(bytes));
    return { matches, names, usedCommonName: false };
  }
  const dns = dnsSans.find((pattern) => matchesPattern(wanted, pattern));
  if (dns) return { matches: true, names, usedCommonName: false };
  const mayUseCommonName =
    policy === 'withCommonName' && dnsSans.length === 0 && certificate.commonName !== undefined;
  if (mayUseCommonName && matchesPattern(wanted, certificate.commonName!))
    return { matches: true, names: [certificate.commonName!], usedCommonName: true };
  const nearest = nearestName(wanted, dnsSans);
  return { matches: false, names, usedCommonName: false, ...(nearest ? { nearest } : {}) };
}

/** RFC 6125: a `*` stands for the whole leftmost label, below at least two more. */
function matchesPattern(host: string, pattern: string): boolean {
  const wanted = pattern.replace(/\.$/, '').toLowerCase();
  if (!wanted.startsWith('*.')) return wanted === host;
  const rest = wanted.slice(1);
  if (rest.split('.').length < 3 || rest.includes('*')) return false;
  const label = host.slice(0, host.length - rest.length);
  return host.endsWith(rest) && label !== '' && !label.includes('.');
}

/** A name with the same first label, the same domain, or one or two letters away. */
function nearestName(host: string, names: readonly string[]): string | undefined {
  const scored = names
    .map((name) => ({ name, distance: distance(host, name.toLowerCase().replace(/^\*\./, '')) }))
    .sort((a, b) => a.distance - b.distance);
  const first = scored[0];
  if (!first) return undefined;
  const sameStart = host.split('.')[0] === first.name.toLowerCase().split('.')[0];
  return first.distance <= Math.max(2, host.length / 3) || sameStart ? first.name : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

/** 4 or 16 bytes of an address in text; undefined when it is none. */
export function ipBytes(address: string): Buffer | undefined {
  const kind = isIP(address);
  if (kind === 4) return Buffer.from(address.split('.').map(Number));
  if (kind !== 6) return undefined;
  const text = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [head, tail] = text.split('::') as [string, string | undefined];
  const groups = (part: string | undefined): number[] =>
    part ? part.split(':').map((g) => parseInt(g, 16)) : [];
  const before = groups(head);
  const after = groups(tail);
  const all =
    tail === undefined
      ? before
      : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  const bytes = Buffer.alloc(16);
  all.forEach((group, i) => bytes.writeUInt16BE(group, i * 2));
  return bytes;
}
