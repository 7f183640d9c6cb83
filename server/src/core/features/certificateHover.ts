/** What is in a certificate file, for people: hovers over a path, document links, inlay hints, `inspect`. */
import {
  certificatesOf,
  crlsOf,
  fileFact,
  type Block,
  type CertificateBlock,
  type CrlBlock,
  type FileFact,
  type FileFacts,
  type KeyBlock,
  type PathMatch,
  type UnreadableFile,
} from '../facts';
import type { Analysis, Facts, Span } from '../types';
import { encode } from '../uri/percent';
import { fileReferences, pathForm, type FileReference } from './fileReferences';

const day = 24 * 60 * 60 * 1000;

/** Blocks of a file that are shown in full; of more (a system bundle) only the number is. */
const shownBlocks = 12;

/** Whole days from `asOf` until `time` (ISO 8601); negative when it has passed. */
export function daysUntil(time: string, asOf: number): number {
  return Math.floor((Date.parse(time) - asOf) / day);
}

/** `expires in 12 days`, `expired 3 days ago`, `not valid for 2 more days`. */
export function validityText(
  certificate: Pick<CertificateBlock, 'notBefore' | 'notAfter'>,
  asOf: number,
): string {
  if (Date.parse(certificate.notBefore) > asOf) {
    const days = Math.ceil((Date.parse(certificate.notBefore) - asOf) / day);
    return `not valid for ${count(days, 'more day')}`;
  }
  // RFC 5280, section 4.1.2.5: this date stands for "never".
  if (certificate.notAfter.startsWith('9999-')) return 'never expires';
  const days = daysUntil(certificate.notAfter, asOf);
  if (days < 0) return days === -1 ? 'expired within the last day' : `expired ${count(-days - 1, 'day')} ago`;
  return days === 0 ? 'expires within a day' : `expires in ${count(days, 'day')}`;
}

function count(n: number, noun: string): string {
  const [last, ...before] = noun.split(' ').reverse();
  return `${n.toLocaleString('en')} ${[...before.reverse(), n === 1 ? last : last + 's'].join(' ')}`;
}

/** The file reference at an offset of the analysed document. */
export function fileReferenceAt(analysis: Analysis, offset: number): FileReference | undefined {
  for (const outlook of analysis.outlooks)
    for (const reference of fileReferences(outlook, analysis.document))
      if (reference.span.start <= offset && offset <= reference.span.end) return reference;
  return undefined;
}

/** Hover over a path in code: where the file was found and each block in it. Undefined when there is nothing to say. */
export function certificateHover(
  analysis: Analysis,
  facts: Facts,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined {
  const reference = fileReferenceAt(analysis, offset);
  const fact = reference && factOf(reference, facts);
  if (!reference || !fact) return undefined;
  const client = reference.role === 'certificateKey' || reference.role === 'certificate';
  return { span: reference.span, markdown: fileMarkdown(fact, client) };
}

/** Paths that exist, for document links. */
export function certificateLinks(
  analysis: Analysis,
  facts: Facts,
): readonly { readonly span: Span; readonly path: string; readonly tooltip: string }[] {
  return everyReference(analysis).flatMap((reference) => {
    const fact = factOf(reference, facts);
    if (fact?.kind !== 'file') return [];
    return [
      { span: reference.span, path: fact.path, tooltip: `Open ${fact.path} (${matchText(fact.match)})` },
    ];
  });
}

/** After each path: when the first certificate in it to expire does so. `at` is an offset behind the option's value. */
export function certificateInlayHints(
  analysis: Analysis,
  facts: Facts,
): readonly { readonly at: number; readonly label: string; readonly tooltip: string }[] {
  return everyReference(analysis).flatMap((reference) => {
    const fact = factOf(reference, facts);
    const label = fact?.kind === 'file' ? expiryLabel(fact) : undefined;
    return label && fact?.kind === 'file'
      ? [{ at: reference.option.valueSpan.end, label, tooltip: fileMarkdown(fact, false) }]
      : [];
  });
}

/** When a file's content first becomes invalid; undefined when nothing in it does. */
export function expiryLabel(file: FileFacts): string | undefined {
  const certificates = certificatesOf(file);
  const first = [...certificates].sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1))[0];
  // Of a bundle that is trusted as a whole, single old roots are no news.
  if (first && certificates.length <= shownBlocks) return validityText(first, file.asOf);
  if (certificates.length) return count(certificates.length, 'certificate');
  const next = crlsOf(file)
    .flatMap((c) => c.nextUpdate ?? [])
    .sort()[0];
  return next === undefined
    ? undefined
    : validityText({ notBefore: '1970-01-01T00:00:00Z', notAfter: next }, file.asOf);
}

