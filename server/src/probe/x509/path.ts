/**
 * From a server's certificate to a trust anchor, as a given TLS library does it. Codes are OpenSSL's X509_V_ERR numbers.
 * Rules of OpenSSL: crypto/x509/x509_vfy.c (verify_chain, build_chain, check_extensions, internal_verify) at openssl-3.0.
 */
import type { Certificate } from './certificate';
import { constraintViolation } from './nameConstraints';

/** How a TLS library judges a chain. */
export interface PathPolicy {
  /** `openssl` wants a self-signed root; the others take any certificate of the trust store as an anchor. */
  readonly library: 'openssl' | 'go' | 'java' | 'webpki';
  /** OpenSSL's security level: 1 refuses SHA-1 signatures, 2 also RSA and DH below 2048 bits. */
  readonly level: 1 | 2;
}

/** What is wrong with one certificate of the path. `depth` 0 is the server's own. */
export interface PathProblem {
  readonly code: number;
  readonly depth: number;
  readonly certificate: Certificate;
}

export interface PathResult {
  readonly path: readonly Certificate[];
  /** In the order in which the library meets them: the first is the one it reports. */
  readonly problems: readonly PathProblem[];
}

/** X509_V_ERR_… of openssl/x509_vfy.h.in that this file can find. */
export const verifyCode = {
  unableToGetIssuer: 2,
  signatureFailure: 7,
  notYetValid: 9,
  expired: 10,
  selfSignedLeaf: 18,
  selfSignedInChain: 19,
  unableToGetIssuerLocally: 20,
  revoked: 23,
  invalidCa: 24,
  pathLengthExceeded: 25,
  invalidPurpose: 26,
  noCertSign: 32,
  unhandledCritical: 34,
  permittedViolation: 47,
  excludedViolation: 48,
  leafKeyTooWeak: 66,
  caKeyTooWeak: 67,
  digestTooWeak: 68,
  /** Not OpenSSL's: rustls refuses certificates below version 3, and a CA certificate as the server's own. */
  notVersion3: 1003,
  caAsLeaf: 1004,
} as const;

const maxDepth = 12;

/** Builds the path and lists what is wrong with it at `now` (ms). `sent` begins with the server's own certificate. */
export function verifyPath(
  sent: readonly Certificate[],
  anchors: readonly Certificate[],
  policy: PathPolicy,
  now: number,
): PathResult {
  const leaf = sent[0]!;
  const openssl = policy.library === 'openssl';
  const isAnchor = (c: Certificate): boolean => anchors.some((a) => a.raw.equals(c.raw));
  const path: Certificate[] = [leaf];
  // Go and Java take the server's own certificate as an anchor; OpenSSL and rustls only when it has issued itself.
  const issuesItself = openssl || policy.library === 'webpki';
  let trusted = isAnchor(leaf) && (leaf.selfIssued || !issuesItself);
  const startedTrusted = trusted;
  let inStore = trusted;
  while (!trusted && path.length < maxDepth) {
    const current = path[path.length - 1]!;
    if (current.selfIssued && isSelfSigned(current)) break;
    const others = (list: readonly Certificate[]): Certificate[] =>
      list.filter((c) => !path.includes(c) && likelyIssuer(c, current));
    const fromStore = best(others(anchors), current, now, openssl);
    const next = fromStore ?? best(others(sent), current, now, openssl);
    if (!next) break;
    path.push(next);
    inStore = fromStore !== undefined;
    if (fromStore && (!openssl || (next.selfIssued && isSelfSigned(next)))) trusted = true;
    else if (!fromStore && isAnchor(next) && (!openssl || next.selfIssued)) trusted = true;
  }

  const problems: PathProblem[] = [];
  const add = (code: number, depth: number): void => {
    problems.push({ code, depth, certificate: path[depth]! });
  };
  const top = path.length - 1;
  if (!trusted) {
    const last = path[top]!;
    if (last.selfIssued && isSelfSigned(last))
      add(top === 0 ? verifyCode.selfSignedLeaf : verifyCode.selfSignedInChain, top);
    else add(inStore ? verifyCode.unableToGetIssuer : verifyCode.unableToGetIssuerLocally, top);
  }
  checkExtensions(path, policy, add, startedTrusted);
  checkStrength(path, policy, trusted, add);
  // From the top down, as internal_verify does. Java and rustls do not look at the anchor's own dates.
  for (let depth = top; depth >= 0; depth--) {
    const certificate = path[depth]!;
    const anchor = trusted && depth === top && depth > 0;
    if (!(anchor && (policy.library === 'java' || policy.library === 'webpki'))) {
      if (certificate.notBefore > now) add(verifyCode.notYetValid, depth);
      if (certificate.notAfter < now) add(verifyCode.expired, depth);
    }
    const issuer = path[depth + 1];
    if (issuer) {
      const mayNotSign = issuer.keyUsage && !issuer.keyUsage.includes('keyCertSign');
      // webpki reads no keyUsage (rustls/webpki src/verify_cert.rs, check_issuer_independent_properties).
      if (mayNotSign && policy.library !== 'webpki') add(verifyCode.noCertSign, depth + 1);
      if (!signedBy(certificate, issuer)) add(verifyCode.signatureFailure, depth);
    }
  }
  for (let depth = top; depth > 0; depth--) {
    const constraints = path[depth]!.nameConstraints;
    const violation = constraints && constraintViolation(constraints, leaf);
    if (violation)
      add(violation === 'excluded' ? verifyCode.excludedViolation : verifyCode.permittedViolation, 0);
  }
  return { path, problems };
}

