/** Makes X.509 certificates: the structures by the ASN.1 library, the signature by node:crypto. */
import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import * as x509 from '@peculiar/asn1-x509';

const attributeTypes = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const;

/** The parts of a subject in the order of the certificate (country first, common name last). */
export type Subject = readonly (readonly [type: keyof typeof attributeTypes, value: string])[];

export interface CertificateRequest {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  /** Who signs. A certificate for oneself: the own subject and private key. */
  readonly issuer: { readonly subject: Subject; readonly privateKey: KeyObject };
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Host names and IP addresses for the subject alternative name. */
  readonly names?: readonly string[];
  /** Basic constraints; absent: the extension is left out. */
  readonly ca?: boolean;
  readonly keyUsage?: readonly (keyof typeof x509.KeyUsageFlags)[];
  readonly extendedKeyUsage?: readonly ('serverAuth' | 'clientAuth')[];
  /** Default `sha256`. */
  readonly hash?: 'sha1' | 'sha256';
  /** Default: 16 random bytes. */
  readonly serial?: Uint8Array;
}

/** Signs a certificate (RSA PKCS#1 v1.5 or ECDSA by the issuer's key) and returns its DER. */
export function issueCertificate(request: CertificateRequest): Buffer {
  const { issuer, hash = 'sha256' } = request;
  const algorithm = signatureAlgorithm(issuer.privateKey, hash);
  const spki = AsnConvert.parse(
    request.publicKey.export({ format: 'der', type: 'spki' }),
    x509.SubjectPublicKeyInfo,
  );
  const issuerSpki = AsnConvert.parse(
    createPublicKey(issuer.privateKey).export({ format: 'der', type: 'spki' }),
    x509.SubjectPublicKeyInfo,
  );
  const tbs = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: arrayBuffer(request.serial ?? randomSerial()),
    signature: algorithm,
    issuer: nameOf(issuer.subject),
    subject: nameOf(request.subject),
    validity: new x509.Validity({ notBefore: request.notBefore, notAfter: request.notAfter }),
    subjectPublicKeyInfo: spki,
    extensions: new x509.Extensions(extensions(request, keyId(spki), keyId(issuerSpki))),
  });
  const body = Buffer.from(AsnConvert.serialize(tbs));
  const certificate = new x509.Certificate({
    tbsCertificate: tbs,
    signatureAlgorithm: algorithm,
    signatureValue: arrayBuffer(sign(hash, body, issuer.privateKey)),
  });
  return Buffer.from(AsnConvert.serialize(certificate));
}

function extensions(
  request: CertificateRequest,
  ownKey: ArrayBuffer,
  issuerKey: ArrayBuffer,
): x509.Extension[] {
  const made: x509.Extension[] = [];
  const add = (extnID: string, critical: boolean, value: object) =>
    made.push(
      new x509.Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) }),
    );
  if (request.ca !== undefined)
    add(x509.id_ce_basicConstraints, true, new x509.BasicConstraints({ cA: request.ca }));
  if (request.keyUsage) {
    const flags = request.keyUsage.reduce((sum, name) => sum | x509.KeyUsageFlags[name], 0);
    add(x509.id_ce_keyUsage, true, new x509.KeyUsage(flags));
  }
  if (request.extendedKeyUsage) {
    const usages = request.extendedKeyUsage.map((name) =>
      name === 'serverAuth' ? x509.id_kp_serverAuth : x509.id_kp_clientAuth,
    );
    add(x509.id_ce_extKeyUsage, false, new x509.ExtendedKeyUsage(usages));
  }
  if (request.names?.length) {
    const names = request.names.map(
      (name) => new x509.GeneralName(isIP(name) ? { iPAddress: name } : { dNSName: name }),
    );
    add(x509.id_ce_subjectAltName, false, new x509.SubjectAlternativeName(names));
  }
  add(x509.id_ce_subjectKeyIdentifier, false, new x509.SubjectKeyIdentifier(ownKey));
  add(
    x509.id_ce_authorityKeyIdentifier,
    false,
    new x509.AuthorityKeyIdentifier({ keyIdentifier: new x509.KeyIdentifier(issuerKey) }),
  );
  return made;
}

function nameOf(subject: Subject): x509.Name {
  return new x509.Name(
    subject.map(([type, value]) => {
      // PrintableString for countries (RFC 5280, appendix A.1), UTF8String for the rest.
      const text = new x509.AttributeValue(type === 'C' ? { printableString: value } : { utf8String: value });
      return new x509.RelativeDistinguishedName([
        new x509.AttributeTypeAndValue({ type: attributeTypes[type], value: text }),
      ]);
    }),
  );
}

function signatureAlgorithm(key: KeyObject, hash: 'sha1' | 'sha256'): x509.AlgorithmIdentifier {
  if (key.asymmetricKeyType === 'ec')
    return new x509.AlgorithmIdentifier({
      algorithm: hash === 'sha256' ? '1.2.840.10045.4.3.2' : '1.2.840.10045.4.1',
    });
  // RSA needs the explicit NULL (RFC 4055, section 5).
  return new x509.AlgorithmIdentifier({
    algorithm: hash === 'sha256' ? '1.2.840.113549.1.1.11' : '1.2.840.113549.1.1.5',
    parameters: null,
  });
}

/** RFC 5280, section 4.2.1.2, method 1. */
function keyId(spki: x509.SubjectPublicKeyInfo): ArrayBuffer {
  return arrayBuffer(createHash('sha1').update(new Uint8Array(spki.subjectPublicKey)).digest());
}

function randomSerial(): Uint8Array {
  const serial = randomBytes(16);
  // Positive, and without a leading zero.
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial;
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