/** A file as markdown: hovers, and the preview of the Certificates view. `client`: add the user name for MONGODB-X509. */
export function fileMarkdown(fact: FileFact, client: boolean): string {
  if (fact.kind === 'missing')
    return `**Not found.** Looked at:\n\n${fact.tried.map((p) => `- ${code(p)}`).join('\n')}`;
  if (fact.kind === 'unreadable')
    return `${code(fact.path)}: ${unreadableText(fact.why)} (${matchText(fact.match)})`;
  const head = `${code(fact.path)} (${matchText(fact.match)})`;
  const lines = [head, contentText(fact)];
  for (const [i, block] of fact.blocks.slice(0, shownBlocks).entries()) {
    const facts = blockFacts(block, fact.asOf);
    const asUser =
      client && i === firstCertificate(fact) && block.kind === 'certificate' ? userNames(block) : [];
    lines.push(
      `**${i + 1}. ${blockTitle(block)}**`,
      [...facts, ...asUser].map(([name, value]) => `- ${name}: ${code(value)}`).join('\n'),
    );
  }
  if (fact.blocks.length > shownBlocks)
    lines.push(`… and ${count(fact.blocks.length - shownBlocks, 'more block')}`);
  return lines.filter((l) => l !== '').join('\n\n');
}

/** What a file is, in one sentence. */
export function contentText(file: Pick<FileFacts, 'encoding' | 'blocks' | 'entries'>): string {
  switch (file.encoding) {
    case 'pem': {
      const kinds = (['certificate', 'key', 'crl', 'other'] as const).flatMap((kind) => {
        const n = file.blocks.filter((b) => b.kind === kind).length;
        return n === 0 ? [] : [count(n, kindNames[kind])];
      });
      return `PEM: ${kinds.join(', ') || 'no block'}`;
    }
    case 'der':
      return 'DER (binary): no driver with a PEM option reads it';
    case 'pkcs12':
      return 'PKCS#12 store: its password is needed to look into it';
    case 'jks':
    case 'jceks':
      return `Java key store (${file.encoding.toUpperCase()})${file.entries === undefined ? '' : `: ${file.entries === 1 ? '1 entry' : `${file.entries.toLocaleString('en')} entries`}`}`;
    case 'openssh':
      return 'SSH key: not usable for TLS';
    case 'ppk':
      return 'PuTTY key: not usable for TLS';
    case 'utf16':
      return 'Text in UTF-16, as Windows PowerShell writes it: no driver reads it';
    case 'base64':
      return 'Base64 without BEGIN and END lines';
    case 'empty':
      return 'Empty file';
    case 'text':
      return 'Text without a PEM block';
    case 'binary':
      return 'Neither PEM nor DER';
  }
}

const kindNames = {
  certificate: 'certificate',
  key: 'private key',
  crl: 'revocation list',
  other: 'other block',
} as const;

/** Why a file is not looked into. */
export function unreadableText(why: UnreadableFile['why']): string {
  switch (why) {
    case 'folder':
      return 'is a folder, not a file';
    case 'fifo':
      return 'is a named pipe and is not opened';
    case 'socket':
      return 'is a socket and is not opened';
    case 'device':
      return 'is a device and is not opened';
    case 'tooLarge':
      return 'is larger than 10 MB and is not opened';
    case 'permission':
      return 'may not be read by the current user';
    case 'failed':
      return 'could not be read';
  }
}

/** How a path was resolved. */
export function matchText(match: PathMatch): string {
  switch (match.by) {
    case 'absolute':
      return 'absolute path';
    case 'setting':
      return 'found through the setting mongodbTls.paths';
    case 'workspaceFolder':
      return 'found in the workspace folder';
    case 'manifestFolder':
      return 'found beside the nearest manifest';
    case 'fileFolder':
      return 'found beside this file';
    case 'mount':
      return `found through the mounts of ${match.from.split(/[\\/]/).pop()!}`;
  }
}

/** A block in a few words. */
export function blockTitle(block: Block): string {
  switch (block.kind) {
    case 'certificate':
      return block.ca
        ? block.selfIssued
          ? 'Root certificate authority'
          : 'Intermediate certificate authority'
        : 'Certificate';
    case 'key':
      return `${block.encrypted ? 'Encrypted private key' : 'Private key'}`;
    case 'crl':
      return 'Revocation list';
    case 'other':
      return block.label;
  }
}

