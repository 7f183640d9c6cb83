/** What is known of a file that a TLS option names: read by host/certificates, judged by the rules of category `files`. */
import type { FactRequest, Facts, Span } from './types';

/** Everything that can be said of one path. All of it is plain data; none of it is secret. */
export type FileFact = FileFacts | MissingFile | UnreadableFile;

/** Where a path was found: the documented order of host/certificates/resolvePath.ts. */
export type PathMatch =
  | { readonly by: 'absolute' }
  | { readonly by: 'setting' | 'workspaceFolder' | 'manifestFolder' | 'fileFolder'; readonly folder: string }
  /** `from`: the compose file or Dockerfile that puts the file there. */
  | { readonly by: 'mount'; readonly from: string };

export interface MissingFile {
  readonly kind: 'missing';
  /** The full paths that were looked at, in order. */
  readonly tried: readonly string[];
  /** True when the path lies where containers keep such files, so that another machine may well have it. */
  readonly container: boolean;
}

export interface UnreadableFile {
  readonly kind: 'unreadable';
  readonly path: string;
  readonly match: PathMatch;
  readonly why: 'folder' | 'fifo' | 'device' | 'socket' | 'tooLarge' | 'permission' | 'failed';
}

export type FileEncoding =
  | 'pem'
  | 'der'
  | 'pkcs12'
  | 'jks'
  | 'jceks'
  | 'openssh'
  | 'ppk'
  | 'utf16'
  | 'base64'
  | 'text'
  | 'binary'
  | 'empty';

/** A file that was read. */
export interface FileFacts {
  readonly kind: 'file';
  /** Full path on this machine. */
  readonly path: string;
  readonly match: PathMatch;
  /** Bytes. */
  readonly size: number;
  /** Permission bits (`0o600`); absent where the system has none (Windows). */
  readonly mode?: number;
  readonly encoding: FileEncoding;
  /** What is in the file, in order. A DER file has one block. */
  readonly blocks: readonly Block[];
  readonly problems: readonly BlockProblem[];
  /** How many entries a Java key store says that it has. */
  readonly entries?: number;
  /** True when git tracks the file; absent: not looked up. */
  readonly tracked?: boolean;
  /** The moment that these facts are judged at, in ms since 1970. */
  readonly asOf: number;
}

export type Block = CertificateBlock | KeyBlock | CrlBlock | OtherBlock;

interface BlockBase {
  /** Offsets in the file: bytes, which are UTF-16 units too for a PEM file without a character above 127. */
  readonly span: Span;
  /** First line of the block, counted from 1; 1 for DER. */
  readonly line: number;
}

export interface CertificateBlock extends BlockBase {
  readonly kind: 'certificate';
  /** For people: RFC 2253 order, letters as they are. */
  readonly subject: string;
  readonly issuer: string;
  /** For MONGODB-X509: escaped as `openssl x509 -nameopt RFC2253` does. */
  readonly subjectRfc2253: string;
  /** The DER of the names in hexadecimal: what issuers are found by. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  readonly commonName?: string;
  /** Hexadecimal, upper case, with a leading `-` when negative. */
  readonly serial: string;
  readonly names: readonly AlternativeName[];
  /** ISO 8601, UTC, to the second. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: PublicKeyFacts;
  readonly signature: SignatureFacts;
  /** Basic constraints; absent when the extension is. */
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Absent when the extension is: everything is allowed then. */
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  readonly ocsp: readonly string[];
  readonly crl: readonly string[];
  readonly mustStaple: boolean;
  readonly version: number;
  /** Issuer and subject are the same name. */
  readonly selfIssued: boolean;
  /** SHA-256 over the certificate, upper case with colons. */
  readonly fingerprint: string;
}

export interface AlternativeName {
  readonly type: 'dns' | 'ip' | 'uri' | 'email' | 'other';
  readonly value: string;
}

export interface PublicKeyFacts {
  /** `RSA`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the algorithm's object identifier. */
  readonly type: string;
  readonly bits?: number;
  readonly curve?: string;
  /** SHA-256 over the SubjectPublicKeyInfo: what a private key is matched by. */
  readonly id: string;
}

export interface SignatureFacts {
  /** `RSA with SHA-256`, or an object identifier. */
  readonly name: string;
  /** The broken hash, when it uses one. */
  readonly weakHash?: 'MD5' | 'SHA-1';
}

export interface KeyBlock extends BlockBase {
  readonly kind: 'key';
  readonly format: 'PKCS#8' | 'PKCS#1' | 'SEC1' | 'DSA' | 'OpenSSH';
  readonly encrypted: boolean;
  /** Known for keys that are not encrypted. */
  readonly type?: string;
  readonly bits?: number;
  /** Equal to `key.id` of the certificate that it belongs to. Absent when encrypted or not readable. */
  readonly publicKey?: string;
}

export interface CrlBlock extends BlockBase {
  readonly kind: 'crl';
  readonly issuer: string;
  readonly issuerKey: string;
  readonly authorityKeyId?: string;
  readonly thisUpdate: string;
  readonly nextUpdate?: string;
  readonly revoked: number;
  readonly signature: SignatureFacts;
}

/** Something else between BEGIN and END, or a store that needs its password to be looked into. */
export interface OtherBlock extends BlockBase {
  readonly kind: 'other';
  readonly label: string;
}

/** Something wrong with the form of the file. */
export interface BlockProblem {
  readonly id:
    | 'byte-order-mark'
    | 'indented'
    | 'one-line'
    | 'no-end'
    | 'end-differs'
    | 'bad-base64'
    | 'bad-certificate'
    | 'bad-crl'
    | 'bad-key'
    | 'too-many-blocks';
  readonly span: Span;
  readonly line: number;
  /** What the block calls itself, where it matters. */
  readonly label?: string;
}

/** The fact for a request, with its type; undefined when nobody has looked yet or nobody may look. */
export function fileFact(facts: Facts, request: FactRequest): FileFact | undefined {
  return facts.get(request) as FileFact | undefined;
}

/** The certificates of a file, in order. */
export function certificatesOf(file: FileFacts): readonly CertificateBlock[] {
  return file.blocks.filter((b) => b.kind === 'certificate');
}

/** The private keys of a file, in order. */
export function keysOf(file: FileFacts): readonly KeyBlock[] {
  return file.blocks.filter((b) => b.kind === 'key');
}

/** The revocation lists of a file, in order. */
export function crlsOf(file: FileFacts): readonly CrlBlock[] {
  return file.blocks.filter((b) => b.kind === 'crl');
}