function checkExtensions(
  path: readonly Certificate[],
  policy: PathPolicy,
  add: (code: number, depth: number) => void,
  leafIsAnchor: boolean,
): void {
  path.forEach((certificate, depth) => {
    const anchor = depth === path.length - 1 && depth > 0;
    const looksAtAnchor = policy.library === 'openssl' || policy.library === 'go';
    if (certificate.unknownCritical.length > 0) add(verifyCode.unhandledCritical, depth);
    if (depth === 0) {
      if (policy.library === 'webpki') {
        if (certificate.version < 3) add(verifyCode.notVersion3, 0);
        if (certificate.ca === true) add(verifyCode.caAsLeaf, 0);
      }
      if (!allowsServer(certificate, policy) && !(leafIsAnchor && policy.library === 'go'))
        add(verifyCode.invalidPurpose, 0);
      return;
    }
    if (anchor && !looksAtAnchor) return;
    if (!isCa(certificate)) add(verifyCode.invalidCa, depth);
    else if (!allowsServer(certificate, policy)) add(verifyCode.invalidPurpose, depth);
    // Self-issued certificates between do not count (RFC 5280 6.1.4).
    const below = path.slice(1, depth).filter((c) => !c.selfIssued).length;
    if (certificate.pathLength !== undefined && below > certificate.pathLength)
      add(verifyCode.pathLengthExceeded, depth);
  });
}

function checkStrength(
  path: readonly Certificate[],
  policy: PathPolicy,
  trusted: boolean,
  add: (code: number, depth: number) => void,
): void {
  const minimumRsa =
    policy.library === 'openssl'
      ? policy.level === 2
        ? 2048
        : 1024
      : policy.library === 'webpki'
        ? 2048
        : 1024;
  path.forEach((certificate, depth) => {
    const anchor = depth === path.length - 1 && trusted && depth > 0;
    if (certificate.key.type === 'RSA' && (certificate.key.bits ?? minimumRsa) < minimumRsa)
      add(depth === 0 ? verifyCode.leafKeyTooWeak : verifyCode.caKeyTooWeak, depth);
    const old = certificate.signature.weakHash;
    // The signature of the anchor is not used. Java refuses SHA-1 only below its own roots (jdkCA).
    const weak = old !== undefined && (policy.library !== 'java' || old === 'MD5');
    if (weak && !anchor && !(path.length === 1 && trusted)) add(verifyCode.digestTooWeak, depth);
  });
}

/** Names and key identifiers fit: X509_check_issued without the key usage. */
function likelyIssuer(issuer: Certificate, subject: Certificate): boolean {
  if (issuer.subjectKey !== subject.issuerKey) return false;
  return !(subject.authorityKeyId && issuer.subjectKeyId && subject.authorityKeyId !== issuer.subjectKeyId);
}

/** OpenSSL takes a currently valid one before others; libraries that try every path find the one whose key fits. */
function best(
  candidates: readonly Certificate[],
  subject: Certificate,
  now: number,
  openssl: boolean,
): Certificate | undefined {
  const valid = (c: Certificate): boolean => c.notBefore <= now && now <= c.notAfter;
  const fits = openssl ? candidates : candidates.filter((c) => signedBy(subject, c));
  const list = fits.length > 0 ? fits : candidates;
  return list.find(valid) ?? [...list].sort((a, b) => b.notAfter - a.notAfter)[0];
}

const signatures = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Is `certificate` signed by the key of `issuer`? Every profile asks the same, so answers are kept. */
export function signedBy(certificate: Certificate, issuer: Certificate): boolean {
  let known = signatures.get(certificate);
  if (!known) signatures.set(certificate, (known = new WeakMap()));
  let answer = known.get(issuer);
  if (answer === undefined) {
    try {
      answer = certificate.x509.verify(issuer.x509.publicKey);
    } catch {
      answer = false;
    }
    known.set(issuer, answer);
  }
  return answer;
}

export function isSelfSigned(certificate: Certificate): boolean {
  return certificate.selfIssued && signedBy(certificate, certificate);
}

function isCa(certificate: Certificate): boolean {
  // A self-signed certificate of version 1 has no way to say that it is a CA (OpenSSL X509_check_ca).
  return certificate.ca === true || (certificate.version < 3 && certificate.selfIssued);
}

/** anyExtendedKeyUsage is enough for Go and Java, and not for OpenSSL and rustls. */
function allowsServer(certificate: Certificate, { library }: PathPolicy): boolean {
  const usages = certificate.extendedKeyUsage;
  if (usages === undefined || usages.includes('serverAuth')) return true;
  return (library === 'go' || library === 'java') && usages.includes('any');
}
