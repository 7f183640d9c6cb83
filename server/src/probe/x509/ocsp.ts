/** OCSP (RFC 6960): writes requests, and reads responses into facts that each driver's policy then judges (driverOcsp.ts). */
import { createHash } from 'node:crypto';
import { TAG, children, elementAt, expect, oid, root, time } from '../../core/pem/der';
import type { Element } from '../../core/pem/der';
import { parseCertificate } from './certificate';
import type { Certificate } from './certificate';
import { plainSerial } from './crl';
import { signedBy } from './path';
import { verifySignature } from './signature';

/** Larger responses are not read. */
export const ocspResponseLimit = 64 * 1024;

export type OcspAnswer =
  | { readonly readable: false; readonly why: 'malformed' | 'unsuccessful'; readonly responseStatus?: number }
  | {
      readonly readable: true;
      readonly status: 'good' | 'revoked' | 'unknown';
      /** The answer's serial number is the certificate's. */
      readonly serialMatches: boolean;
      /** The whole CertID is the certificate's. */
      readonly idMatches: boolean;
      /** Who signed, by the responder id; `none`: nobody who may. */
      readonly signer: 'issuer' | 'delegate' | 'none';
      readonly signatureValid: boolean;
      /** A delegate must be issued by the issuer and have the OCSPSigning usage. */
      readonly delegateAuthorised: boolean;
      readonly delegateInDate: boolean;
      /** The issuer's own certificate stands inside the response, which Go's parser takes for a delegate. */
      readonly embedsIssuer: boolean;
      readonly thisUpdate: number;
      readonly nextUpdate: number | undefined;
      readonly revokedAt?: number;
      readonly reason?: number;
    };

const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();

/** A request for one certificate, with SHA-1 CertID and without a nonce, as the drivers send it. */
export function ocspRequest(leaf: Certificate, issuer: Certificate): Buffer {
  const sequence = (tag: number, ...parts: Uint8Array[]): Buffer => {
    const body = Buffer.concat(parts);
    const length =
      body.length < 0x80
        ? Buffer.from([body.length])
        : body.length < 0x100
          ? Buffer.from([0x81, body.length])
          : Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
    return Buffer.concat([Buffer.from([tag]), length, body]);
  };
  const serial = serialElement(leaf.raw);
  const certId = sequence(
    0x30,
    Buffer.from('300906052b0e03021a0500', 'hex'),
    sequence(0x04, sha1(issuerName(leaf))),
    sequence(0x04, sha1(issuer.publicKeyBits)),
    leaf.raw.subarray(serial.start, serial.to),
  );
  return sequence(0x30, sequence(0x30, sequence(0x30, sequence(0x30, certId))));
}

function tbsFields(raw: Buffer): Element[] {
  const fields = children(raw, children(raw, root(raw))[0]!);
  return fields[0]!.tag === 0xa0 ? fields.slice(1) : fields;
}

function serialElement(raw: Buffer): Element {
  return tbsFields(raw)[0]!;
}

function issuerName(certificate: Certificate): Buffer {
  const name = tbsFields(certificate.raw)[2]!;
  return certificate.raw.subarray(name.start, name.to);
}

function subjectName(certificate: Certificate): Buffer {
  const name = tbsFields(certificate.raw)[4]!;
  return certificate.raw.subarray(name.start, name.to);
}

/** Reads a response about `leaf`, issued by `issuer`. Never throws. */
export function readOcspResponse(
  bytes: Buffer,
  leaf: Certificate,
  issuer: Certificate,
  now: number,
): OcspAnswer {
  if (bytes.length > ocspResponseLimit) return { readable: false, why: 'malformed' };
  try {
    return read(bytes, leaf, issuer, now);
  } catch {
    return { readable: false, why: 'malformed' };
  }
}