/** Names and values of everything that is shown of a block, in order. Values are plain text. */
export function blockFacts(block: Block, asOf: number): readonly (readonly [name: string, value: string])[] {
  switch (block.kind) {
    case 'certificate':
      return certificateFacts(block, asOf);
    case 'key':
      return keyFacts(block);
    case 'crl':
      return crlFacts(block, asOf);
    case 'other':
      return [];
  }
}

type Fact = readonly [name: string, value: string];

function certificateFacts(c: CertificateBlock, asOf: number): Fact[] {
  const facts: Fact[] = [['Subject', c.subject || '(empty)']];
  facts.push(['Issuer', c.selfIssued ? 'itself' : c.issuer]);
  if (c.names.length) {
    const shown = c.names
      .slice(0, 20)
      .map((n) => (n.type === 'dns' ? n.value : n.type === 'ip' ? `IP ${n.value}` : `${n.type} ${n.value}`));
    facts.push([
      'Subject alternative names',
      shown.join(', ') + (c.names.length > 20 ? ` and ${c.names.length - 20} more` : ''),
    ]);
  } else if (!c.ca) facts.push(['Subject alternative names', 'none']);
  facts.push(['Valid', `${date(c.notBefore)} to ${date(c.notAfter)}, ${validityText(c, asOf)}`]);
  facts.push(['Key', keyText(c.key)]);
  facts.push(['Signature', c.signature.name]);
  if (c.ca !== undefined)
    facts.push([
      'Certificate authority',
      (c.ca ? 'yes' : 'no') + (c.pathLength === undefined ? '' : `, path length ${c.pathLength}`),
    ]);
  if (c.keyUsage) facts.push(['Key usage', c.keyUsage.join(', ') || 'none']);
  if (c.extendedKeyUsage) facts.push(['Extended key usage', c.extendedKeyUsage.join(', ') || 'none']);
  for (const address of c.ocsp) facts.push(['OCSP', address]);
  for (const address of c.crl) facts.push(['Revocation list at', address]);
  if (c.mustStaple) facts.push(['Must-staple', 'yes: the server has to send an OCSP response']);
  facts.push(['Serial', c.serial]);
  facts.push(['SHA-256', c.fingerprint]);
  return facts;
}

/** The user name that MongoDB knows a client certificate by. */
function userNames(c: CertificateBlock): Fact[] {
  return [
    ['MONGODB-X509 user', c.subjectRfc2253],
    ['In a URI', encode(c.subjectRfc2253)],
  ];
}

function keyFacts(key: KeyBlock): Fact[] {
  const facts: Fact[] = [['Format', key.format + (key.encrypted ? ', encrypted' : ', not encrypted')]];
  if (key.type)
    facts.push(['Key', keyText({ type: key.type, ...(key.bits === undefined ? {} : { bits: key.bits }) })]);
  return facts;
}

function crlFacts(crl: CrlBlock, asOf: number): Fact[] {
  const facts: Fact[] = [
    ['Issuer', crl.issuer],
    ['Published', date(crl.thisUpdate)],
  ];
  if (crl.nextUpdate)
    facts.push([
      'Next update',
      `${date(crl.nextUpdate)}, ${validityText({ notBefore: crl.thisUpdate, notAfter: crl.nextUpdate }, asOf)}`,
    ]);
  facts.push(['Revoked certificates', crl.revoked.toLocaleString('en')], ['Signature', crl.signature.name]);
  return facts;
}

/** `RSA 2048 bits`, `EC P-256`. */
export function keyText(key: {
  readonly type: string;
  readonly bits?: number;
  readonly curve?: string;
}): string {
  if (key.curve) return `${key.type} ${key.curve}`;
  return key.bits === undefined || key.type.startsWith('Ed') ? key.type : `${key.type} ${key.bits} bits`;
}

function date(iso: string): string {
  return iso.slice(0, 10);
}

function firstCertificate(file: FileFacts): number {
  return file.blocks.findIndex((b) => b.kind === 'certificate');
}

function factOf(reference: FileReference, facts: Facts): FileFact | undefined {
  const { path, role, base } = reference;
  return pathForm(path)
    ? undefined
    : fileFact(facts, { kind: 'file', path, role, ...(base ? { base } : {}) });
}

function everyReference(analysis: Analysis): readonly FileReference[] {
  return analysis.outlooks.flatMap((outlook) => fileReferences(outlook, analysis.document));
}

/** Text from a certificate as inline code: whoever made the certificate chose it, so nothing in it may become markup. */
function code(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
  const fence = flat.includes('`') ? '``' : '`';
  return fence === '`'
    ? `\`${flat}\``
    : `${fence} ${flat.replace(/`{2,}/g, (run) => "'".repeat(run.length))} ${fence}`;
}
