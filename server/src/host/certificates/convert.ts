/** Makes a PEM file of a DER file or a PKCS#12 store. */
import { createPrivateKey } from 'node:crypto';
import path from 'node:path';
import { encodePem } from '../../core/pem/encodePem';
import { readBlocks } from '../../core/pem/readBlocks';
import { readCertificate, type Certificate } from '../../core/pem/certificate';
import { blockTools } from './blockTools';
import { readFile } from './readFile';
import { writeNewFile } from './writeNewFile';

export interface ConvertRequest {
  readonly file: string;
  /** Must not exist. */
  readonly output: string;
  /** Password of a PKCS#12 store. */
  readonly password?: string;
}

export interface Converted {
  readonly output: string;
  /** What was written, in order: `private key, encrypted with the same password`, subjects of certificates … */
  readonly contents: readonly string[];
}

/** What a person can mend: the message is a sentence for them. */
export class ConvertError extends Error {}

/**
 * Writes `output`. Keys are written with mode 0600; the key of a store with a password is encrypted (AES-256) with that
 * password. Overwrites nothing (FileExistsError). Throws ConvertError and Pkcs12Error.
 */
export async function convert(request: ConvertRequest): Promise<Converted> {
  const name = path.basename(request.file);
  const read = await readFile(request.file);
  if (read.kind !== 'read') throw new ConvertError(`${name} cannot be read`);
  try {
    const { encoding, blocks } = readBlocks(read.bytes, blockTools);
    switch (encoding) {
      case 'pem':
        throw new ConvertError(`${name} is PEM already`);
      case 'jks':
      case 'jceks':
        throw new ConvertError(
          `${name} is a Java key store, which only Java opens. First: keytool -importkeystore -srckeystore ${name} -destkeystore store.p12 -deststoretype PKCS12`,
        );
      case 'pkcs12':
        return await convertStore(request, read.bytes);
      case 'der': {
        const block = blocks[0]!;
        if (block.kind === 'other')
          throw new ConvertError(`${name} is DER, but neither a certificate nor a key nor a revocation list`);
        const label =
          block.kind === 'certificate'
            ? 'CERTIFICATE'
            : block.kind === 'crl'
              ? 'X509 CRL'
              : block.encrypted
                ? 'ENCRYPTED PRIVATE KEY'
                : block.format === 'PKCS#1'
                  ? 'RSA PRIVATE KEY'
                  : block.format === 'SEC1'
                    ? 'EC PRIVATE KEY'
                    : 'PRIVATE KEY';
        const pem = encodePem(label, read.bytes);
        await writeNewFile(request.output, [pem], block.kind === 'key' ? 0o600 : 0o644);
        pem.fill(0);
        return {
          output: request.output,
          contents: [block.kind === 'certificate' ? block.subject : label.toLowerCase()],
        };
      }
      default:
        throw new ConvertError(`${name} is neither DER nor PKCS#12`);
    }
  } finally {
    read.bytes.fill(0);
  }
}

async function convertStore(request: ConvertRequest, bytes: Uint8Array): Promise<Converted> {
  // Loaded on use: the ASN.1 library takes 20 to 40 ms.
  const { openPkcs12 } = await import('./pkcs12');
  const { password = '' } = request;
  const { certificates, keys } = await openPkcs12(bytes, password);
  const parts: Uint8Array[] = [];
  const contents: string[] = [];
  try {
    for (const key of keys) {
      parts.push(keyPem(key, password));
      contents.push(
        password === '' ? 'private key, not encrypted' : 'private key, encrypted with the same password',
      );
    }
    for (const der of ordered(certificates, keys)) {
      parts.push(encodePem('CERTIFICATE', der.der));
      contents.push(der.certificate?.subject ?? 'certificate');
    }
    if (parts.length === 0) throw new ConvertError('The store is empty');
    await writeNewFile(request.output, parts, 0o600);
    return { output: request.output, contents };
  } finally {
    for (const secret of [...keys, ...parts]) secret.fill(0);
  }
}

function keyPem(pkcs8: Uint8Array, password: string): Uint8Array {
  if (password === '') return encodePem('PRIVATE KEY', pkcs8);
  const key = createPrivateKey({
    key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength),
    format: 'der',
    type: 'pkcs8',
  });
  const sealed = key.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: password });
  return encodePem('ENCRYPTED PRIVATE KEY', sealed);
}

/** The certificate of the key first, then the one above each. */
function ordered(
  certificates: readonly Uint8Array[],
  keys: readonly Uint8Array[],
): { der: Uint8Array; certificate: Certificate | undefined }[] {
  const rest = certificates.map((der) => ({ der, certificate: readCertificate(der, blockTools.sha256) }));
  const ids = keys.flatMap((key) => blockTools.publicKey?.(key, 'PKCS#8')?.id ?? []);
  const result: typeof rest = [];
  let next = rest.find((c) => c.certificate && ids.includes(c.certificate.key.id));
  while (next) {
    result.push(next);
    rest.splice(rest.indexOf(next), 1);
    const issuer: string | undefined = next.certificate?.issuerKey;
    next = rest.find((c) => c.certificate?.subjectKey === issuer);
  }
  return [...result, ...rest];
}
