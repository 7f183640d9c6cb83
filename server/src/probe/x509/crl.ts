/** Certificate revocation lists (RFC 5280 section 5), checked as OpenSSL does for the drivers that take a CRL file. */
import { readCrl } from '../../core/pem/crl';
import { TAG, children, expect, hex, oid, root, time } from '../../core/pem/der';
import type { Certificate } from './certificate';
import type { PathResult } from './path';
import { verifySignature } from './signature';

export interface Crl {
  readonly raw: Uint8Array;
  readonly issuer: string;
  readonly issuerKey: string;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
}

/** X509_V_ERR_… numbers. */
export type CrlProblem = {
  readonly code: 3 | 8 | 11 | 12 | 23;
  readonly depth: number;
  readonly certificate: Certificate;
  readonly crl?: Crl;
  /** When the certificate was revoked (ms). */
  readonly revokedAt?: number;
};

/** Undefined when it is no CRL. */
export function parseCrl(raw: Uint8Array): Crl | undefined {
  const facts = readCrl(raw);
  if (!facts) return undefined;
  return {
    raw,
    issuer: facts.issuer,
    issuerKey: facts.issuerKey,
    thisUpdate: Date.parse(facts.thisUpdate),
    nextUpdate: facts.nextUpdate === undefined ? undefined : Date.parse(facts.nextUpdate),
  };
}

/**
 * `leaf`: X509_V_FLAG_CRL_CHECK, what PyMongo and libmongoc set; `chain`: with CRL_CHECK_ALL, what Node sets.
 * The first problem, or undefined.
 */
export function checkCrls(
  { path }: PathResult,
  crls: readonly Crl[],
  extent: 'leaf' | 'chain',
  now: number,
): CrlProblem | undefined {
  const last = extent === 'leaf' ? 0 : path.length - 1;
  for (let depth = 0; depth <= last; depth++) {
    const certificate = path[depth]!;
    const issuer = path[depth + 1] ?? (certificate.selfIssued ? certificate : undefined);
    const candidates = crls.filter((c) => c.issuerKey === certificate.issuerKey);
    // The one that holds now, else the newest.
    const crl =
      candidates.find((c) => c.thisUpdate <= now && (c.nextUpdate ?? Infinity) >= now) ??
      [...candidates].sort((a, b) => b.thisUpdate - a.thisUpdate)[0];
    const found = { depth, certificate };
    if (!crl || !issuer) return { code: 3, ...found };
    if (crl.thisUpdate > now) return { code: 11, ...found, crl };
    if (crl.nextUpdate !== undefined && crl.nextUpdate < now) return { code: 12, ...found, crl };
    if (!isSignedBy(crl, issuer)) return { code: 8, ...found, crl };
    const revokedAt = revocationOf(crl, certificate);
    if (revokedAt !== undefined) return { code: 23, ...found, crl, revokedAt };
  }
  return undefined;
}

function isSignedBy(crl: Crl, issuer: Certificate): boolean {
  const raw = crl.raw;
  const [tbs, algorithm, signature] = children(raw, root(raw));
  const id = oid(raw, children(raw, algorithm!)[0]!);
  return verifySignature(
    id,
    raw.subarray(tbs!.start, tbs!.to),
    issuer.x509.publicKey,
    raw.subarray(signature!.from + 1, signature!.to),
  );
}

/** The date of revocation in ms, when the list has the certificate's serial number. */
function revocationOf(crl: Crl, certificate: Certificate): number | undefined {
  const raw = crl.raw;
  const fields = children(raw, children(raw, root(raw))[0]!);
  const times = fields.findIndex((f) => f.tag === TAG.utcTime || f.tag === TAG.generalizedTime);
  const list = fields.slice(times).find((f) => f.tag === TAG.sequence);
  if (!list) return undefined;
  const wanted = plainSerial(certificate.serial);
  for (const entry of children(raw, list, 1_000_000)) {
    const [serial, date] = children(raw, entry, 3);
    expect(serial, TAG.integer);
    if (plainSerial(hex(raw, serial!.from, serial!.to)) === wanted) return Date.parse(time(raw, date));
  }
  return undefined;
}

export function plainSerial(hexadecimal: string): string {
  return hexadecimal.replace(/^0+(?=.)/, '');
}