function read(bytes: Buffer, leaf: Certificate, issuer: Certificate, now: number): OcspAnswer {
  const [statusElement, wrapper] = children(bytes, expect(root(bytes), TAG.sequence));
  const responseStatus = bytes[expect(statusElement, TAG.enumerated).from]!;
  if (responseStatus !== 0) return { readable: false, why: 'unsuccessful', responseStatus };
  const [type, octets] = children(bytes, elementAt(bytes, wrapper!.from, wrapper!.to));
  if (oid(bytes, type!) !== '1.3.6.1.5.5.7.48.1.1') return { readable: false, why: 'malformed' };
  const basic = elementAt(bytes, expect(octets, TAG.octetString).from, octets!.to);
  const [data, algorithm, signature, certificatesElement] = children(bytes, basic);
  const fields = children(bytes, data!);
  if (fields[0]!.tag === 0xa0) fields.shift();
  const [responder, , responses] = fields;
  const embedded = certificatesElement
    ? children(bytes, elementAt(bytes, certificatesElement.from, certificatesElement.to), 20).flatMap(
        (c) => parseCertificate(bytes.subarray(c.start, c.to)) ?? [],
      )
    : [];

  const list = children(bytes, expect(responses, TAG.sequence), 200).map((r) =>
    singleResponse(bytes, r, leaf, issuer),
  );
  const single = list.find((s) => s.idMatches) ?? list.find((s) => s.serialMatches) ?? list[0];
  if (!single) return { readable: false, why: 'malformed' };

  const byName = responder!.tag === 0xa1 ? bytes.subarray(responder!.from, responder!.to) : undefined;
  const key = responder!.tag === 0xa2 ? elementAt(bytes, responder!.from, responder!.to) : undefined;
  const byKey = key && bytes.subarray(key.from, key.to);
  const isResponder = (c: Certificate): boolean =>
    byName ? subjectName(c).equals(byName) : byKey ? sha1(c.publicKeyBits).equals(byKey) : false;
  const delegate = embedded.find((c) => !c.raw.equals(issuer.raw) && isResponder(c));
  const signer = isResponder(issuer) ? 'issuer' : delegate ? 'delegate' : 'none';
  const signingCertificate = signer === 'issuer' ? issuer : delegate;
  return {
    readable: true,
    ...single,
    signer,
    signatureValid:
      signingCertificate !== undefined &&
      verifySignature(
        oid(bytes, children(bytes, algorithm!)[0]!),
        bytes.subarray(data!.start, data!.to),
        signingCertificate.x509.publicKey,
        bytes.subarray(signature!.from + 1, signature!.to),
      ),
    delegateAuthorised:
      signer === 'issuer' ||
      (delegate !== undefined &&
        delegate.issuerKey === issuer.subjectKey &&
        signedBy(delegate, issuer) &&
        delegate.extendedKeyUsage?.includes('OCSPSigning') === true),
    delegateInDate:
      signer === 'issuer' ||
      (delegate !== undefined && delegate.notBefore <= now && now <= delegate.notAfter),
    embedsIssuer: embedded[0]?.raw.equals(issuer.raw) === true,
  };
}

function singleResponse(
  bytes: Buffer,
  element: Element,
  leaf: Certificate,
  issuer: Certificate,
): {
  status: 'good' | 'revoked' | 'unknown';
  serialMatches: boolean;
  idMatches: boolean;
  thisUpdate: number;
  nextUpdate: number | undefined;
  revokedAt?: number;
  reason?: number;
} {
  const [id, status, thisUpdate, ...rest] = children(bytes, element);
  const [hashAlgorithm, nameHash, keyHash, serial] = children(bytes, id!);
  const hash = {
    '1.3.14.3.2.26': 'sha1',
    '2.16.840.1.101.3.4.2.1': 'sha256',
    '2.16.840.1.101.3.4.2.2': 'sha384',
    '2.16.840.1.101.3.4.2.3': 'sha512',
  }[oid(bytes, children(bytes, hashAlgorithm!)[0]!)];
  const slice = (e: Element): Buffer => bytes.subarray(e.from, e.to);
  const digest = (data: Buffer): Buffer => createHash(hash!).update(data).digest();
  const serialMatches =
    plainSerial(slice(serial!).toString('hex').toUpperCase()) === plainSerial(leaf.serial);
  const next = rest.find((e) => e.tag === 0xa0);
  const found = {
    serialMatches,
    idMatches:
      serialMatches &&
      hash !== undefined &&
      slice(nameHash!).equals(digest(issuerName(leaf))) &&
      slice(keyHash!).equals(digest(issuer.publicKeyBits)),
    thisUpdate: Date.parse(time(bytes, thisUpdate)),
    nextUpdate: next ? Date.parse(time(bytes, elementAt(bytes, next.from, next.to))) : undefined,
  };
  if (status!.tag === 0x80) return { ...found, status: 'good' };
  if (status!.tag !== 0xa1) return { ...found, status: 'unknown' };
  const [when, why] = children(bytes, status!);
  const reason = why ? elementAt(bytes, why.from, why.to) : undefined;
  return {
    ...found,
    status: 'revoked',
    revokedAt: Date.parse(time(bytes, when)),
    ...(reason ? { reason: bytes[reason.from]! } : {}),
  };
}

/** RFC 5280 5.3.1, for people. */
export function reasonText(reason: number | undefined): string {
  const names = [
    'unspecified',
    'key compromise',
    'CA compromise',
    'affiliation changed',
    'superseded',
    'cessation of operation',
    'certificate hold',
  ];
  return names[reason ?? 0] ?? 'unspecified';
}
