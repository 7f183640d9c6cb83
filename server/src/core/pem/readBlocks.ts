/** The content of a certificate file as data: from bytes or an editor's text to blocks. */
import type { Block, BlockProblem, FileEncoding, KeyBlock } from '../facts';
import type { Span } from '../types';
import { privateKeyFormat } from './algorithms';
import { readCertificate, type Sha256 } from './certificate';
import { readCrl } from './crl';
import { DerError, root } from './der';
import { sniff } from './sniff';
import { splitPem, type PemPart } from './splitPem';

/** What reading needs from the runtime. */
export interface BlockTools {
  readonly sha256: Sha256;
  /** The public half of a private key that is not encrypted; absent or undefined when it cannot be had. Must not keep `der`. */
  readonly publicKey?: (
    der: Uint8Array,
    format: 'PKCS#8' | 'PKCS#1' | 'SEC1',
  ) => { id: string; type: string; bits?: number } | undefined;
}

export interface Content {
  readonly encoding: FileEncoding;
  readonly blocks: readonly Block[];
  readonly problems: readonly BlockProblem[];
  readonly entries?: number;
}

/** Reads the bytes of a file. Never throws. The caller owns `bytes`; copies of private keys made here are wiped. */
export function readBlocks(bytes: Uint8Array, tools: BlockTools): Content {
  const encoding = sniff(bytes);
  if (encoding === 'pem') return { encoding, ...readPem(bytes, tools) };
  // Magic number, version and count of entries, four bytes each (OpenJDK, sun.security.provider.JavaKeyStore).
  if ((encoding === 'jks' || encoding === 'jceks') && bytes.length >= 12)
    return {
      encoding,
      blocks: [],
      problems: [],
      entries: bytes[8]! * 2 ** 24 + ((bytes[9]! << 16) | (bytes[10]! << 8) | bytes[11]!),
    };
  if (encoding !== 'der') return { encoding, blocks: [], problems: [] };
  const span = { start: 0, end: bytes.length };
  const place = { span, line: 1 };
  const certificate = readCertificate(bytes, tools.sha256);
  if (certificate) return { encoding, blocks: [{ ...certificate, ...place }], problems: [] };
  const crl = readCrl(bytes);
  if (crl) return { encoding, blocks: [{ ...crl, ...place }], problems: [] };
  const key = readKey(bytes, tools, place);
  if (key) return { encoding, blocks: [key], problems: [] };
  return { encoding, blocks: [{ kind: 'other', label: 'DER', ...place }], problems: [] };
}

/** Reads the text of an editor; offsets are UTF-16. Never throws. */
export function readPemText(text: string, tools: BlockTools): Omit<Content, 'encoding'> {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) codes[i] = text.charCodeAt(i);
  const content = readPem(codes, tools);
  codes.fill(0);
  return content;
}

function readPem(codes: ArrayLike<number>, tools: BlockTools): Omit<Content, 'encoding'> {
  const { parts, problems } = splitPem(codes);
  const found: BlockProblem[] = [...problems];
  const blocks = parts.map((part) => {
    const block = readPart(part, tools);
    if (part.label.includes('PRIVATE KEY')) part.der.fill(0);
    if (block.kind === 'other' && part.whole && expected[part.label])
      found.push({ id: expected[part.label]!, span: part.span, line: part.line, label: part.label });
    return block;
  });
  found.sort((a, b) => a.span.start - b.span.start);
  return { blocks, problems: found };
}

/** What a block with this label must be; it is `other` when it is not. */
const expected: Readonly<Record<string, BlockProblem['id']>> = {
  CERTIFICATE: 'bad-certificate',
  'X509 CERTIFICATE': 'bad-certificate',
  'TRUSTED CERTIFICATE': 'bad-certificate',
  'X509 CRL': 'bad-crl',
  'PRIVATE KEY': 'bad-key',
  'ENCRYPTED PRIVATE KEY': 'bad-key',
  'RSA PRIVATE KEY': 'bad-key',
  'EC PRIVATE KEY': 'bad-key',
};

function readPart(part: PemPart, tools: BlockTools): Block {
  const place = { span: part.span, line: part.line };
  const other: Block = { kind: 'other', label: part.label, ...place };
  switch (part.label) {
    case 'CERTIFICATE':
    case 'X509 CERTIFICATE':
    case 'TRUSTED CERTIFICATE': {
      const certificate = part.whole && readCertificate(part.der, tools.sha256);
      return certificate ? { ...certificate, ...place } : other;
    }
    case 'X509 CRL': {
      const crl = part.whole && readCrl(part.der);
      return crl ? { ...crl, ...place } : other;
    }
    case 'OPENSSH PRIVATE KEY':
      return { kind: 'key', format: 'OpenSSH', encrypted: false, ...place };
    case 'DSA PRIVATE KEY':
      return { kind: 'key', format: 'DSA', encrypted: part.encrypted, type: 'DSA', ...place };
    case 'RSA PRIVATE KEY':
    case 'EC PRIVATE KEY':
      if (part.encrypted)
        return {
          kind: 'key',
          format: part.label === 'RSA PRIVATE KEY' ? 'PKCS#1' : 'SEC1',
          encrypted: true,
          ...place,
        };
      return (part.whole && readKey(part.der, tools, place)) || other;
    case 'PRIVATE KEY':
    case 'ENCRYPTED PRIVATE KEY':
      return (part.whole && readKey(part.der, tools, place)) || other;
    default:
      return other;
  }
}

function readKey(
  der: Uint8Array,
  tools: BlockTools,
  place: { span: Span; line: number },
): KeyBlock | undefined {
  try {
    const format = privateKeyFormat(der, root(der));
    if (!format) return undefined;
    if (format === 'encrypted PKCS#8') return { kind: 'key', format: 'PKCS#8', encrypted: true, ...place };
    const found = tools.publicKey?.(der, format);
    return {
      kind: 'key',
      format,
      encrypted: false,
      ...(found ? { type: found.type, publicKey: found.id } : {}),
      ...(found?.bits === undefined ? {} : { bits: found.bits }),
      ...place,
    };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
