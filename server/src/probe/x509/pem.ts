/** What the connection test takes from the files of a connection. */
import { sniff } from '../../core/pem/sniff';
import { splitPem } from '../../core/pem/splitPem';
import type { PemPart } from '../../core/pem/splitPem';
import { parseCertificate } from './certificate';
import type { Certificate } from './certificate';

const certificateLabels = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

export function pemParts(bytes: Buffer): readonly PemPart[] {
  return splitPem(bytes).parts;
}

/** The certificates among the parts; those that cannot be read are left out. */
export function certificatesOf(parts: readonly PemPart[]): Certificate[] {
  return parts.flatMap((part) => {
    const readable = part.whole && certificateLabels.includes(part.label);
    const certificate = readable ? parseCertificate(part.der) : undefined;
    return certificate ? [certificate] : [];
  });
}

export function isPrivateKey(part: PemPart): boolean {
  return part.label.endsWith('PRIVATE KEY');
}

/** What a file is when it holds nothing that can be used: the object of a sentence. */
export function natureOf(bytes: Buffer): string {
  switch (sniff(bytes)) {
    case 'empty':
      return 'an empty file';
    case 'der':
      return parseCertificate(bytes) ? 'a certificate in DER form, not PEM' : 'a DER file, not PEM';
    case 'pkcs12':
      return 'a PKCS #12 file, not PEM';
    case 'jks':
    case 'jceks':
      return 'a Java key store, not PEM';
    case 'utf16':
      return 'a text in UTF-16, which no driver reads';
    case 'pem':
      return 'a PEM file without a usable certificate';
    default:
      return 'not a PEM file';
  }
}
